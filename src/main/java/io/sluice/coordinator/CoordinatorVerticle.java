package io.sluice.coordinator;

import static java.util.Objects.requireNonNull;

import io.sluice.catalog.CatalogStorage;
import io.sluice.catalog.Catalogs;
import io.sluice.catalog.FileAccess;
import io.sluice.catalog.stored.StoredCatalog;
import io.sluice.cluster.ClusterMembership;
import io.sluice.config.Clock;
import io.sluice.config.ConfigValues;
import io.sluice.config.NodeConfig;
import io.sluice.config.NodeOptions;
import io.sluice.config.RandomSource;
import io.sluice.config.SessionOptions;
import io.sluice.distributed.DistributedCodecs;
import io.sluice.distributed.DistributedPlanner;
import io.sluice.exchange.NetworkChannelResolver;
import io.sluice.extension.Extensions;
import io.sluice.extension.WorkerInfo;
import io.sluice.sql.SqlPlanner;
import io.sluice.worker.ExecutionResources;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import org.jspecify.annotations.Nullable;

/**
 * A coordinator of a cluster. Deploy it in a clustered Vert.x with a node's JSON as the deployment's configuration. When the deployment has completed, it answers
 * queries from every member at {@link NodeOptions#COORDINATOR_ADDRESS}; several coordinators share an address.
 */
public final class CoordinatorVerticle extends VerticleBase {
  private @Nullable Parts parts;

  private record Parts(
      ExecutionResources resources,
      ClusterMembership membership,
      NetworkChannelResolver channels,
      Coordinator coordinator,
      QueryService service) {}

  @Override
  public Future<?> start() {
    NodeConfig node = NodeConfig.of(config());
    Extensions extensions =
        Extensions.discover(node.list(NodeOptions.EXTENSIONS)).configured(node.values());
    node.sessionDefaults(extensions.sessionDefaults());
    return ClusterMembership.of(vertx).compose(membership -> start(node, extensions, membership));
  }

  private Future<?> start(NodeConfig node, Extensions extensions, ClusterMembership membership) {
    return vertx
        .executeBlocking(() -> planning(extensions, node))
        .compose(planning -> start(node, extensions, membership, planning));
  }

  private Future<?> start(
      NodeConfig node,
      Extensions extensions,
      ClusterMembership membership,
      CoordinatorServices.Planning planning) {
    ExecutionResources resources = ExecutionResources.of(vertx, node, "sluice-coordinator");
    NetworkChannelResolver channels = new NetworkChannelResolver(vertx, node.values());
    CoordinatorServices services = new CoordinatorServices(
        planning,
        new CoordinatorServices.Cluster(membership, channels),
        node.values(),
        RandomSource.SYSTEM);
    Coordinator coordinator = new Coordinator(
        vertx,
        services,
        resources,
        new Coordinator.Settings(
            membership.localMemberId(),
            node.getInt(NodeOptions.COORDINATOR_MAX_QUERIES),
            () -> sessionDefaults(node, extensions, membership, resources)));
    QueryService service = new QueryService(
        vertx, coordinator, node.get(NodeOptions.COORDINATOR_ADDRESS), QueryBounds.of(node));
    parts = new Parts(resources, membership, channels, coordinator, service);
    membership.onMemberLeft(left -> {
      channels.workerLost(left);
      coordinator.workerLost(left);
    });
    return coordinator
        .whenReachable()
        .compose(reachable -> planning
            .sql()
            .catalogs()
            .stored()
            .map(catalog -> share(membership, catalog))
            .orElseGet(Future::succeededFuture))
        .compose(reachable -> service.listen())
        .map(listening -> {
          LocalCoordinator.publish(vertx, coordinator);
          return null;
        })
        .recover(failure -> stop().transform(stopped -> Future.failedFuture(failure)));
  }

  private Future<Void> share(ClusterMembership membership, StoredCatalog catalog) {
    return membership
        .share(vertx, catalog)
        .compose(shared -> vertx.executeBlocking(() -> {
          catalog.removeLeftovers(Clock.SYSTEM.epochMillis());
          return null;
        }));
  }

  /**
   * From SQL to plans on the wire, with some extensions. Opens the catalog's files: blocks.
   *
   * @throws io.sluice.error.SluiceException of code IO_ERROR when what was kept of the catalog cannot be read
   */
  public static CoordinatorServices.Planning planning(Extensions extensions, NodeConfig node) {
    return new CoordinatorServices.Planning(
        new SqlPlanner(
            new Catalogs(
                extensions,
                FileAccess.below(node.list(NodeOptions.FILES_ROOTS)),
                CatalogStorage.of(node)),
            Clock.SYSTEM,
            RandomSource.SYSTEM,
            node.get(NodeOptions.COORDINATOR_MAX_CACHED_PLANS)),
        new DistributedPlanner(extensions.taskEstimators()),
        DistributedCodecs.planCodec(extensions),
        extensions.fingerprint());
  }

  /** A task has as many partitions as the smallest worker has driver threads, unless the node's configuration says otherwise. */
  private static ConfigValues sessionDefaults(
      NodeConfig node,
      Extensions extensions,
      ClusterMembership membership,
      ExecutionResources resources) {
    int threads = membership.workers().stream()
        .mapToInt(WorkerInfo::driverThreads)
        .min()
        .orElse(resources.drivers().threadCount());
    return node.sessionDefaults(
        extensions.sessionDefaults().with(SessionOptions.TARGET_PARTITIONS, (long) threads));
  }

  /** The coordinator itself, once deployed. */
  public Coordinator coordinator() {
    return requireNonNull(parts, "the coordinator is not deployed").coordinator();
  }

  /** What the head stages share, once deployed: to look at what they hold. */
  public ExecutionResources resources() {
    return requireNonNull(parts, "the coordinator is not deployed").resources();
  }

  @Override
  public Future<?> stop() {
    Parts running = parts;
    if (running == null) {
      return Future.succeededFuture();
    }
    parts = null;
    LocalCoordinator.withdraw(vertx, running.coordinator());
    return running
        .service()
        .close()
        .eventually(() -> running.coordinator().close())
        .eventually(() -> running.channels().close())
        .eventually(() -> running.membership().close())
        .andThen(closed -> running.resources().close());
  }
}
