package io.sluice.source.arrow;

import io.sluice.config.ConfigExtension;
import io.sluice.config.ConfigOption;
import io.sluice.config.ConfigValues;
import io.sluice.source.arrow.read.ReadLimits;
import java.util.List;

/** The options of Arrow scans. */
final class ArrowConfig implements ConfigExtension {
  static final ConfigOption<Long> MAX_METADATA_BYTES = ConfigOption.ofLong(
      "arrow.max_metadata_bytes",
      64L << 20,
      1L << 10,
      1L << 30,
      "bytes",
      "The largest footer, and the largest head of a message, that a scan reads; a file that says it has a larger one counts as damaged.");

  static final ConfigOption<Long> MAX_BATCH_BYTES = ConfigOption.ofLong(
      "arrow.max_batch_bytes",
      1L << 30,
      1L << 10,
      1L << 40,
      "bytes",
      "The most that the columns a scan reads of one record batch or dictionary may have, before and after they are decompressed; a file with more counts as"
          + " damaged.");

  static final ConfigOption<Long> MAX_COUNTED_BATCHES = ConfigOption.ofLong(
      "arrow.max_counted_batches",
      1000,
      0,
      1L << 30,
      "batches",
      "Record batches of a file whose rows are counted to plan a query; the rows of a file with more are estimated. 0 counts none.");

  @Override
  public String prefix() {
    return "arrow";
  }

  @Override
  public List<ConfigOption<?>> options() {
    return List.of(MAX_METADATA_BYTES, MAX_BATCH_BYTES, MAX_COUNTED_BATCHES);
  }

  static ReadLimits limits(ConfigValues config) {
    return new ReadLimits(config.getInt(MAX_METADATA_BYTES), config.get(MAX_BATCH_BYTES));
  }
}
