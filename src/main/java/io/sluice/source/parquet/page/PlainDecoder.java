package io.sluice.source.parquet.page;

import io.sluice.column.BooleanVector;
import io.sluice.column.BytesVector;
import io.sluice.column.Decimal128Vector;
import io.sluice.column.DoubleVector;
import io.sluice.column.FlatVector;
import io.sluice.column.IntVector;
import io.sluice.column.LongVector;
import io.sluice.source.parquet.page.ValueLayout.Unit;
import io.sluice.type.DataType;
import io.sluice.type.DecimalType;
import io.sluice.type.TypeKind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Decodes values of the PLAIN encoding, NULLs left out, into a vector of the column's type. Stateless. */
public interface PlainDecoder {
  /**
   * Decodes values into consecutive rows; the vector has room for them.
   *
   * @return the position behind the values
   * @throws IllegalArgumentException when the bytes hold fewer values
   */
  int decode(byte[] bytes, int position, int limit, FlatVector target, int row, int count);

  /** The decoder for a layout and the type its values become. BOOLEANs stand in a byte each, see {@link PlainTranslation}. */
  static PlainDecoder of(ValueLayout layout, DataType type) {
    return switch (layout.type()) {
      case BOOLEAN -> PlainDecoder::booleans;
      case INT32 ->
        switch (type.kind()) {
          case INTEGER, DATE -> PlainDecoder::ints;
          case TIME -> PlainDecoder::timesInMilliseconds;
          default -> wideInts(layout);
        };
      case INT64 -> longs(layout, type);
      case INT96 -> PlainDecoder::julianTimestamps;
      case FLOAT -> PlainDecoder::floats;
      case DOUBLE -> PlainDecoder::doubles;
      case BYTE_ARRAY -> type.kind() == TypeKind.DECIMAL ? decimals(0) : PlainDecoder::texts;
      case FIXED_LEN_BYTE_ARRAY ->
        type.kind() == TypeKind.DECIMAL
            ? decimals(layout.typeLength())
            : fixedTexts(layout.typeLength());
    };
  }

  private static int end(int position, int limit, long count, int width) {
    if (count * width > limit - position) {
      throw new IllegalArgumentException("a page holds fewer values than it says");
    }
    return position + (int) count * width;
  }

  private static int booleans(
      byte[] bytes, int position, int limit, FlatVector target, int row, int count) {
    int end = end(position, limit, count, 1);
    BooleanVector vector = (BooleanVector) target;
    for (int i = 0; i < count; i++) {
      vector.put(row + i, bytes[position + i] != 0);
    }
    return end;
  }

  private static int ints(
      byte[] bytes, int position, int limit, FlatVector target, int row, int count) {
    int end = end(position, limit, count, Integer.BYTES);
    littleEndian(bytes, position, end).asIntBuffer().get(((IntVector) target).values(), row, count);
    return end;
  }

