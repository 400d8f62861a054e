package io.sluice.cluster;

import io.sluice.config.NodeConfig;
import io.sluice.config.NodeOptions;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import java.net.BindException;

/** Why a node could not join its cluster, in words for the person who started it. */
public final class JoinFailure {
  private JoinFailure() {}

  /** The failure of starting Hazelcast or a clustered Vert.x; one of ours is given back as it is. */
  public static SluiceException of(Throwable failure, NodeConfig node) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SluiceException own) {
        return own;
      }
      if (isPortInUse(cause)) {
        return new SluiceException(ErrorCode.IO_ERROR, portInUse(node), failure);
      }
      if (String.valueOf(cause.getMessage()).contains("No matching network interface")) {
        return new SluiceException(
            ErrorCode.INVALID_OPTION,
            "Option '%s' must be an address of this machine, but got '%s'"
                .formatted(NodeOptions.CLUSTER_HOST, node.get(NodeOptions.CLUSTER_HOST)),
            failure);
      }
    }
    return new SluiceException(
        ErrorCode.IO_ERROR,
        "Cluster '%s' could not be joined: %s"
            .formatted(node.get(NodeOptions.CLUSTER_NAME), failure.getMessage()),
        failure);
  }

  private static boolean isPortInUse(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    return cause instanceof BindException
        || message.contains("already in use")
        || message.contains("ports are already in use");
  }

  private static String portInUse(NodeConfig node) {
    String host = node.get(NodeOptions.CLUSTER_HOST);
    long first = node.get(NodeOptions.CLUSTER_PORT);
    if (!node.get(NodeOptions.CLUSTER_PORT_AUTO_INCREMENT)) {
      return "Port %d of %s is in use; set another '%s', or '%s' to true"
          .formatted(
              first, host, NodeOptions.CLUSTER_PORT, NodeOptions.CLUSTER_PORT_AUTO_INCREMENT);
    }
    long last = first + node.get(NodeOptions.CLUSTER_PORT_COUNT) - 1;
    return "Ports %d to %d of %s are in use; set another '%s', or a greater '%s'"
        .formatted(first, last, host, NodeOptions.CLUSTER_PORT, NodeOptions.CLUSTER_PORT_COUNT);
  }
}
