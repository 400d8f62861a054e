package io.sluice.type;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes values as {@link ValueBytes}. Owned by one driver. */
public final class ValueWriter {
  private byte[] bytes = new byte[64];
  private int length;

  /** What was written, up to {@link #length()}. Replaced when it grows. */
  public byte[] bytes() {
    return bytes;
  }

  public int length() {
    return length;
  }

  public ValueWriter reset() {
    length = 0;
    return this;
  }

  /** Writes a value, or NULL, that is part of another one. */
  public void writePart(DataType type, @Nullable Object value) {
    putByte(ValueBytes.marker(value));
    if (value != null) {
      write(type, value);
    }
  }

  /** Writes a part that stands somewhere in this form already. */
  public void copyPart(byte[] source, int from, int to) {
    room(to - from);
    System.arraycopy(source, from, bytes, length, to - from);
    length += to - from;
  }

  /** Ends an ARRAY or a MAP. */
  public void end() {
    putByte(ValueBytes.END);
  }

  /** Writes a value in the form of {@link Literal#value()}. */
  public void write(DataType type, Object value) {
    switch (type.kind()) {
      case BOOLEAN -> putByte((byte) ((Boolean) value ? 1 : 0));
      case TINYINT, SMALLINT, INTEGER, DATE -> putInt(((Number) value).intValue());
      case BIGINT, TIME, TIMESTAMP, TIMESTAMP_NANOS, TIMESTAMP_TZ -> putLong((Long) value);
      case REAL, DOUBLE ->
        putLong(ValueBytes.orderedBits(
            value instanceof Float number ? number.doubleValue() : (Double) value));
      case DECIMAL -> putDecimal((DecimalType) type, ((BigDecimal) value).unscaledValue());
      case VARCHAR -> putText(((String) value).getBytes(StandardCharsets.UTF_8));
      case VARBINARY -> putText(((Binary) value).bytes());
      case UUID -> {
        UUID uuid = (UUID) value;
        putLong(uuid.getMostSignificantBits() ^ Long.MIN_VALUE);
        putRawLong(uuid.getLeastSignificantBits());
      }
      case INTERVAL -> putInterval((Interval) value);
      case ARRAY -> {
        DataType element = ((ArrayType) type).element();
        ((List<?>) value).forEach(part -> writePart(element, part));
        end();
      }
      case MAP -> {
        MapType map = (MapType) type;
        ((Map<?, ?>) value).forEach((key, part) -> {
          writePart(map.key(), key);
          writePart(map.value(), part);
        });
        end();
      }
      case ROW -> {
        List<Field> fields = ((RowType) type).fields();
        List<?> values = (List<?>) value;
        for (int i = 0; i < fields.size(); i++) {
          writePart(fields.get(i).type(), values.get(i));
        }
      }
    }
  }

  private void putDecimal(DecimalType type, BigInteger unscaled) {
    if (!type.isShort()) {
      putLong(unscaled.shiftRight(Long.SIZE).longValue());
      putRawLong(unscaled.longValue());
    } else {
      putLong(unscaled.longValue());
    }
  }

  private void putInterval(Interval value) {
    int high = (int) value.lengthHigh() ^ 0x8000;
    putByte((byte) (high >> Byte.SIZE));
    putByte((byte) high);
    putRawLong(value.lengthLow());
    putInt(value.months());
    putInt(value.days());
  }

  private void putText(byte[] text) {
    for (byte character : text) {
      putByte(character);
      if (character == 0) {
        putByte(ValueBytes.ESCAPED_ZERO);
      }
    }
    putByte((byte) 0);
    putByte(ValueBytes.TEXT_END);
  }

  private void putInt(int value) {
    int turned = value ^ Integer.MIN_VALUE;
    room(Integer.BYTES);
    for (int shift = Integer.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      bytes[length++] = (byte) (turned >>> shift);
    }
  }

  private void putLong(long value) {
    putRawLong(value ^ Long.MIN_VALUE);
  }

  private void putRawLong(long value) {
    room(Long.BYTES);
    for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      bytes[length++] = (byte) (value >>> shift);
    }
  }

  private void putByte(byte value) {
    room(1);
    bytes[length++] = value;
  }

  private void room(int count) {
    if (bytes.length - length < count) {
      bytes = Arrays.copyOf(bytes, Math.max(length + count, bytes.length * 2));
    }
  }
}
