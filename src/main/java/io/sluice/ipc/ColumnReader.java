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

  /** Reads all values of a column of any type but VARCHAR. */
  void readFixed(FlatVector column, ByteBuffer values) {
    hasWideDecimals = false;
    if (column instanceof LongVector longs) {
      if (column.type().kind() == TypeKind.DECIMAL) {
        readShortDecimals(longs, values);
      } else {
        require(values, 8L * count);
        longs.ensureCapacity(count);
        values.asLongBuffer().get(longs.values(), 0, count);
      }
    } else if (column instanceof IntVector ints) {
      require(values, 4L * count);
      ints.ensureCapacity(count);
      values.asIntBuffer().get(ints.values(), 0, count);
    } else if (column instanceof DoubleVector doubles) {
      require(values, 8L * count);
      doubles.ensureCapacity(count);
      values.asDoubleBuffer().get(doubles.values(), 0, count);
    } else if (column instanceof Decimal128Vector decimals) {
      readDecimals(decimals, values);
    } else if (column instanceof BooleanVector booleans) {
      require(values, ColumnWriter.bitBytes(count));
      booleans.ensureCapacity(count);
      readBits(values, booleans.words());
    } else {
      throw new IllegalStateException("not of fixed width: " + column.type());
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
