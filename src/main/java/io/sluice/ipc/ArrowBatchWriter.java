package io.sluice.ipc;

import io.sluice.column.Bits;
import io.sluice.column.FlatVector;
import io.sluice.column.RecordBatch;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.type.ArrayType;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Interval;
import io.sluice.type.MapType;
import io.sluice.type.RowType;
import io.sluice.type.TypeKind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a batch in the types of {@link ArrowField}. Columns whose layout is the engine's are copied as a whole, the others value by value. The rows that count are written one after the other, and
 * validity only where there is a NULL.
 */
public final class ArrowBatchWriter {
  private static final byte[] NOTHING = {};
  private static final int INTERVAL_BYTES = 16;
  private static final long NANOS_PER_MICRO = 1_000;

  private final ArrowBody body;

  private ArrowBatchWriter(ArrowBody body) {
    this.body = body;
  }

  /**
   * The message. Its memory is its own: the batch may be used again at once.
   *
   * @throws SluiceException of code RESULT_TOO_LARGE when it does not fit one message, NUMERIC_OVERFLOW for an INTERVAL that has more nanoseconds than Arrow takes
   */
  public static ArrowBody.Message write(RecordBatch batch) {
    ArrowBatchWriter writer = new ArrowBatchWriter(new ArrowBody());
    for (int i = 0; i < batch.columnCount(); i++) {
      writer.writeColumn(batch, i);
    }
    return writer.body.finish(batch.rowCount());
  }

  /** Appends a column, or the child of one, of values in the form of {@link io.sluice.type.Literal#value()}. */
  public static void append(ArrowBody body, DataType type, List<@Nullable Object> values) {
    new ArrowBatchWriter(body).write(type, values);
  }

  private void writeColumn(RecordBatch batch, int index) {
    DataType type = batch.column(index).type();
    if (!isTranslated(type)) {
      writeFlat(ColumnRows.of(batch, index));
      return;
    }
    List<@Nullable Object> values = new ArrayList<>(batch.rowCount());
    for (int i = 0; i < batch.rowCount(); i++) {
      values.add(batch.column(index).value(batch.rowAt(i)));
    }
    write(type, values);
  }

  private static boolean isTranslated(DataType type) {
    return type.isNested() || type.kind() == TypeKind.INTERVAL || type.kind() == TypeKind.UUID;
  }

  private void writeFlat(ColumnRows column) {
    int count = column.count();
    body.node(count, column.nullCount());
    byte[] validity = NOTHING;
    if (column.validity() != null) {
      validity = new byte[(int) ColumnWriter.bitBytes(count)];
      writer(validity).writeBits(column.validity(), count, 0);
    }
    body.buffer(validity);
    if (ArrowLayout.of(column.values().type()) == ArrowLayout.BYTES) {
      byte[] texts = new byte[checked(4L * (count + 1) + column.textBytes())];
      int textsBegin = 4 * (count + 1);
      writer(texts).writeText(column, 0, textsBegin);
      body.buffer(Arrays.copyOf(texts, textsBegin));
      body.buffer(Arrays.copyOfRange(texts, textsBegin, texts.length));
      return;
    }
    byte[] bytes = new byte[checked(fixedBytes(column.values().type(), count))];
    writer(bytes).writeFixed(column, 0);
    body.buffer(bytes);
  }

  private static ColumnWriter writer(byte[] bytes) {
    return new ColumnWriter(ByteBuffer.wrap(bytes));
  }

  private static int checked(long bytes) {
    if (bytes > Integer.MAX_VALUE - 16) {
      throw new SluiceException(
          ErrorCode.RESULT_TOO_LARGE,
          "A column of " + bytes + " bytes does not fit one message; make batch_size smaller");
    }
    return (int) bytes;
  }

  private static long fixedBytes(DataType type, int count) {
    return switch (ArrowLayout.of(type)) {
      case BIT -> ColumnWriter.bitBytes(count);
      case BYTE -> count;
      case SHORT -> 2L * count;
      case INT, FLOAT -> 4L * count;
      case LONG, DOUBLE -> 8L * count;
      case DECIMAL, UUID -> 16L * count;
      case BYTES -> throw new IllegalStateException("not of fixed width: " + type);
    };
  }

