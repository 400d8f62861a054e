package io.sluice.source.arrow.write;

import io.sluice.column.Bits;
import io.sluice.column.BooleanVector;
import io.sluice.column.BytesVector;
import io.sluice.column.Decimal128Vector;
import io.sluice.column.DoubleVector;
import io.sluice.column.FlatVector;
import io.sluice.column.IntVector;
import io.sluice.column.LongVector;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.type.ArrayType;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Interval;
import io.sluice.type.MapType;
import io.sluice.type.RowType;
import io.sluice.type.ValueReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Turns vectors into the nodes and buffers of a message, those of a column before those of the next one. Owned by one thread. */
final class ArrayWriter {
  private static final byte[] EMPTY = {};
  private static final int WIDE_BYTES = 16;
  private static final long NANOS_PER_MICRO = 1_000;

  private final List<Node> nodes = new ArrayList<>();
  private final List<byte[]> buffers = new ArrayList<>();

  /** How many values a field has, and how many are NULL. */
  record Node(int length, int nullCount) {}

  List<Node> nodes() {
    return nodes;
  }

  List<byte[]> buffers() {
    return buffers;
  }

  /**
   * Adds all rows of a vector.
   *
   * @throws SluiceException of code NUMERIC_OVERFLOW for an INTERVAL whose microseconds have no place
   */
  void write(FlatVector vector) {
    int count = vector.length();
    writeValidity(vector, count);
    switch (vector.type().kind()) {
      case BOOLEAN -> buffers.add(bits(((BooleanVector) vector).words(), count));
      case TINYINT, SMALLINT, INTEGER, DATE -> writeInts((IntVector) vector, count);
      case BIGINT, TIME, TIMESTAMP, TIMESTAMP_NANOS, TIMESTAMP_TZ -> {
        ByteBuffer target = buffer(Long.BYTES, count);
        target.asLongBuffer().put(((LongVector) vector).values(), 0, count);
      }
      case REAL, DOUBLE -> writeFloats((DoubleVector) vector, count);
      case DECIMAL -> writeDecimals(vector, count);
      case UUID -> writeUuids((Decimal128Vector) vector, count);
      case VARCHAR, VARBINARY -> writeBytes((BytesVector) vector, count);
      case INTERVAL -> writeIntervals((BytesVector) vector, count);
      case ARRAY -> writeLists((BytesVector) vector, count);
      case MAP -> writeMaps((BytesVector) vector, count);
      case ROW -> writeRows((BytesVector) vector, count);
    }
  }

  private void writeValidity(FlatVector vector, int count) {
    long[] words = vector.validity();
    int nulls = words == null ? 0 : count - Bits.count(words, count);
    nodes.add(new Node(count, nulls));
    buffers.add(words == null || nulls == 0 ? EMPTY : bits(words, count));
  }