  private static ByteBuffer littleEndian(byte[] bytes, int position, int end) {
    return ByteBuffer.wrap(bytes, position, end - position).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int timesInMilliseconds(
      byte[] bytes, int position, int limit, FlatVector target, int row, int count) {
    int end = end(position, limit, count, Integer.BYTES);
    long[] values = ((LongVector) target).values();
    for (int i = 0; i < count; i++) {
      values[row + i] = LittleEndian.getInt(bytes, position + i * Integer.BYTES) * 1000L;
    }
    checkTimes(values, row, count);
    return end;
  }

  private static void checkTimes(long[] micros, int from, int count) {
    final long dayMicros = 86_400_000_000L;
    for (int i = from; i < from + count; i++) {
      if (micros[i] < 0 || micros[i] > dayMicros) {
        throw new IllegalArgumentException("a TIME of " + micros[i] + " microseconds");
      }
    }
  }

  private static PlainDecoder wideInts(ValueLayout layout) {
    long mask = layout.unit() == Unit.UNSIGNED ? 0xFFFF_FFFFL : -1L;
    return (bytes, position, limit, target, row, count) -> {
      int end = end(position, limit, count, Integer.BYTES);
      for (int i = 0; i < count; i++) {
        long value = LittleEndian.getInt(bytes, position + i * Integer.BYTES) & mask;
        putWide(target, row + i, value < 0 ? -1 : 0, value);
      }
      return end;
    };
  }

  private static void putWide(FlatVector target, int row, long high, long low) {
    if (target instanceof Decimal128Vector wide) {
      wide.high()[row] = high;
      wide.low()[row] = low;
    } else {
      ((LongVector) target).values()[row] = low;
    }
  }

  private static PlainDecoder longs(ValueLayout layout, DataType type) {
    if (type instanceof DecimalType decimal && !decimal.isShort()) {
      boolean isSigned = layout.unit() != Unit.UNSIGNED;
      return (bytes, position, limit, target, row, count) -> {
        int end = end(position, limit, count, Long.BYTES);
        for (int i = 0; i < count; i++) {
          long value = LittleEndian.getLong(bytes, position + i * Long.BYTES);
          putWide(target, row + i, isSigned && value < 0 ? -1 : 0, value);
        }
        return end;
      };
    }
    return (bytes, position, limit, target, row, count) -> {
      int end = end(position, limit, count, Long.BYTES);
      long[] values = ((LongVector) target).values();
      littleEndian(bytes, position, end).asLongBuffer().get(values, row, count);
      if (!layout.isKeptAsWritten(type)) {
        toMicroseconds(layout.unit(), values, row, count);
      }
      if (type.kind() == TypeKind.TIME) {
        checkTimes(values, row, count);
      }
      return end;
    };
  }

  private static void toMicroseconds(Unit unit, long[] values, int from, int count) {
    if (unit == Unit.MILLISECONDS) {
      for (int i = from; i < from + count; i++) {
        values[i] = Math.multiplyExact(values[i], 1000);
      }
    } else if (unit == Unit.NANOSECONDS) {
      for (int i = from; i < from + count; i++) {
        values[i] = Math.floorDiv(values[i], 1000);
      }
    }
  }

  /** Nanoseconds of the day, then the Julian day. */
  private static int julianTimestamps(
      byte[] bytes, int position, int limit, FlatVector target, int row, int count) {
    final int width = 12;
    final int julianEpochDay = 2_440_588;
    final long dayMicros = 86_400_000_000L;
    int end = end(position, limit, count, width);
    long[] values = ((LongVector) target).values();
    for (int i = 0; i < count; i++) {
      long nanos = LittleEndian.getLong(bytes, position + i * width);
      int day = LittleEndian.getInt(bytes, position + i * width + Long.BYTES);
      values[row + i] = (day - (long) julianEpochDay) * dayMicros + Math.floorDiv(nanos, 1000);
    }
    return end;
  }

  private static int floats(
      byte[] bytes, int position, int limit, FlatVector target, int row, int count) {
    int end = end(position, limit, count, Float.BYTES);
    double[] values = ((DoubleVector) target).values();
    for (int i = 0; i < count; i++) {
      values[row + i] =
          Float.intBitsToFloat(LittleEndian.getInt(bytes, position + i * Float.BYTES));
    }
    return end;
  }

  private static int doubles(
      byte[] bytes, int position, int limit, FlatVector target, int row, int count) {
    int end = end(position, limit, count, Double.BYTES);
    littleEndian(bytes, position, end)
        .asDoubleBuffer()
        .get(((DoubleVector) target).values(), row, count);
    return end;
  }

  private static int texts(
      byte[] bytes, int position, int limit, FlatVector target, int row, int count) {
    BytesVector vector = (BytesVector) target;
    int at = position;
    for (int i = 0; i < count; i++) {
      int length = length(bytes, at, limit);
      vector.write(row + i, bytes, at + Integer.BYTES, length);
      at += Integer.BYTES + length;
    }
    return at;
  }

  /** The length before a value; the value ends within the limit. */
  static int length(byte[] bytes, int position, int limit) {
    end(position, limit, 1, Integer.BYTES);
    int length = LittleEndian.getInt(bytes, position);
    if (length < 0) {
      throw new IllegalArgumentException("a value of " + length + " bytes");
    }
    end(position + Integer.BYTES, limit, length, 1);
    return length;
  }

  private static PlainDecoder fixedTexts(int width) {
    return (bytes, position, limit, target, row, count) -> {
      int end = end(position, limit, count, width);
      for (int i = 0; i < count; i++) {
        ((BytesVector) target).write(row + i, bytes, position + i * width, width);
      }
      return end;
    };
  }

  /** Two's complement, highest byte first, of a fixed width or with the length before each value. */
  private static PlainDecoder decimals(int fixedWidth) {
    return (bytes, position, limit, target, row, count) -> {
      int at = position;
      for (int i = 0; i < count; i++) {
        int width = fixedWidth;
        if (width == 0) {
          width = length(bytes, at, limit);
          at += Integer.BYTES;
        }
        int end = end(at, limit, 1, width);
        putDecimal(bytes, at, end, target, row + i);
        at = end;
      }
      return at;
    };
  }

  private static void putDecimal(byte[] bytes, int from, int to, FlatVector target, int row) {
    long sign = from < to && bytes[from] < 0 ? -1 : 0;
    long high = sign;
    long low = sign;
    for (int i = from; i < to; i++) {
      if (to - i > 16 && bytes[i] != (byte) sign) {
        throw new IllegalArgumentException("a DECIMAL of more than 38 digits");
      }
      high = high << Byte.SIZE | low >>> (Long.SIZE - Byte.SIZE);
      low = low << Byte.SIZE | bytes[i] & 0xFF;
    }
    if (target instanceof LongVector && high != low >> (Long.SIZE - 1)) {
      throw new IllegalArgumentException("a DECIMAL of more digits than its type");
    }
    putWide(target, row, high, low);
  }
}
