package io.sluice.source.parquet.write;

import static java.util.Objects.requireNonNull;

/**
 * How a file is laid out. Immutable.
 *
 * @param compression of its pages
 * @param rowGroupRows rows of a row group at most, from 1
 * @param rowGroupBytes bytes of the values of a row group at most, before they are encoded; a single row may be larger
 * @param pageBytes bytes of a page before it is compressed, at most; a single value may be larger
 * @param dictionaryBytes bytes of a column's dictionary at most, for a row group; 0 for no dictionaries
 */
public record ParquetWriteOptions(
    ParquetCompression compression,
    int rowGroupRows,
    long rowGroupBytes,
    int pageBytes,
    int dictionaryBytes) {
  private static final int MAX_BYTES = 1 << 30;

  /** SNAPPY; row groups of 122,880 rows or 128 MiB; pages and dictionaries of 1 MiB. */
  public static final ParquetWriteOptions DEFAULT =
      new ParquetWriteOptions(ParquetCompression.SNAPPY, 122_880, 128L << 20, 1 << 20, 1 << 20);

  public ParquetWriteOptions {
    requireNonNull(compression, "compression");
    checkRange("rowGroupRows", rowGroupRows, 1, MAX_BYTES);
    checkRange("rowGroupBytes", rowGroupBytes, 1, MAX_BYTES);
    checkRange("pageBytes", pageBytes, 1, MAX_BYTES);
    checkRange("dictionaryBytes", dictionaryBytes, 0, MAX_BYTES);
  }

  private static void checkRange(String name, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          "%s must be from %d to %d, but is %d".formatted(name, min, max, value));
    }
  }

  public ParquetWriteOptions withCompression(ParquetCompression value) {
    return new ParquetWriteOptions(value, rowGroupRows, rowGroupBytes, pageBytes, dictionaryBytes);
  }

  public ParquetWriteOptions withRowGroupRows(int value) {
    return new ParquetWriteOptions(compression, value, rowGroupBytes, pageBytes, dictionaryBytes);
  }

  public ParquetWriteOptions withRowGroupBytes(long value) {
    return new ParquetWriteOptions(compression, rowGroupRows, value, pageBytes, dictionaryBytes);
  }

  public ParquetWriteOptions withPageBytes(int value) {
    return new ParquetWriteOptions(
        compression, rowGroupRows, rowGroupBytes, value, dictionaryBytes);
  }

  public ParquetWriteOptions withDictionaryBytes(int value) {
    return new ParquetWriteOptions(compression, rowGroupRows, rowGroupBytes, pageBytes, value);
  }
}
