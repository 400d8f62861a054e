package io.sluice.source.memory;

import io.sluice.config.ConfigExtension;
import io.sluice.config.ConfigOption;
import java.util.List;

/** The options of tables in memory. */
final class MemoryConfig implements ConfigExtension {
  static final ConfigOption<Long> MAX_BYTES = ConfigOption.ofLong(
      "memory.max_bytes",
      1L << 30,
      0,
      Long.MAX_VALUE,
      "bytes",
      "What the rows of all tables of a catalog in memory may take together. A write that would take more is refused.");

  @Override
  public String prefix() {
    return "memory";
  }

  @Override
  public List<ConfigOption<?>> options() {
    return List.of(MAX_BYTES);
  }
}
