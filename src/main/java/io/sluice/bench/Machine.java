package io.sluice.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What a result was measured on, for its file. */
final class Machine {
  private Machine() {}

  static JsonObject describe() {
    Runtime runtime = Runtime.getRuntime();
    return new JsonObject()
        .put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"))
        .put("architecture", System.getProperty("os.arch"))
        .put("processor", processor())
        .put("processors", runtime.availableProcessors())
        .put(
            "jvm", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"))
        .put(
            "jvmArguments", new JsonArray(ManagementFactory.getRuntimeMXBean().getInputArguments()))
        .put("maxHeapBytes", runtime.maxMemory())
        .put(
            "sluice",
            Optional.ofNullable(Machine.class.getPackage().getImplementationVersion())
                .orElse("not from a jar"));
  }

  /** The processor's name, where the system tells it. */
  private static String processor() {
    Path file = Path.of("/proc/cpuinfo");
    if (Files.isReadable(file)) {
      try {
        for (String line : Files.readAllLines(file)) {
          if (line.startsWith("model name")) {
            return line.substring(line.indexOf(':') + 1).strip();
          }
        }
      } catch (IOException e) {
        return "unknown";
      }
    }
    return "unknown";
  }
}
