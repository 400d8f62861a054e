package io.sluice.launch;

import java.util.Map;

/**
 * What the fat jar logs: warnings and errors, on standard error. Each is a system property that a {@code -D} on the command line overrides. Hazelcast's start and
 * Vert.x's launcher are silent because a start that fails is told in one line by {@link NodeApplication}.
 */
final class Logging {
  private static final String LEVEL_OF = "org.slf4j.simpleLogger.log.";

  private static final Map<String, String> DEFAULTS = Map.of(
      "org.slf4j.simpleLogger.defaultLogLevel",
      "warn",
      "org.slf4j.simpleLogger.showDateTime",
      "true",
      "org.slf4j.simpleLogger.dateTimeFormat",
      "yyyy-MM-dd HH:mm:ss.SSS",
      "org.slf4j.simpleLogger.showShortLogName",
      "true",
      LEVEL_OF + "io.vertx.launcher.application",
      "off",
      LEVEL_OF + "com.hazelcast.instance",
      "off",
      LEVEL_OF + "com.hazelcast.cp",
      "off",
      "hazelcast.logging.type",
      "slf4j",
      "vertx.logger-delegate-factory-class-name",
      "io.vertx.core.logging.SLF4JLogDelegateFactory");

  private Logging() {}

  /** To be called before the first logger is made. */
  static void configure() {
    DEFAULTS.forEach((name, value) -> {
      if (System.getProperty(name) == null) {
        System.setProperty(name, value);
      }
    });
  }
}
