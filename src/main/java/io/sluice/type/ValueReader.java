package io.sluice.type;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads values from {@link ValueBytes}, one after the other. Owned by one driver. */
public final class ValueReader {
  private byte[] bytes = new byte[0];
  private int position;

  /** Begins at a place in some bytes. */
  public ValueReader reset(byte[] source, int from) {
    bytes = source;
    position = from;
    return this;
  }

  /** Where the next value begins. */
  public int position() {
    return position;
  }

  /** Whether another element or entry follows; otherwise goes behind the end of the ARRAY or MAP. */
  public boolean hasNext() {
    if (bytes[position] == ValueBytes.END) {
      position++;
      return false;
    }
    return true;
  }

  /** Reads a value, or NULL, that is part of another one. */
  public @Nullable Object readPart(DataType type) {
    return bytes[position++] == ValueBytes.NULL ? null : read(type);
  }

  /** Goes behind a value, or NULL, that is part of another one. */
  public void skipPart(DataType type) {
    if (bytes[position++] != ValueBytes.NULL) {
      skip(type);
    }
  }

  /** Reads a value into the form of {@link Literal#value()}. */
  public Object read(DataType type) {
    return switch (type.kind()) {
      case BOOLEAN -> bytes[position++] != 0;
      case TINYINT -> (byte) readInt();
      case SMALLINT -> (short) readInt();
      case INTEGER, DATE -> readInt();
      case BIGINT, TIME, TIMESTAMP, TIMESTAMP_NANOS, TIMESTAMP_TZ -> readLong();
      case REAL -> (float) ValueBytes.ofOrderedBits(readLong());
      case DOUBLE -> ValueBytes.ofOrderedBits(readLong());
      case DECIMAL -> readDecimal((DecimalType) type);
      case VARCHAR -> new String(readText(), StandardCharsets.UTF_8);
      case VARBINARY -> Binary.of(readText());
      case UUID -> new UUID(readLong() ^ Long.MIN_VALUE, readRawLong());
      case INTERVAL -> readInterval();
      case ARRAY -> readArray(((ArrayType) type).element());
      case MAP -> readMap((MapType) type);
      case ROW -> readRow(((RowType) type).fields());
    };
  }

  /** Goes behind a value. */
  public void skip(DataType type) {
    switch (type.kind()) {
      case BOOLEAN -> position++;
      case TINYINT, SMALLINT, INTEGER, DATE -> position += Integer.BYTES;
      case BIGINT, TIME, TIMESTAMP, TIMESTAMP_NANOS, TIMESTAMP_TZ, REAL, DOUBLE ->
        position += Long.BYTES;
      case DECIMAL -> position += ((DecimalType) type).isShort() ? 8 : 16;
      case UUID -> position += 16;
      case INTERVAL -> position += 18;
      case VARCHAR, VARBINARY -> position = textEnd() + 2;
      case ARRAY -> {
        DataType element = ((ArrayType) type).element();
        while (hasNext()) {
          skipPart(element);
        }
      }
      case MAP -> {
        MapType map = (MapType) type;
        while (hasNext()) {
          skipPart(map.key());
          skipPart(map.value());
        }
      }
      case ROW -> ((RowType) type).fields().forEach(field -> skipPart(field.type()));
    }
  }

  private List<@Nullable Object> readArray(DataType element) {
    List<@Nullable Object> values = new ArrayList<>();
    while (hasNext()) {
      values.add(readPart(element));
    }
    return Collections.unmodifiableList(values);
  }

  private Map<@Nullable Object, @Nullable Object> readMap(MapType type) {
    Map<@Nullable Object, @Nullable Object> entries = new LinkedHashMap<>();
    while (hasNext()) {
      Object key = readPart(type.key());
      entries.put(key, readPart(type.value()));
    }
    return Collections.unmodifiableMap(entries);
  }

  private List<@Nullable Object> readRow(List<Field> fields) {
    List<@Nullable Object> values = new ArrayList<>(fields.size());
    for (Field field : fields) {
      values.add(readPart(field.type()));
    }
    return Collections.unmodifiableList(values);
  }

  private BigDecimal readDecimal(DecimalType type) {
    if (type.isShort()) {
      return BigDecimal.valueOf(readLong(), type.scale());
    }
    BigInteger high = BigInteger.valueOf(readLong());
    long low = readRawLong();
    BigInteger lowPart = new BigInteger(Long.toUnsignedString(low));
    return new BigDecimal(high.shiftLeft(Long.SIZE).or(lowPart), type.scale());
  }

  private Interval readInterval() {
    position += 2;
    long length = readRawLong();
    int months = readInt();
    int days = readInt();
    return new Interval(months, days, length - new Interval(months, days, 0).lengthLow());
  }

  private int textEnd() {
    int end = position;
    while (bytes[end] != 0 || bytes[end + 1] != ValueBytes.TEXT_END) {
      end += bytes[end] == 0 ? 2 : 1;
    }
    return end;
  }

  private byte[] readText() {
    int end = textEnd();
    byte[] text = new byte[end - position];
    int length = 0;
    while (position < end) {
      byte character = bytes[position];
      text[length++] = character;
      position += character == 0 ? 2 : 1;
    }
    position = end + 2;
    return length == text.length ? text : java.util.Arrays.copyOf(text, length);
  }

  private int readInt() {
    int value = 0;
    for (int i = 0; i < Integer.BYTES; i++) {
      value = value << Byte.SIZE | bytes[position++] & 0xFF;
    }
    return value ^ Integer.MIN_VALUE;
  }

  private long readLong() {
    return readRawLong() ^ Long.MIN_VALUE;
  }

  private long readRawLong() {
    long value = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      value = value << Byte.SIZE | bytes[position++] & 0xFF;
    }
    return value;
  }
}
