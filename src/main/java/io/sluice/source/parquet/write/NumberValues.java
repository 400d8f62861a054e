package io.sluice.source.parquet.write;

import io.sluice.column.DoubleVector;
import io.sluice.column.FlatVector;
import io.sluice.column.IntVector;
import io.sluice.column.LongVector;
import io.sluice.source.parquet.page.LittleEndian;
import java.util.Arrays;
import org.apache.parquet.format.Type;
import org.jspecify.annotations.Nullable;

/** Numbers of 4 or 8 bytes, kept as the bits that the file has. */
final class NumberValues extends ChunkValues {
  private final Type type;
  private final int width;
  private final int dictionaryBytes;
  private long[] values = new long[1024];
  private int count;

  NumberValues(Type type, int dictionaryBytes) {
    this.type = type;
    this.width = type == Type.INT32 || type == Type.FLOAT ? Integer.BYTES : Long.BYTES;
    this.dictionaryBytes = dictionaryBytes;
  }

  private void ensureRoom(int more) {
    if (count + more > values.length) {
      values = Arrays.copyOf(values, Math.max(count + more, values.length * 2));
    }
  }

  @Override
  void append(FlatVector source, int[] rows, int rowCount, boolean isDictionary) {
    ensureRoom(rowCount);
    long[] to = values;
    int start = count;
    if (source instanceof IntVector vector) {
      int[] from = vector.values();
      for (int i = 0; i < rowCount; i++) {
        to[start + i] = from[rows[i]];
      }
    } else if (source instanceof LongVector vector) {
      long[] from = vector.values();
      for (int i = 0; i < rowCount; i++) {
        to[start + i] = from[rows[i]];
      }
    } else {
      double[] from = ((DoubleVector) source).values();
      for (int i = 0; i < rowCount; i++) {
        to[start + i] = bits(from[rows[i]]);
      }
    }
    count += rowCount;
  }

  @Override
  void appendRange(FlatVector source, int from, int rowCount) {
    ensureRoom(rowCount);
    long[] to = values;
    int start = count;
    if (source instanceof IntVector vector) {
      int[] numbers = vector.values();
      for (int i = 0; i < rowCount; i++) {
        to[start + i] = numbers[from + i];
      }
    } else if (source instanceof LongVector vector) {
      System.arraycopy(vector.values(), from, to, start, rowCount);
    } else {
      double[] numbers = ((DoubleVector) source).values();
      for (int i = 0; i < rowCount; i++) {
        to[start + i] = bits(numbers[from + i]);
      }
    }
    count += rowCount;
  }

  private long bits(double value) {
    return type == Type.FLOAT
        ? Float.floatToRawIntBits((float) value)
        : Double.doubleToRawLongBits(value);
  }

  @Override
  int count() {
    return count;
  }

  @Override
  long plainBytes() {
    return (long) width * count;
  }

  @Override
  void clear() {
    count = 0;
  }

  @Override
  @Nullable
  ValueDictionary dictionary() {
    // With more values than that, codes and dictionary together save little.
    int maxSize = Math.min(dictionaryBytes / width, count / 4);
    NumberDictionary dictionary = NumberDictionary.of(values, count, maxSize);
    return dictionary == null
        ? null
        : new ValueDictionary() {
          @Override
          public int size() {
            return dictionary.size();
          }

          @Override
          public int[] codes() {
            return dictionary.codes();
          }

          @Override
          public void writePlain(ByteOutput output) {
            NumberValues.this.write(dictionary.entries(), 0, dictionary.size(), output);
          }
        };
  }

  @Override
  int pageEnd(int from, int end, int maxBytes) {
    return Math.min(end, from + Math.max(1, maxBytes / width));
  }

  @Override
  void writePlain(int from, int to, ByteOutput output) {
    write(values, from, to, output);
  }

  private void write(long[] numbers, int from, int to, ByteOutput output) {
    int at = output.grow(Math.multiplyExact(to - from, width));
    byte[] bytes = output.bytes();
    if (width == Integer.BYTES) {
      for (int i = from; i < to; i++) {
        LittleEndian.putInt(bytes, at, (int) numbers[i]);
        at += Integer.BYTES;
      }
    } else {
      for (int i = from; i < to; i++) {
        LittleEndian.putLong(bytes, at, numbers[i]);
        at += Long.BYTES;
      }
    }
  }

  @Override
  @Nullable
  Bounds bounds(int from, int to) {
    if (from == to) {
      return null;
    }
    return type == Type.INT32 || type == Type.INT64
        ? wholeBounds(from, to)
        : fractionBounds(from, to);
  }

  private Bounds wholeBounds(int from, int to) {
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;
    for (int i = from; i < to; i++) {
      min = Math.min(min, values[i]);
      max = Math.max(max, values[i]);
    }
    return Bounds.exact(bytes(min), bytes(max));
  }

  /** Readers disagree on where NaN belongs, so there are no bounds beside one. Zeros of both signs lie within the bounds of either. */
  private @Nullable Bounds fractionBounds(int from, int to) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (int i = from; i < to; i++) {
      double value = type == Type.FLOAT
          ? Float.intBitsToFloat((int) values[i])
          : Double.longBitsToDouble(values[i]);
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    if (Double.isNaN(min)) {
      return null;
    }
    return Bounds.exact(bytes(bits(min == 0 ? -0.0 : min)), bytes(bits(max == 0 ? 0.0 : max)));
  }

  private byte[] bytes(long value) {
    byte[] bytes = new byte[width];
    if (width == Integer.BYTES) {
      LittleEndian.putInt(bytes, 0, (int) value);
    } else {
      LittleEndian.putLong(bytes, 0, value);
    }
    return bytes;
  }
}
