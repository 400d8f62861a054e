package io.sluice.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MultiMapConfig;
import com.hazelcast.config.NetworkConfig;
import io.sluice.config.NodeConfig;
import io.sluice.config.NodeOptions;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import java.io.File;
import java.io.FileNotFoundException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Turns a node's cluster options into Hazelcast's. */
final class HazelcastSettings {
  /** Vert.x's own table of event-bus addresses. Its entries are lost with their member unless they have a copy. */
  private static final String SUBSCRIPTIONS = "__vertx.subs";

  private HazelcastSettings() {}

  /**
   * Hazelcast's configuration for a node: its own file where one is named, otherwise made from the other options.
   *
   * @throws SluiceException of code INVALID_OPTION when the file cannot be read
   */
  static Config of(NodeConfig node) {
    String file = node.get(NodeOptions.CLUSTER_HAZELCAST_CONFIG);
    Config config = file.isEmpty() ? fromOptions(node) : fromFile(file);
    config
        .getMemberAttributeConfig()
        .setAttribute(
            ClusterMembership.ROLES_ATTRIBUTE, String.join(",", node.list(NodeOptions.ROLES)));
    return config;
  }

  private static Config fromFile(String file) {
    try {
      return Config.loadFromFile(new File(file));
    } catch (FileNotFoundException | RuntimeException e) {
      throw new SluiceException(
          ErrorCode.INVALID_OPTION,
          "Option '%s' must be the path of a Hazelcast configuration file, but '%s' cannot be used: %s"
              .formatted(NodeOptions.CLUSTER_HAZELCAST_CONFIG, file, firstLine(e)),
          e);
    }
  }

  private static String firstLine(Exception failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
  }

  private static Config fromOptions(NodeConfig node) {
    Config config = new Config();
    config.setClusterName(node.get(NodeOptions.CLUSTER_NAME));
    setNetwork(config.getNetworkConfig(), node);
    long interval = node.get(NodeOptions.CLUSTER_HEARTBEAT_INTERVAL_SECONDS);
    long timeout = node.get(NodeOptions.CLUSTER_HEARTBEAT_TIMEOUT_SECONDS);
    config.setProperty("hazelcast.heartbeat.interval.seconds", Long.toString(interval));
    config.setProperty("hazelcast.max.no.heartbeat.seconds", Long.toString(timeout));
    config.setProperty("hazelcast.wait.seconds.before.join", "0");
    config.setProperty(
        "hazelcast.tcp.join.port.try.count",
        Long.toString(node.get(NodeOptions.CLUSTER_PORT_COUNT)));
    // Two nodes that started at the same moment may not have seen each other.
    config.setProperty("hazelcast.merge.first.run.delay.seconds", "10");
    config.setProperty("hazelcast.merge.next.run.delay.seconds", "10");
    setPartitionCount(config, node.get(NodeOptions.CLUSTER_PARTITION_COUNT));
    config.setProperty("hazelcast.graceful.shutdown.max.wait", "5");
    config.setProperty("hazelcast.socket.bind.any", "false");
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty("hazelcast.logging.type", "slf4j");
    config.setProperty("hazelcast.shutdownhook.enabled", "false");
    config.getMetricsConfig().setEnabled(false);
    config.getJetConfig().setEnabled(false);
    config
        .getMultiMapConfig(SUBSCRIPTIONS)
        .setBackupCount(1)
        .setValueCollectionType(MultiMapConfig.ValueCollectionType.SET);
    return config;
  }

  /** Set only where it is not Hazelcast's own: members compare the property's text, and one that does not set it has none. */
  private static void setPartitionCount(Config config, long count) {
    if (count != NodeOptions.CLUSTER_PARTITION_COUNT.defaultValue()) {
      config.setProperty("hazelcast.partition.count", Long.toString(count));
    }
  }

  private static void setNetwork(NetworkConfig network, NodeConfig node) {
    network
        .setPort(node.getInt(NodeOptions.CLUSTER_PORT))
        .setPortAutoIncrement(node.get(NodeOptions.CLUSTER_PORT_AUTO_INCREMENT))
        .setPortCount(node.getInt(NodeOptions.CLUSTER_PORT_COUNT))
        .setReuseAddress(true);
    network
        .getInterfaces()
        .setEnabled(true)
        .setInterfaces(List.of(address(node.get(NodeOptions.CLUSTER_HOST))));
    JoinConfig join = network.getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    join.getTcpIpConfig()
        .setEnabled(true)
        .setConnectionTimeoutSeconds(2)
        .setMembers(node.list(NodeOptions.CLUSTER_MEMBERS));
  }

  private static String address(String host) {
    try {
      return InetAddress.getByName(host).getHostAddress();
    } catch (UnknownHostException e) {
      throw new SluiceException(
          ErrorCode.INVALID_OPTION,
          "Option '%s' must be an address of this machine, but '%s' is not known"
              .formatted(NodeOptions.CLUSTER_HOST, host),
          e);
    }
  }
}