  private static byte[] bits(long[] words, int count) {
    byte[] bytes = new byte[count + 7 >>> 3];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (words[i >>> 3] >>> (i & 7) * Byte.SIZE);
    }
    int rest = count & 7;
    if (rest != 0) {
      bytes[bytes.length - 1] &= (byte) ((1 << rest) - 1);
    }
    return bytes;
  }

  /** Adds a buffer for some values of a width, to be filled. */
  private ByteBuffer buffer(int width, int count) {
    byte[] bytes = new byte[Math.multiplyExact(width, count)];
    buffers.add(bytes);
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void writeInts(IntVector vector, int count) {
    int[] values = vector.values();
    switch (vector.type().kind()) {
      case TINYINT -> {
        ByteBuffer target = buffer(Byte.BYTES, count);
        for (int i = 0; i < count; i++) {
          target.put((byte) values[i]);
        }
      }
      case SMALLINT -> {
        ByteBuffer target = buffer(Short.BYTES, count);
        for (int i = 0; i < count; i++) {
          target.putShort((short) values[i]);
        }
      }
      default -> buffer(Integer.BYTES, count).asIntBuffer().put(values, 0, count);
    }
  }

  private void writeFloats(DoubleVector vector, int count) {
    double[] values = vector.values();
    if (vector.type().equals(DataType.DOUBLE)) {
      buffer(Double.BYTES, count).asDoubleBuffer().put(values, 0, count);
      return;
    }
    ByteBuffer target = buffer(Float.BYTES, count);
    for (int i = 0; i < count; i++) {
      target.putFloat((float) values[i]);
    }
  }

  private void writeDecimals(FlatVector vector, int count) {
    ByteBuffer target = buffer(WIDE_BYTES, count);
    if (vector instanceof LongVector longs) {
      for (int i = 0; i < count; i++) {
        long value = longs.isNull(i) ? 0 : longs.values()[i];
        target.putLong(value).putLong(value >> 63);
      }
      return;
    }
    Decimal128Vector wide = (Decimal128Vector) vector;
    for (int i = 0; i < count; i++) {
      target.putLong(wide.low()[i]).putLong(wide.high()[i]);
    }
  }

  private void writeUuids(Decimal128Vector vector, int count) {
    ByteBuffer target = buffer(WIDE_BYTES, count);
    for (int i = 0; i < count; i++) {
      target
          .putLong(Long.reverseBytes(vector.high()[i] ^ Long.MIN_VALUE))
          .putLong(Long.reverseBytes(vector.low()[i]));
    }
  }

  private void writeBytes(BytesVector vector, int count) {
    int[] offsets = vector.offsets();
    ByteBuffer target = buffer(Integer.BYTES, count + 1);
    for (int i = 0; i <= count; i++) {
      target.putInt(offsets[i] - offsets[0]);
    }
    buffers.add(Arrays.copyOfRange(vector.data(), offsets[0], offsets[count]));
  }

  private void writeIntervals(BytesVector vector, int count) {
    ByteBuffer target = buffer(WIDE_BYTES, count);
    ValueReader reader = new ValueReader();
    for (int i = 0; i < count; i++) {
      if (vector.isNull(i)) {
        target.putLong(0).putLong(0);
        continue;
      }
      Interval value =
          (Interval) reader.reset(vector.data(), vector.offsets()[i]).read(DataType.INTERVAL);
      target.putInt(value.months()).putInt(value.days()).putLong(nanos(value));
    }
  }

  private static long nanos(Interval value) {
    try {
      return Math.multiplyExact(value.micros(), NANOS_PER_MICRO);
    } catch (ArithmeticException e) {
      throw new SluiceException(
          ErrorCode.NUMERIC_OVERFLOW,
          "INTERVAL '%s' has more hours than an Arrow file can hold; cast it to VARCHAR"
              .formatted(value),
          e);
    }
  }

  private void writeLists(BytesVector vector, int count) {
    DataType type = ((ArrayType) vector.type()).element();
    FlatVector elements = FlatVector.create(type, count);
    ByteBuffer offsets = buffer(Integer.BYTES, count + 1);
    offsets.putInt(0);
    ValueReader reader = new ValueReader();
    for (int i = 0; i < count; i++) {
      if (!vector.isNull(i)) {
        reader.reset(vector.data(), vector.offsets()[i]);
        while (reader.hasNext()) {
          elements.appendValue(reader.readPart(type));
        }
      }
      offsets.putInt(elements.length());
    }
    write(elements);
  }

  private void writeMaps(BytesVector vector, int count) {
    MapType type = (MapType) vector.type();
    FlatVector keys = FlatVector.create(type.key(), count);
    FlatVector values = FlatVector.create(type.value(), count);
    ByteBuffer offsets = buffer(Integer.BYTES, count + 1);
    offsets.putInt(0);
    ValueReader reader = new ValueReader();
    for (int i = 0; i < count; i++) {
      if (!vector.isNull(i)) {
        reader.reset(vector.data(), vector.offsets()[i]);
        while (reader.hasNext()) {
          keys.appendValue(reader.readPart(type.key()));
          values.appendValue(reader.readPart(type.value()));
        }
      }
      offsets.putInt(keys.length());
    }
    nodes.add(new Node(keys.length(), 0));
    buffers.add(EMPTY);
    write(keys);
    write(values);
  }

  private void writeRows(BytesVector vector, int count) {
    List<Field> fields = ((RowType) vector.type()).fields();
    List<FlatVector> parts = new ArrayList<>(fields.size());
    for (Field field : fields) {
      parts.add(FlatVector.create(field.type(), count));
    }
    ValueReader reader = new ValueReader();
    for (int i = 0; i < count; i++) {
      boolean isNull = vector.isNull(i);
      if (!isNull) {
        reader.reset(vector.data(), vector.offsets()[i]);
      }
      for (FlatVector part : parts) {
        part.appendValue(isNull ? null : reader.readPart(part.type()));
      }
    }
    parts.forEach(this::write);
  }
}
