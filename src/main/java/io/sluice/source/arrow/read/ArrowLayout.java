package io.sluice.source.arrow.read;

/** How the values of a field stand in the body of a message. */
enum ArrowLayout {
  /** No buffers at all. */
  NULL(0),
  BOOLEAN(2),
  SIGNED(2),
  UNSIGNED(2),
  /** Floating-point numbers of 2, 4 or 8 bytes. */
  FLOAT(2),
  /** Little-endian, of 4, 8, 16 or 32 bytes. */
  DECIMAL(2),
  DATE_DAYS(2),
  DATE_MILLIS(2),
  TIME(2),
  TIMESTAMP(2),
  DURATION(2),
  MONTHS(2),
  DAYS_MILLIS(2),
  MONTHS_DAYS_NANOS(2),
  FIXED_BYTES(2),
  UUID(2),
  /** Offsets, of 4 or 8 bytes, and bytes. */
  BYTES(3),
  /** Offsets and one child. */
  LIST(2),
  FIXED_LIST(1),
  /** Offsets and one child that has a key and a value. */
  MAP(2),
  STRUCT(1),

  // Those that are only skipped.
  BYTES_VIEW(2),
  LIST_VIEW(3),
  RUN_END(0),
  SPARSE_UNION(1),
  DENSE_UNION(2);

  private final int bufferCount;

  ArrowLayout(int bufferCount) {
    this.bufferCount = bufferCount;
  }

  /** Buffers of the field itself, without those of its children and those whose number each message tells. */
  int bufferCount() {
    return bufferCount;
  }

  boolean isReadable() {
    return compareTo(BYTES_VIEW) < 0;
  }
}
