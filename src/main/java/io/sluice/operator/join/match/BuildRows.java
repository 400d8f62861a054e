package io.sluice.operator.join.match;

import io.sluice.column.BytesVector;
import io.sluice.column.FlatVector;
import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.memory.MemoryReservation;
import io.sluice.type.Schema;

/**
 * Rows of the build side, copied into one long vector a column. Memory is reserved before it grows. Written by one driver, then readable by
 * all.
 */
public final class BuildRows {
  private static final int MIN_CAPACITY = 64;
  private static final int MAX_ROWS = 1 << 29;
  private static final long MAX_BYTES = Integer.MAX_VALUE - 8L;

  private final Schema schema;
  private final FlatVector[] columns;
  private final MemoryReservation reservation;
  private long reservedBytes;
  private int size;

  public BuildRows(Schema schema, MemoryReservation reservation) {
    this.schema = schema;
    this.reservation = reservation;
    columns = new FlatVector[schema.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = FlatVector.create(schema.type(i), 0);
    }
  }

  Schema schema() {
    return schema;
  }

  public int size() {
    return size;
  }

  /** What doubling the columns takes, as the next batch may make them. */
  public long growthBytes() {
    return reservedBytes;
  }

  public FlatVector column(int index) {
    return columns[index];
  }

  /** Copies rows of a batch; the numbers are those of its vectors. */
  public void append(RecordBatch batch, int[] rows, int count) {
    if ((long) size + count > MAX_ROWS) {
      throw new SluiceException(
          ErrorCode.MEMORY_LIMIT,
          "The build side of a join has more than %d rows in one partition; raise target_partitions"
              .formatted(MAX_ROWS));
    }
    for (int i = 0; i < columns.length; i++) {
      append(columns[i], batch.column(i), rows, count);
    }
    size += count;
  }

  private void append(FlatVector column, Vector source, int[] rows, int count) {
    long before = column.retainedBytes();
    int capacity = column.capacity();
    int needed = size + count;
    int grown = needed <= capacity
        ? capacity
        : (int) Math.min(MAX_ROWS, Math.max(needed, Math.max(capacity * 2L, MIN_CAPACITY)));
    long addedBytes = (long) rowBytes(column) * (grown - capacity);
    if (column instanceof BytesVector bytes) {
      long data = bytes.offsets()[size] + textBytes(source, rows, count);
      if (data > MAX_BYTES) {
        throw new SluiceException(
            ErrorCode.MEMORY_LIMIT,
            "The build side of a join has more than 2 GiB of text in one column of one partition; raise target_partitions");
      }
      if (data > bytes.data().length) {
        addedBytes += Math.max(data, 2L * bytes.data().length) - bytes.data().length;
      }
    }
    reserve(addedBytes);
    column.ensureCapacity(grown);
    column.appendRows(source, rows, 0, count);
    // What was reserved is an upper bound of what was allocated.
    reserve(column.retainedBytes() - before - addedBytes);
  }

  private void reserve(long bytes) {
    if (bytes > 0) {
      reservation.grow(bytes);
    } else {
      reservation.shrink(Math.min(-bytes, reservedBytes));
    }
    reservedBytes = Math.max(0, reservedBytes + bytes);
  }

  /** Bytes of a row in the arrays of fixed width, a bit of validity counted as one byte. */
  private static int rowBytes(FlatVector column) {
    return 1
        + switch (column.type().physicalType()) {
          case BIT -> 1;
          case INT32, BYTES -> Integer.BYTES;
          case INT64, FLOAT64 -> Long.BYTES;
          case INT128 -> 2 * Long.BYTES;
        };
  }

  private static long textBytes(Vector source, int[] rows, int count) {
    int[] offsets = ((BytesVector) source.flat()).offsets();
    long bytes = 0;
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      if (!source.isNull(row)) {
        int flatRow = source.flatRow(row);
        bytes += offsets[flatRow + 1] - offsets[flatRow];
      }
    }
    return bytes;
  }
}
