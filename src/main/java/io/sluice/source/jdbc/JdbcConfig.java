package io.sluice.source.jdbc;

import io.sluice.config.ConfigExtension;
import io.sluice.config.ConfigOption;
import java.util.List;

/** The options of scans of other databases. */
final class JdbcConfig implements ConfigExtension {
  static final ConfigOption<Long> FETCH_SIZE = ConfigOption.ofLong(
      "jdbc.fetch_size",
      4096,
      0,
      1_000_000,
      "rows",
      "How many rows of another database one round trip is asked to bring; 0 leaves it to the driver.");

  static final ConfigOption<Long> BATCH_BYTES = ConfigOption.ofLong(
      "jdbc.batch_bytes",
      4L << 20,
      1,
      1L << 30,
      "bytes",
      "About how many bytes of rows of another database a batch holds at most; long texts make batches of few rows. A partition has one batch at work and one read ahead.");

  static final ConfigOption<Boolean> PUSH_DOWN = ConfigOption.ofBoolean(
      "jdbc.push_down",
      true,
      "Whether another database is given the conditions and limits of a query that mean the same there, and not only the columns.");

  @Override
  public String prefix() {
    return "jdbc";
  }

  @Override
  public List<ConfigOption<?>> options() {
    return List.of(BATCH_BYTES, FETCH_SIZE, PUSH_DOWN);
  }
}
