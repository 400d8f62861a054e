package io.sluice.ipc;

import io.sluice.column.Bits;
import io.sluice.column.BooleanVector;
import io.sluice.column.BytesVector;
import io.sluice.column.Decimal128Vector;
import io.sluice.column.DoubleVector;
import io.sluice.column.FlatVector;
import io.sluice.column.IntVector;
import io.sluice.column.LongVector;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Writes the values of one column in Arrow's layout into bytes on the heap or outside of it. Loops over rows that stand one after the other are bulk
 * copies; other rows are gathered in an array that stays in the first-level cache, and copied from there.
 */
final class ColumnWriter {
  private static final int CHUNK_ROWS = 1024;

  private final ByteBuffer target;

  /**
   * @param target positions are counted from its begin; its own is of no account
   */
  ColumnWriter(ByteBuffer target) {
    this.target = target.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Writes the first bits of some words, as whole bytes; bits behind the last are 0. */
  void writeBits(long[] words, int count, int position) {
    int full = count >>> 6;
    at(position).asLongBuffer().put(words, 0, full);
    int rest = count & 63;
    if (rest != 0) {
      long last = words[full] & (-1L >>> -rest);
      int start = position + full * Long.BYTES;
      for (int i = 0; i < bitBytes(rest); i++) {
        target.put(start + i, (byte) (last >>> (i * Byte.SIZE)));
      }
    }
  }

  static long bitBytes(int bits) {
    return (bits + 7L) >>> 3;
  }

  /** Writes all values of a column of fixed width. */
  void writeFixed(ColumnRows column, int position) {
    FlatVector values = column.values();
    switch (ArrowLayout.of(values.type())) {
      case BIT -> writeBooleans(((BooleanVector) values).words(), column, position);
      case BYTE -> writeBytes(((IntVector) values).values(), column, position);
      case SHORT -> writeShorts(((IntVector) values).values(), column, position);
      case INT -> writeInts(((IntVector) values).values(), column, position);
      case LONG -> writeLongs(((LongVector) values).values(), column, position);
      case FLOAT -> writeFloats(((DoubleVector) values).values(), column, position);
      case DOUBLE -> writeDoubles(((DoubleVector) values).values(), column, position);
      case UUID -> writeUuids((Decimal128Vector) values, column, position);
      case DECIMAL -> {
        if (values instanceof LongVector longs) {
          writeShortDecimals(longs.values(), column, position);
        } else {
          writeDecimals((Decimal128Vector) values, column, position);
        }
      }
      case BYTES -> throw new IllegalStateException("not of fixed width: " + values.type());
    }
  }

  private void writeBytes(int[] values, ColumnRows column, int position) {
    int[] rows = column.rows();
    for (int i = 0; i < column.count(); i++) {
      int row = rows == null ? i : rows[i];
      target.put(position + i, row < 0 ? 0 : (byte) values[row]);
    }
  }

  private void writeShorts(int[] values, ColumnRows column, int position) {
    int[] rows = column.rows();
    for (int i = 0; i < column.count(); i++) {
      int row = rows == null ? i : rows[i];
      target.putShort(position + i * Short.BYTES, (short) (row < 0 ? 0 : values[row]));
    }
  }

  private void writeFloats(double[] values, ColumnRows column, int position) {
    int[] rows = column.rows();
    for (int i = 0; i < column.count(); i++) {
      int row = rows == null ? i : rows[i];
      target.putFloat(position + i * Float.BYTES, row < 0 ? 0f : (float) values[row]);
    }
  }

  private void writeUuids(Decimal128Vector values, ColumnRows column, int position) {
    int[] rows = column.rows();
    for (int i = 0; i < column.count(); i++) {
      int row = rows == null ? i : rows[i];
      long high = row < 0 ? 0 : values.high()[row] ^ Long.MIN_VALUE;
      long low = row < 0 ? 0 : values.low()[row];
      target.putLong(position + i * 16, Long.reverseBytes(high));
      target.putLong(position + i * 16 + 8, Long.reverseBytes(low));
    }
  }

  private void writeLongs(long[] values, ColumnRows column, int position) {
    int[] rows = column.rows();
    int count = column.count();
    if (rows == null) {
      at(position).asLongBuffer().put(values, 0, count);
      return;
    }
    long[] picked = new long[Math.min(count, CHUNK_ROWS)];
    for (int start = 0; start < count; start += CHUNK_ROWS) {
      int rest = Math.min(CHUNK_ROWS, count - start);
      for (int i = 0; i < rest; i++) {
        int row = rows[start + i];
        picked[i] = row < 0 ? 0L : values[row];
      }
      at(position + start * Long.BYTES).asLongBuffer().put(picked, 0, rest);
    }
  }

  private void writeInts(int[] values, ColumnRows column, int position) {
    int[] rows = column.rows();
    int count = column.count();
    if (rows == null) {
      at(position).asIntBuffer().put(values, 0, count);
      return;
    }
    int[] picked = new int[Math.min(count, CHUNK_ROWS)];
    for (int start = 0; start < count; start += CHUNK_ROWS) {
      int rest = Math.min(CHUNK_ROWS, count - start);
      for (int i = 0; i < rest; i++) {
        int row = rows[start + i];
        picked[i] = row < 0 ? 0 : values[row];
      }
      at(position + start * Integer.BYTES).asIntBuffer().put(picked, 0, rest);
    }
  }

  private void writeDoubles(double[] values, ColumnRows column, int position) {
    int[] rows = column.rows();
    int count = column.count();
    if (rows == null) {
      at(position).asDoubleBuffer().put(values, 0, count);
      return;
    }
    double[] picked = new double[Math.min(count, CHUNK_ROWS)];
    for (int start = 0; start < count; start += CHUNK_ROWS) {
      int rest = Math.min(CHUNK_ROWS, count - start);
      for (int i = 0; i < rest; i++) {
        int row = rows[start + i];
        picked[i] = row < 0 ? 0.0 : values[row];
      }
      at(position + start * Double.BYTES).asDoubleBuffer().put(picked, 0, rest);
    }
  }

  private void writeShortDecimals(long[] values, ColumnRows column, int position) {
    int[] rows = column.rows();
    int count = column.count();
    long[] words = new long[2 * Math.min(count, CHUNK_ROWS)];
    for (int start = 0; start < count; start += CHUNK_ROWS) {
      int rest = Math.min(CHUNK_ROWS, count - start);
      for (int i = 0; i < rest; i++) {
        int row = rows == null ? start + i : rows[start + i];
        long value = row < 0 ? 0 : values[row];
        words[2 * i] = value;
        words[2 * i + 1] = value >> 63;
      }
      at(position + start * 16).asLongBuffer().put(words, 0, 2 * rest);
    }
  }

  private void writeDecimals(Decimal128Vector values, ColumnRows column, int position) {
    long[] high = values.high();
    long[] low = values.low();
    int[] rows = column.rows();
    int count = column.count();
    long[] words = new long[2 * Math.min(count, CHUNK_ROWS)];
    for (int start = 0; start < count; start += CHUNK_ROWS) {
      int rest = Math.min(CHUNK_ROWS, count - start);
      for (int i = 0; i < rest; i++) {
        int row = rows == null ? start + i : rows[start + i];
        words[2 * i] = row < 0 ? 0 : low[row];
        words[2 * i + 1] = row < 0 ? 0 : high[row];
      }
      at(position + start * 16).asLongBuffer().put(words, 0, 2 * rest);
    }
  }

  private void writeBooleans(long[] words, ColumnRows column, int position) {
    int[] rows = column.rows();
    if (rows == null) {
      writeBits(words, column.count(), position);
      return;
    }
    long[] picked = new long[Bits.wordCount(column.count())];
    for (int i = 0; i < column.count(); i++) {
      int row = rows[i];
      if (row >= 0) {
        picked[i >>> 6] |= (words[row >>> 6] >>> row & 1L) << i;
      }
    }
    writeBits(picked, column.count(), position);
  }

  /** Writes offsets from 0 on, and the text they point to. */
  void writeText(ColumnRows column, int offsetsPosition, int dataPosition) {
    BytesVector text = (BytesVector) column.values();
    int[] offsets = text.offsets();
    int[] rows = column.rows();
    if (rows == null) {
      int begin = offsets[0];
      if (begin == 0) {
        at(offsetsPosition).asIntBuffer().put(offsets, 0, column.count() + 1);
      } else {
        for (int i = 0; i <= column.count(); i++) {
          target.putInt(offsetsPosition + i * Integer.BYTES, offsets[i] - begin);
        }
      }
      target.put(dataPosition, text.data(), begin, offsets[column.count()] - begin);
      return;
    }
    byte[] data = text.data();
    int end = 0;
    target.putInt(offsetsPosition, 0);
    for (int i = 0; i < column.count(); i++) {
      int row = rows[i];
      if (row >= 0) {
        int size = offsets[row + 1] - offsets[row];
        target.put(dataPosition + end, data, offsets[row], size);
        end += size;
      }
      target.putInt(offsetsPosition + (i + 1) * Integer.BYTES, end);
    }
  }

  /** Writes zeros. */
  void clear(int position, int count) {
    for (int i = 0; i < count; i++) {
      target.put(position + i, (byte) 0);
    }
  }

  private ByteBuffer at(int position) {
    return target.position(position);
  }
}
