package io.sluice.flight.parameter;

import io.sluice.type.DataType;
import io.sluice.type.RowType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.Type;
import org.jspecify.annotations.Nullable;

/** Columns of values that are made of others. */
final class NestedColumns {
  private NestedColumns() {}

  static ParameterColumn list(Field field) {
    ParameterColumn element = child(field, 0, 1);
    int listSize = field.typeType() == Type.FixedSizeList ? ParameterColumn.listSize(field) : -1;
    return new ParameterColumn(DataType.array(element.type()), (cursor, count) -> {
      if (listSize >= 0) {
        List<@Nullable Object> elements = element.readValues(cursor);
        return row -> part(elements, Math.multiplyExact(row, listSize), listSize);
      }
      Offsets offsets = Offsets.read(cursor, count, field.typeType() == Type.LargeList);
      List<@Nullable Object> elements = element.readValues(cursor);
      return row -> {
        int length = offsets.length(row, elements.size());
        return part(elements, offsets.begin(row), length);
      };
    });
  }

  private static List<@Nullable Object> part(List<@Nullable Object> all, int begin, int count) {
    return Collections.unmodifiableList(new ArrayList<>(all.subList(begin, begin + count)));
  }

  static ParameterColumn struct(Field field) {
    List<ParameterColumn> children = new ArrayList<>();
    List<io.sluice.type.Field> fields = new ArrayList<>();
    for (int i = 0; i < field.childrenLength(); i++) {
      ParameterColumn child = ParameterColumn.of(field.children(i));
      children.add(child);
      fields.add(
          new io.sluice.type.Field(String.valueOf(field.children(i).name()), child.type(), true));
    }
    if (fields.isEmpty()) {
      throw ParameterColumn.notSupported(field);
    }
    return new ParameterColumn(new RowType(fields), (cursor, count) -> {
      List<List<@Nullable Object>> columns = new ArrayList<>();
      children.forEach(child -> columns.add(child.readValues(cursor)));
      return row -> {
        List<@Nullable Object> values = new ArrayList<>();
        columns.forEach(column -> values.add(column.get(row)));
        return Collections.unmodifiableList(values);
      };
    });
  }

  static ParameterColumn map(Field field) {
    if (field.childrenLength() != 1) {
      throw ParameterReader.invalid("a map without entries");
    }
    Field entries = field.children(0);
    ParameterColumn key = child(entries, 0, 2);
    ParameterColumn value = child(entries, 1, 2);
    return new ParameterColumn(DataType.map(key.type(), value.type()), (cursor, count) -> {
      Offsets offsets = Offsets.read(cursor, count, false);
      int entryCount = cursor.nextCount();
      cursor.nextBuffer();
      List<@Nullable Object> keys = key.readValues(cursor);
      List<@Nullable Object> values = value.readValues(cursor);
      if (keys.size() != entryCount || values.size() != entryCount) {
        throw ParameterReader.invalid("a map with more keys than values");
      }
      return row -> {
        int length = offsets.length(row, entryCount);
        int begin = offsets.begin(row);
        Map<Object, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = begin; i < begin + length; i++) {
          Object one = keys.get(i);
          if (one == null) {
            throw ParameterReader.invalid("a map with a key that is NULL");
          }
          map.put(one, values.get(i));
        }
        return Collections.unmodifiableMap(map);
      };
    });
  }

  private static ParameterColumn child(Field field, int index, int count) {
    if (field.childrenLength() != count) {
      throw ParameterReader.invalid(
          "%d children instead of %d".formatted(field.childrenLength(), count));
    }
    return ParameterColumn.of(field.children(index));
  }
}
