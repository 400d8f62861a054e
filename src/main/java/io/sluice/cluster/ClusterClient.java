package io.sluice.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.sluice.config.NodeConfig;
import io.sluice.config.NodeOptions;
import io.sluice.config.RandomSource;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.UUID;

/**
 * A member that only asks: it joins a cluster that is there, keeps no data of it, never forms one, and leaves at once. Its methods block and are not for event
 * loops.
 */
public final class ClusterClient implements AutoCloseable {
  private final HazelcastInstance hazelcast;
  private final Vertx vertx;

  private ClusterClient(HazelcastInstance hazelcast, Vertx vertx) {
    this.hazelcast = hazelcast;
    this.vertx = vertx;
  }

  /**
   * Joins the cluster.
   *
   * @throws SluiceException when the configuration cannot be used, or there is no cluster to join
   */
  public static ClusterClient join(NodeConfig node) {
    Config config = HazelcastSettings.of(node);
    config.setLiteMember(true);
    config
        .getMemberAttributeConfig()
        .setAttribute(
            ClusterMembership.NODE_ID_ATTRIBUTE,
            new UUID(RandomSource.SYSTEM.nextLong(), RandomSource.SYSTEM.nextLong()).toString())
        .setAttribute(ClusterMembership.ROLES_ATTRIBUTE, "");
    HazelcastInstance hazelcast;
    try {
      hazelcast = Hazelcast.newHazelcastInstance(config);
    } catch (RuntimeException e) {
      throw JoinFailure.of(e, node);
    }
    try {
      return new ClusterClient(hazelcast, vertx(hazelcast, node));
    } catch (RuntimeException e) {
      hazelcast.getLifecycleService().terminate();
      throw JoinFailure.of(e, node);
    }
  }

  private static Vertx vertx(HazelcastInstance hazelcast, NodeConfig node) {
    if (hazelcast.getCluster().getMembers().stream().allMatch(Member::isLiteMember)) {
      throw new SluiceException(
          ErrorCode.COORDINATOR_LOST,
          "No cluster '%s' was found at %s; is a node of it up?"
              .formatted(
                  hazelcast.getConfig().getClusterName(),
                  String.join(", ", node.list(NodeOptions.CLUSTER_MEMBERS))));
    }
    VertxOptions options = new VertxOptions();
    options.getEventBusOptions().setHost(node.get(NodeOptions.CLUSTER_HOST));
    return await(Vertx.builder()
        .with(options)
        .withClusterManager(new HazelcastClusterManager(hazelcast))
        .buildClustered());
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }

  public Vertx vertx() {
    return vertx;
  }

  @Override
  public void close() {
    await(vertx.close());
    hazelcast.getLifecycleService().shutdown();
  }
}
