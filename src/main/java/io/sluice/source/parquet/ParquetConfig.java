package io.sluice.source.parquet;

import io.sluice.config.ConfigExtension;
import io.sluice.config.ConfigOption;
import java.util.List;

/** The options of Parquet scans. */
final class ParquetConfig implements ConfigExtension {
  static final ConfigOption<Long> READ_AHEAD_BYTES = ConfigOption.ofLong(
      "parquet.read_ahead_bytes",
      4L << 20,
      64L << 10,
      1L << 30,
      "bytes",
      "Compressed bytes a partition of a scan reads ahead of its decoder, over all columns, and as many of the next row group. One page is always"
          + " read, however large.");

  static final ConfigOption<Long> MAX_PAGE_BYTES = ConfigOption.ofLong(
      "parquet.max_page_bytes",
      256L << 20,
      1L << 10,
      1L << 30,
      "bytes",
      "The largest page a scan decompresses; a file that says it has a larger one counts as damaged.");

  static final ConfigOption<Long> MAX_PAGE_INDEX_BYTES = ConfigOption.ofLong(
      "parquet.max_page_index_bytes",
      1L << 20,
      0,
      64L << 20,
      "bytes",
      "The largest page index of a column chunk that a scan reads to leave out pages; a larger one is not used. 0 uses none.");

  static final ConfigOption<Long> MAX_BLOOM_FILTER_BYTES = ConfigOption.ofLong(
      "parquet.max_bloom_filter_bytes",
      1L << 20,
      0,
      64L << 20,
      "bytes",
      "The largest Bloom filter of a column chunk that a scan reads to leave out the row group; a larger one is not used. 0 uses none.");

  static final ConfigOption<Long> FOOTER_CACHE_BYTES = ConfigOption.ofLong(
      "parquet.footer_cache_bytes",
      32L << 20,
      0,
      1L << 40,
      "bytes",
      "About how much memory the coordinator keeps footers of files in, for the next queries over the same files; the value of the last query that opens files counts for all sessions."
          + " 0 reads them for each query.");

  static final ConfigOption<Boolean> BINARY_AS_TEXT = ConfigOption.ofBoolean(
      "parquet.binary_as_text",
      false,
      "Whether BYTE_ARRAY columns without a logical type are read as VARCHAR, as some older writers mean them.");

  @Override
  public String prefix() {
    return "parquet";
  }

  @Override
  public List<ConfigOption<?>> options() {
    return List.of(
        READ_AHEAD_BYTES,
        MAX_PAGE_BYTES,
        MAX_PAGE_INDEX_BYTES,
        MAX_BLOOM_FILTER_BYTES,
        FOOTER_CACHE_BYTES,
        BINARY_AS_TEXT);
  }
}
