package io.sluice.ipc;

import io.sluice.column.BooleanVector;
import io.sluice.column.BytesVector;
import io.sluice.column.Decimal128Vector;
import io.sluice.column.DoubleVector;
import io.sluice.column.FlatVector;
import io.sluice.column.IntVector;
import io.sluice.column.LongVector;
import io.sluice.type.TypeKind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import org.apache.arrow.flatbuf.Buffer;

/** Reads columns from the body of a message into vectors that were reset. */
final class ColumnReader {
  private final ByteBuffer body;
  private final int count;
  private boolean hasWideDecimals;

  ColumnReader(ByteBuffer body, int count) {
    this.body = body;
    this.count = count;
  }

  /** The bytes a buffer of the metadata names. */
  ByteBuffer buffer(Buffer place) {
    long offset = place.offset();
    long length = place.length();
    if (offset < 0 || length < 0 || offset > body.limit() || length > body.limit() - offset) {
      throw IpcMessage.corrupt("a buffer of %d bytes at %d is outside of its body of %d"
          .formatted(length, offset, body.limit()));
    }
    return body.duplicate()
        .position((int) offset)
        .limit((int) (offset + length))
        .slice()
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Reads the NULLs of a column whose values are read. */
  void readValidity(FlatVector column, long nullCount, ByteBuffer bits) {
    if (nullCount < 0 || nullCount > count) {
      throw IpcMessage.corrupt(nullCount + " of " + count + " rows are NULL");
    }
    if (nullCount > 0) {
      require(bits, ColumnWriter.bitBytes(count));
      readBits(bits, column.writableValidity());
    }
  }

  private void readBits(ByteBuffer bits, long[] words) {
    int full = count >>> 6;
    bits.asLongBuffer().get(words, 0, full);
    int rest = count & 63;
    if (rest != 0) {
      long last = 0;
      for (int i = 0; i < ColumnWriter.bitBytes(rest); i++) {
        last |= (bits.get(full * Long.BYTES + i) & 0xFFL) << (i * Byte.SIZE);
      }
      words[full] = last;
    }
  }

  /** Reads all values of a column of fixed width. */
  void readFixed(FlatVector column, ByteBuffer values) {
    hasWideDecimals = false;
    switch (ArrowLayout.of(column.type())) {
      case BIT -> {
        require(values, ColumnWriter.bitBytes(count));
        column.ensureCapacity(count);
        readBits(values, ((BooleanVector) column).words());
      }
      case BYTE, SHORT -> readSmallNumbers((IntVector) column, values);
      case INT -> {
        require(values, 4L * count);
        column.ensureCapacity(count);
        values.asIntBuffer().get(((IntVector) column).values(), 0, count);
      }
      case LONG -> {
        require(values, 8L * count);
        column.ensureCapacity(count);
        values.asLongBuffer().get(((LongVector) column).values(), 0, count);
      }
      case FLOAT -> readFloats((DoubleVector) column, values);
      case DOUBLE -> {
        require(values, 8L * count);
        column.ensureCapacity(count);
        values.asDoubleBuffer().get(((DoubleVector) column).values(), 0, count);
      }
      case UUID -> readUuids((Decimal128Vector) column, values);
      case DECIMAL -> {
        if (column instanceof LongVector longs) {
          readShortDecimals(longs, values);
        } else {
          readDecimals((Decimal128Vector) column, values);
        }
      }
      case BYTES -> throw new IllegalStateException("not of fixed width: " + column.type());
    }
  }

  private void readSmallNumbers(IntVector column, ByteBuffer bytes) {
    boolean isByte = column.type().kind() == TypeKind.TINYINT;
    require(bytes, (isByte ? 1L : 2L) * count);
    column.ensureCapacity(count);
    int[] values = column.values();
    for (int i = 0; i < count; i++) {
      values[i] = isByte ? bytes.get(i) : bytes.getShort(2 * i);
    }
  }

  private void readFloats(DoubleVector column, ByteBuffer bytes) {
    require(bytes, 4L * count);
    column.ensureCapacity(count);
    double[] values = column.values();
    for (int i = 0; i < count; i++) {
      values[i] = bytes.getFloat(4 * i);
    }
  }

  private void readUuids(Decimal128Vector column, ByteBuffer bytes) {
    require(bytes, 16L * count);
    column.ensureCapacity(count);
    for (int i = 0; i < count; i++) {
      column.high()[i] = Long.reverseBytes(bytes.getLong(16 * i)) ^ Long.MIN_VALUE;
      column.low()[i] = Long.reverseBytes(bytes.getLong(16 * i + 8));
    }
  }

  private void readShortDecimals(LongVector column, ByteBuffer bytes) {
    require(bytes, 16L * count);
    column.ensureCapacity(count);
    long[] values = column.values();
    LongBuffer words = bytes.asLongBuffer();
    long wide = 0;
    for (int i = 0; i < count; i++) {
      long low = words.get(2 * i);
      values[i] = low;
      wide |= low >> 63 ^ words.get(2 * i + 1);
    }
    hasWideDecimals = wide != 0;
  }

  /** Fails if a value, not merely what stands at a NULL row, has more digits than the column's type. */
  void checkDecimals(FlatVector column, ByteBuffer bytes) {
    if (!hasWideDecimals) {
      return;
    }
    for (int i = 0; i < count; i++) {
      if (!column.isNull(i) && bytes.getLong(16 * i) >> 63 != bytes.getLong(16 * i + 8)) {
        throw IpcMessage.corrupt("row " + i + " is too large for " + column.type());
      }
    }
  }

  private void readDecimals(Decimal128Vector column, ByteBuffer bytes) {
    require(bytes, 16L * count);
    column.ensureCapacity(count);
    long[] high = column.high();
    long[] low = column.low();
    LongBuffer words = bytes.asLongBuffer();
    for (int i = 0; i < count; i++) {
      low[i] = words.get(2 * i);
      high[i] = words.get(2 * i + 1);
    }
  }

  /** Reads offsets and text; offsets may begin anywhere in the text, and are made to begin at 0. */
  void readText(FlatVector vector, ByteBuffer offsetBytes, ByteBuffer data) {
    hasWideDecimals = false;
    BytesVector column = (BytesVector) vector;
    if (count == 0) {
      return;
    }
    require(offsetBytes, 4L * (count + 1));
    column.ensureCapacity(count);
    int[] offsets = column.offsets();
    offsetBytes.asIntBuffer().get(offsets, 0, count + 1);
    int begin = offsets[0];
    int end = offsets[count];
    int backwards = begin;
    for (int i = 0; i < count; i++) {
      backwards |= offsets[i + 1] | offsets[i + 1] - offsets[i];
    }
    if (backwards < 0 || end > data.limit()) {
      throw IpcMessage.corrupt("text stands from %d to %d in %d bytes, or runs backwards"
          .formatted(begin, end, data.limit()));
    }
    column.ensureDataCapacity(end - begin);
    data.get(begin, column.data(), 0, end - begin);
    if (begin != 0) {
      for (int i = 0; i <= count; i++) {
        offsets[i] -= begin;
      }
    }
  }

  private static void require(ByteBuffer bytes, long length) {
    if (bytes.limit() < length) {
      throw IpcMessage.corrupt(
          "a buffer has %d bytes instead of %d".formatted(bytes.limit(), length));
    }
  }
}
