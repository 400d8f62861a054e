package io.sluice.bench;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** What goes over the loopback interface of this machine, whoever sends it. */
final class LoopbackTraffic {
  private static final Path COUNTERS = Path.of("/proc/net/dev");

  private LoopbackTraffic() {}

  /** Bytes received since the machine started; empty where the system does not tell. */
  static OptionalLong bytes() {
    if (!Files.isReadable(COUNTERS)) {
      return OptionalLong.empty();
    }
    try {
      for (String line : Files.readAllLines(COUNTERS)) {
        String[] parts = line.strip().split("[:\\s]+");
        if (parts[0].equals("lo")) {
          return OptionalLong.of(Long.parseLong(parts[1]));
        }
      }
    } catch (IOException e) {
      throw new SluiceException(ErrorCode.IO_ERROR, "Cannot read " + COUNTERS + ": " + e, e);
    }
    return OptionalLong.empty();
  }
}
