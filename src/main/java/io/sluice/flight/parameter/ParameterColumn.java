package io.sluice.flight.parameter;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.type.DataType;
import io.sluice.type.Literal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FixedSizeList;
import org.apache.arrow.flatbuf.Type;
import org.jspecify.annotations.Nullable;

/**
 * How the values of a column are read.
 *
 * @param type of the values
 */
record ParameterColumn(DataType type, Values values) {
  /** Reads values from the buffers behind the validity. */
  interface Values {
    /** A function from a row that is not NULL to its value, in the form of {@link Literal#value()}. */
    IntFunction<Object> read(ColumnCursor cursor, int count);
  }

  static ParameterColumn of(Field field) {
    return switch (field.typeType()) {
      case Type.List, Type.LargeList, Type.FixedSizeList -> NestedColumns.list(field);
      case Type.Struct_ -> NestedColumns.struct(field);
      case Type.Map -> NestedColumns.map(field);
      default -> FlatColumns.of(field);
    };
  }

  List<Literal> read(ColumnCursor cursor) {
    List<Literal> literals = new ArrayList<>();
    for (Object value : readValues(cursor)) {
      literals.add(new Literal(type, value));
    }
    return literals;
  }

  List<@Nullable Object> readValues(ColumnCursor cursor) {
    int count = cursor.nextCount();
    if (equals(FlatColumns.NULLS)) {
      return nulls(count);
    }
    ByteBuffer validity = cursor.nextBuffer();
    if (validity.remaining() > 0 && validity.remaining() < (count + 7) / 8) {
      throw ParameterReader.invalid("a validity of " + validity.remaining() + " bytes");
    }
    IntFunction<Object> value = values.read(cursor, count);
    List<@Nullable Object> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(isNull(validity, i) ? null : value.apply(i));
    }
    return all;
  }

  private static List<@Nullable Object> nulls(int count) {
    List<@Nullable Object> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(null);
    }
    return all;
  }

  private static boolean isNull(ByteBuffer validity, int row) {
    return validity.remaining() > 0 && (validity.get(row >>> 3) >>> (row & 7) & 1) == 0;
  }

  static SluiceException notSupported(Field field) {
    int number = field.typeType();
    String name =
        number >= 0 && number < Type.names.length ? Type.name(number) : "number " + number;
    return new SluiceException(
        ErrorCode.NOT_SUPPORTED,
        "A parameter of the Arrow type " + name + " is not supported; pass its text");
  }

  /** The size of the lists of a FixedSizeList. */
  static int listSize(Field field) {
    return ((FixedSizeList) typeTable(field, new FixedSizeList())).listSize();
  }

  static com.google.flatbuffers.Table typeTable(Field field, com.google.flatbuffers.Table table) {
    com.google.flatbuffers.Table filled = field.type(table);
    if (filled == null) {
      throw ParameterReader.invalid("a field without a type");
    }
    return filled;
  }
}