  /** Writes a column, or the child of one, of values in the form of {@link io.sluice.type.Literal#value()}. */
  private void write(DataType type, List<@Nullable Object> values) {
    switch (type.kind()) {
      case ARRAY -> writeArrays(((ArrayType) type).element(), values);
      case MAP -> writeMaps((MapType) type, values);
      case ROW -> writeRows(((RowType) type).fields(), values);
      case INTERVAL -> writeIntervals(values);
      case UUID -> {
        List<@Nullable Object> texts = new ArrayList<>(values.size());
        values.forEach(value -> texts.add(value == null ? null : value.toString()));
        write(DataType.VARCHAR, texts);
      }
      default -> {
        FlatVector vector = FlatVector.create(type, values.size());
        values.forEach(vector::appendValue);
        writeFlat(ColumnRows.of(vector));
      }
    }
  }

  private void begin(List<@Nullable Object> values) {
    long[] words = new long[Bits.wordCount(values.size())];
    int nulls = 0;
    for (int i = 0; i < values.size(); i++) {
      boolean isNull = values.get(i) == null;
      Bits.put(words, i, !isNull);
      nulls += isNull ? 1 : 0;
    }
    body.node(values.size(), nulls);
    byte[] validity = new byte[nulls == 0 ? 0 : (int) ColumnWriter.bitBytes(values.size())];
    if (nulls > 0) {
      writer(validity).writeBits(words, values.size(), 0);
    }
    body.buffer(validity);
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Offsets of lists or maps that stand one after the other. */
  private void writeOffsets(List<@Nullable Object> values) {
    byte[] target = new byte[checked(4L * (values.size() + 1))];
    ByteBuffer offsets = littleEndian(target);
    int end = 0;
    offsets.putInt(end);
    for (Object value : values) {
      end += value instanceof Collection<?> list
          ? list.size()
          : value instanceof Map<?, ?> map ? map.size() : 0;
      offsets.putInt(end);
    }
    body.buffer(target);
  }

  private void writeArrays(DataType element, List<@Nullable Object> arrays) {
    begin(arrays);
    writeOffsets(arrays);
    List<@Nullable Object> elements = new ArrayList<>();
    for (Object array : arrays) {
      if (array instanceof List<?> list) {
        elements.addAll(list);
      }
    }
    write(element, elements);
  }

  private void writeMaps(MapType type, List<@Nullable Object> maps) {
    begin(maps);
    writeOffsets(maps);
    List<@Nullable Object> keys = new ArrayList<>();
    List<@Nullable Object> values = new ArrayList<>();
    for (Object map : maps) {
      if (map instanceof Map<?, ?> entries) {
        keys.addAll(entries.keySet());
        values.addAll(entries.values());
      }
    }
    body.node(keys.size(), 0).buffer(NOTHING);
    write(type.key(), keys);
    write(type.value(), values);
  }

  private void writeRows(List<Field> fields, List<@Nullable Object> rows) {
    begin(rows);
    for (int i = 0; i < fields.size(); i++) {
      List<@Nullable Object> values = new ArrayList<>(rows.size());
      for (Object row : rows) {
        values.add(row instanceof List<?> list ? list.get(i) : null);
      }
      write(fields.get(i).type(), values);
    }
  }

  private void writeIntervals(List<@Nullable Object> intervals) {
    begin(intervals);
    byte[] target = new byte[checked((long) INTERVAL_BYTES * intervals.size())];
    ByteBuffer bytes = littleEndian(target);
    for (Object value : intervals) {
      if (value instanceof Interval interval) {
        bytes.putInt(interval.months()).putInt(interval.days()).putLong(nanos(interval));
      } else {
        bytes.putInt(0).putInt(0).putLong(0);
      }
    }
    body.buffer(target);
  }

  private static long nanos(Interval interval) {
    try {
      return Math.multiplyExact(interval.micros(), NANOS_PER_MICRO);
    } catch (ArithmeticException e) {
      throw new SluiceException(
          ErrorCode.NUMERIC_OVERFLOW,
          "INTERVAL " + interval + " has more nanoseconds than Arrow takes; cast it to VARCHAR",
          e);
    }
  }
}
