package io.sluice.launch;

import java.util.Map;

/**
 * What the fat jar logs: warnings and errors, on standard error. Each setting is a system property, which a {@code -D} on the command line overrides. Whoever embeds
 * Sluice has their own logging, and none of this.
 */
final class Logging {
  private static final String PREFIX = "org.slf4j.simpleLogger.";

  private static final Map<String, String> PROPERTIES = Map.of(
      "hazelcast.logging.type",
      "slf4j",
      "vertx.logger-delegate-factory-class-name",
      "io.vertx.core.logging.SLF4JLogDelegateFactory",
      PREFIX + "defaultLogLevel",
      "warn",
      PREFIX + "showDateTime",
      "true",
      PREFIX + "dateTimeFormat",
      "yyyy-MM-dd HH:mm:ss.SSS",
      PREFIX + "showShortLogName",
      "true");

  /** Loggers that say nothing a user can act on: a start that fails is told in one line by {@link NodeApplication}, a node that leaves breaks its connections. */
  private static final Map<String, String> LEVELS = Map.of(
      "io.vertx.launcher.application", "off",
      "io.vertx.core.impl.VertxImpl", "off",
      "com.hazelcast.instance", "off",
      "com.hazelcast.cp", "off",
      "com.hazelcast.internal.server", "error",
      "com.hazelcast.internal.cluster.impl.MembershipManager", "error");

  private Logging() {}

  /**
   * To be called before the first logger is made.
   *
   * @param isNode whether a node logs; a command line tells its errors itself, each in one line, and leaves out what Hazelcast and Vert.x have to say about other members
   */
  static void configure(boolean isNode) {
    PROPERTIES.forEach(Logging::setDefault);
    LEVELS.forEach((logger, level) -> setDefault(PREFIX + "log." + logger, level));
    if (!isNode) {
      setDefault(PREFIX + "log.com.hazelcast", "error");
      setDefault(PREFIX + "log.io.vertx", "error");
    }
  }

  private static void setDefault(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
