package io.sluice.launch;

import io.sluice.config.ConfigFile;
import io.sluice.config.NodeConfig;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a node's command line that decide whether it may start, read before Vert.x's launcher reads them: to that a missing or broken {@code -conf} file is
 * only a warning.
 *
 * @param json the configuration as it is given to the verticles
 * @param isClustered whether {@code -cluster} is there
 */
record NodeArguments(NodeConfig config, JsonObject json, boolean isClustered) {
  private static final List<String> CONF = List.of("-conf", "--conf");
  private static final List<String> CLUSTER = List.of("-c", "-cluster", "--cluster");

  /** @throws SluiceException of code INVALID_OPTION for a configuration that cannot be used */
  static NodeArguments parse(String[] args) {
    String conf = null;
    boolean isClustered = false;
    for (int i = 0; i < args.length; i++) {
      String name = args[i].toLowerCase(Locale.ROOT);
      if (CLUSTER.contains(name)) {
        isClustered = true;
      } else if (CONF.contains(name) && i + 1 < args.length) {
        conf = args[++i];
      } else if (name.startsWith("-conf=") || name.startsWith("--conf=")) {
        conf = args[i].substring(name.indexOf('=') + 1);
      }
    }
    return of(conf, isClustered);
  }

  private static NodeArguments of(@Nullable String conf, boolean isClustered) {
    JsonObject json = conf == null ? new JsonObject() : ConfigFile.read(conf);
    NodeConfig config = conf == null ? NodeConfig.of(json) : ConfigFile.readNode(conf);
    return new NodeArguments(config, json, isClustered);
  }

  /** @throws SluiceException when these are not the arguments of a node */
  void check() {
    if (!isClustered) {
      throw new SluiceException(
          ErrorCode.INVALID_REQUEST,
          "A node needs -cluster, for instance: java -jar app-fat.jar -cluster -conf conf/node.json");
    }
    if (config.roles().isEmpty()) {
      throw new SluiceException(
          ErrorCode.INVALID_OPTION,
          "Option 'roles' is empty: this is the configuration of a client, for sql --cluster, and not of a node");
    }
  }
}
