package io.sluice.config;

import static java.util.Objects.requireNonNull;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.vertx.core.json.JsonObject;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A node's configuration: the values of {@link NodeOptions}, and under {@code session} what the sessions of this coordinator begin with. The same JSON serves the
 * fat jar's {@code -conf} file and the deployment options of the verticles. Immutable.
 */
public final class NodeConfig {
  private static final Set<String> WILDCARDS = Set.of("", "0.0.0.0", "::", "[::]", "*");

  private final ConfigValues values;
  private final Set<String> named;
  private final Map<String, String> session;

  private NodeConfig(ConfigValues values, Set<String> named, Map<String, String> session) {
    this.values = values;
    this.named = Set.copyOf(named);
    this.session = Map.copyOf(session);
  }

  /**
   * Reads and checks a configuration. What is absent has its default.
   *
   * @throws SluiceException of code INVALID_OPTION that names the option in full, what it must be and what it was
   */
  public static NodeConfig of(JsonObject json) {
    requireNonNull(json, "json");
    NodeConfigReader reader = new NodeConfigReader();
    reader.read(json);
    NodeConfig config = new NodeConfig(reader.values(), reader.named(), reader.session());
    config.check();
    return config;
  }

  private void check() {
    long interval = get(NodeOptions.CLUSTER_HEARTBEAT_INTERVAL_SECONDS);
    long timeout = get(NodeOptions.CLUSTER_HEARTBEAT_TIMEOUT_SECONDS);
    if (timeout <= interval) {
      throw new SluiceException(
          ErrorCode.INVALID_OPTION,
          "Option '%s' must be more than '%s', but got %d and %d"
              .formatted(
                  NodeOptions.CLUSTER_HEARTBEAT_TIMEOUT_SECONDS,
                  NodeOptions.CLUSTER_HEARTBEAT_INTERVAL_SECONDS,
                  timeout,
                  interval));
    }
    checkReachable(NodeOptions.CLUSTER_HOST);
    checkReachable(NodeOptions.WORKER_HOST);
  }

  private void checkReachable(ConfigOption<String> host) {
    if (WILDCARDS.contains(get(host).trim())) {
      throw new SluiceException(
          ErrorCode.INVALID_OPTION,
          "Option '%s' must be an address that other nodes reach, but got '%s'"
              .formatted(host, get(host)));
    }
  }

  /** The value of one of {@link NodeOptions}. */
  public <T> T get(ConfigOption<T> option) {
    return values.get(option);
  }

  /** Whether the configuration names an option, instead of leaving it to its default. */
  public boolean isNamed(ConfigOption<?> option) {
    return named.contains(option.name());
  }

  /** {@link #get} of a whole number that fits an {@code int}. */
  public int getInt(ConfigOption<Long> option) {
    return values.getInt(option);
  }

  /** The elements of an option that is a list. */
  public List<String> list(ConfigOption<String> option) {
    return values.list(option);
  }

  /** The values of all node options. */
  public ConfigValues values() {
    return values;
  }

  public Set<NodeRole> roles() {
    EnumSet<NodeRole> roles = EnumSet.noneOf(NodeRole.class);
    for (NodeRole role : NodeRole.values()) {
      if (list(NodeOptions.ROLES).contains(role.text())) {
        roles.add(role);
      }
    }
    return roles;
  }

  public boolean hasRole(NodeRole role) {
    return list(NodeOptions.ROLES).contains(role.text());
  }

  /**
   * What a session begins with on this node.
   *
   * @param defaults the session options of the engine and of all extensions
   * @throws SluiceException of code INVALID_OPTION for an unknown option or a value it does not take
   */
  public ConfigValues sessionDefaults(ConfigValues defaults) {
    ConfigValues settings = defaults;
    for (Map.Entry<String, String> entry : new TreeMap<>(session).entrySet()) {
      try {
        settings = settings.with(entry.getKey(), entry.getValue());
      } catch (SluiceException e) {
        throw new SluiceException(
            e.code(), e.getMessage() + " (under 'session' in the node's configuration)", e);
      }
    }
    return settings;
  }
}
