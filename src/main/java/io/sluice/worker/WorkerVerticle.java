package io.sluice.worker;

import static java.util.Objects.requireNonNull;

import io.sluice.cluster.ClusterMembership;
import io.sluice.config.NodeConfig;
import io.sluice.config.NodeOptions;
import io.sluice.distributed.DistributedCodecs;
import io.sluice.exchange.ExchangeServer;
import io.sluice.exchange.NetworkChannelResolver;
import io.sluice.exchange.WorkerMessages;
import io.sluice.extension.Extensions;
import io.sluice.extension.WorkerInfo;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import org.jspecify.annotations.Nullable;

/**
 * A worker of a cluster. Deploy one per node, in a clustered Vert.x, with a node's JSON as the deployment's configuration. When the deployment has completed, every
 * later query of any coordinator can use it.
 */
public final class WorkerVerticle extends VerticleBase {
  private @Nullable Parts parts;
  private @Nullable WorkerInfo info;

  private record Parts(
      ExecutionResources resources,
      ClusterMembership membership,
      NetworkChannelResolver channels,
      Worker worker,
      ExchangeServer server,
      WorkerMessages messages) {}

  @Override
  public Future<?> start() {
    NodeConfig node = NodeConfig.of(config());
    Extensions extensions =
        Extensions.discover(node.list(NodeOptions.EXTENSIONS)).configured(node.values());
    return ClusterMembership.of(vertx).compose(membership -> start(node, extensions, membership));
  }

  private Future<?> start(NodeConfig node, Extensions extensions, ClusterMembership membership) {
    ExecutionResources resources = ExecutionResources.of(vertx, node, "sluice-worker");
    NetworkChannelResolver channels = new NetworkChannelResolver(vertx, node.values());
    Worker worker = new Worker(
        vertx,
        resources,
        new WorkerServices(
            DistributedCodecs.planCodec(extensions),
            channels,
            extensions.sessionDefaults(),
            node.values()));
    String id = membership.localMemberId();
    Parts started = new Parts(
        resources,
        membership,
        channels,
        worker,
        new ExchangeServer(vertx, worker, node.values()),
        new WorkerMessages(vertx, id, worker));
    parts = started;
    membership.onMemberLeft(left -> {
      channels.workerLost(left);
      worker.coordinatorLost(left);
    });
    String host = node.get(NodeOptions.WORKER_HOST);
    return started
        .server()
        .listen(host, node.getInt(NodeOptions.WORKER_PORT))
        .compose(port -> started.messages().register().map(port))
        .compose(port -> {
          info = new WorkerInfo(
              id, host, port, resources.drivers().threadCount(), extensions.fingerprint());
          return membership.announce(info);
        })
        .recover(failure -> stop().transform(stopped -> Future.failedFuture(failure)));
  }

  /** The worker as the cluster knows it, once deployed. */
  public WorkerInfo info() {
    return requireNonNull(info, "the worker is not deployed");
  }

  /** The worker itself, once deployed: to look at what it runs. */
  public Worker worker() {
    return requireNonNull(parts, "the worker is not deployed").worker();
  }

  /** What its tasks share, once deployed: to look at what they hold. */
  public ExecutionResources resources() {
    return requireNonNull(parts, "the worker is not deployed").resources();
  }

  @Override
  public Future<?> stop() {
    Parts running = parts;
    if (running == null) {
      return Future.succeededFuture();
    }
    parts = null;
    return running
        .membership()
        .close()
        .eventually(() -> running.worker().close())
        .eventually(() -> running.messages().unregister())
        .eventually(() -> running.server().close())
        .eventually(() -> running.channels().close())
        .onComplete(closed -> running.resources().close());
  }
}
