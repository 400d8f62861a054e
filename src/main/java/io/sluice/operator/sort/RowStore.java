package io.sluice.operator.sort;

import io.sluice.column.BytesVector;
import io.sluice.column.FlatVector;
import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import io.sluice.memory.MemoryReservation;
import io.sluice.type.DataType;
import io.sluice.type.Schema;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows that are kept, in flat columns that grow. Bytes are reserved before the columns grow. Owned by one driver. */
public final class RowStore {
  private static final int INITIAL_ROWS = 1024;
  /** Text of one column beyond which no more rows should be added; a vector holds less than 2 GiB. */
  private static final int MAX_TEXT_BYTES = 1 << 29;

  private final FlatVector[] columns;
  private final MemoryReservation reservation;
  private long reservedBytes;
  private int rowCount;

  /**
   * @param reservation may be shared with other stores of the driver
   */
  public RowStore(List<DataType> types, MemoryReservation reservation) {
    this.reservation = reservation;
    columns = new FlatVector[types.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = FlatVector.create(types.get(i), 0);
    }
  }

  public int rowCount() {
    return rowCount;
  }

  public FlatVector[] columns() {
    return columns;
  }

  /** The first columns as a batch of all rows. */
  RecordBatch batch(Schema schema) {
    return RecordBatch.of(schema, rowCount, Arrays.copyOf(columns, schema.size(), Vector[].class));
  }

  /** About what so many rows more would take beyond what is reserved: nothing, or as much again. */
  long growthBytes(int rows) {
    if (columns.length == 0 || rowCount == 0) {
      return 0;
    }
    boolean isFull = false;
    for (FlatVector column : columns) {
      isFull |= rowCount + rows > column.capacity();
      isFull |= column instanceof BytesVector text
          && (long) text.offsets()[rowCount] * (rowCount + rows) / rowCount > text.data().length;
    }
    return isFull ? reservedBytes : 0;
  }

  boolean isTextFull() {
    for (FlatVector column : columns) {
      if (column instanceof BytesVector text && text.offsets()[rowCount] >= MAX_TEXT_BYTES) {
        return true;
      }
    }
    return false;
  }

  /**
   * Appends rows.
   *
   * @param source vectors of the columns' types in any encoding
   * @param rows the rows, or null for the first {@code count}
   * @throws io.sluice.error.SluiceException of code MEMORY_LIMIT
   */
  public void append(Vector[] source, int @Nullable [] rows, int count) {
    for (int i = 0; i < columns.length; i++) {
      reserveRoom(columns[i], source[i], rows, count);
      if (rows == null) {
        columns[i].appendRange(source[i], 0, count);
      } else {
        columns[i].appendRows(source[i], rows, 0, count);
      }
    }
    rowCount += count;
    resize(retainedBytes());
  }

  private void reserveRoom(FlatVector column, Vector source, int @Nullable [] rows, int count) {
    int needed = rowCount + count;
    int capacity = column.capacity();
    if (needed > capacity) {
      int grown = Math.max(Math.max(needed, INITIAL_ROWS), (int) Math.min(capacity * 2L, 1 << 30));
      long fixedBytes = column instanceof BytesVector
          ? (long) Integer.BYTES * grown
          : column.retainedBytes() * grown / Math.max(capacity, 1);
      resize(reservedBytes + fixedBytes + grown / 8);
      column.ensureCapacity(grown);
    }
    if (column instanceof BytesVector text) {
      long textBytes = text.offsets()[rowCount] + textBytes(source, rows, count);
      if (textBytes > text.data().length) {
        resize(reservedBytes + Math.max(textBytes, text.data().length * 2L));
        text.ensureDataCapacity(textBytes);
      }
    }
  }

  private static long textBytes(Vector source, int @Nullable [] rows, int count) {
    int[] offsets = ((BytesVector) source.flat()).offsets();
    long bytes = 0;
    for (int i = 0; i < count; i++) {
      int row = rows == null ? i : rows[i];
      if (!source.isNull(row)) {
        int flatRow = source.flatRow(row);
        bytes += offsets[flatRow + 1] - offsets[flatRow];
      }
    }
    return bytes;
  }

  private long retainedBytes() {
    long bytes = 0;
    for (FlatVector column : columns) {
      bytes += column.retainedBytes();
    }
    return bytes;
  }

  private void resize(long bytes) {
    if (bytes > reservedBytes) {
      reservation.grow(bytes - reservedBytes);
    } else {
      reservation.shrink(reservedBytes - bytes);
    }
    reservedBytes = bytes;
  }

  /** Gives back the bytes. The rows must not be used any more. */
  public void release() {
    resize(0);
  }
}
