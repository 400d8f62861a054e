package io.sluice.cluster;

import io.sluice.config.NodeConfig;
import io.sluice.config.NodeOptions;
import io.sluice.error.SluiceException;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;

/** Builds the Vert.x of a node: Hazelcast and the event bus as the node's cluster options say. */
public final class ClusteredVertx {
  private ClusteredVertx() {}

  /**
   * A builder of the Vert.x of a node that forms a cluster or joins one.
   *
   * @param options are changed
   * @throws SluiceException of code INVALID_OPTION
   */
  public static VertxBuilder builder(VertxOptions options, NodeConfig node) {
    options.getEventBusOptions().setHost(node.get(NodeOptions.CLUSTER_HOST));
    return Vertx.builder()
        .with(options)
        .withClusterManager(new HazelcastClusterManager(HazelcastSettings.of(node)));
  }
}
