package io.sluice.expression.cast;

import io.sluice.column.BytesVector;
import io.sluice.column.FlatVector;
import io.sluice.expression.kernel.BytesOutput;
import io.sluice.expression.kernel.KernelInput;
import io.sluice.expression.kernel.ScalarKernel;
import io.sluice.type.ArrayType;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.MapType;
import io.sluice.type.RowType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** ARRAY, MAP or ROW to one of other parts, part by part; the fields of a ROW by their places. */
final class NestedCast implements ScalarKernel {
  private final DataType from;
  private final DataType to;

  private NestedCast(DataType from, DataType to) {
    this.from = from;
    this.to = to;
  }

  /** The conversion, or null when the types are not of one shape. */
  static @Nullable NestedCast create(DataType from, DataType to) {
    return isPossible(from, to) ? new NestedCast(from, to) : null;
  }

  private static boolean isPossible(DataType from, DataType to) {
    return from instanceof ArrayType && to instanceof ArrayType
        || from instanceof MapType && to instanceof MapType
        || from instanceof RowType left
            && to instanceof RowType right
            && left.fields().size() == right.fields().size();
  }

  @Override
  public void compute(KernelInput input, FlatVector result) {
    input.skipNulls();
    BytesOutput bytes = new BytesOutput((BytesVector) result);
    int[] rows = input.rows();
    for (int i = 0; i < input.count(); i++) {
      int row = rows == null ? i : rows[i];
      Object value = input.argument(0).value(row);
      bytes.finish(row);
      bytes.written(row);
      if (value == null) {
        throw new IllegalStateException("a kernel sees no NULL");
      }
      result.putValue(row, convert(from, to, value));
    }
    bytes.finish(result.length());
  }

  private static Object convert(DataType from, DataType to, Object value) {
    if (from instanceof ArrayType array) {
      return convertAll(array.element(), ((ArrayType) to).element(), (List<?>) value);
    }
    if (from instanceof MapType map) {
      Map<?, ?> entries = (Map<?, ?>) value;
      MapType target = (MapType) to;
      List<@Nullable Object> keys =
          convertAll(map.key(), target.key(), new ArrayList<>(entries.keySet()));
      List<@Nullable Object> values =
          convertAll(map.value(), target.value(), new ArrayList<>(entries.values()));
      Map<@Nullable Object, @Nullable Object> converted = new LinkedHashMap<>();
      for (int i = 0; i < keys.size(); i++) {
        converted.put(keys.get(i), values.get(i));
      }
      return converted;
    }
    List<Field> fields = ((RowType) from).fields();
    List<@Nullable Object> converted = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      DataType target = ((RowType) to).fields().get(i).type();
      converted.addAll(
          convertAll(fields.get(i).type(), target, Arrays.asList(((List<?>) value).get(i))));
    }
    return converted;
  }

  /** Converts values of one type, NULLs among them. */
  static List<@Nullable Object> convertAll(DataType from, DataType to, List<?> values) {
    List<@Nullable Object> converted = new ArrayList<>(values);
    if (from.equals(to)) {
      return converted;
    }
    FlatVector source = FlatVector.create(from, values.size());
    for (Object value : values) {
      if (value != null) {
        source.appendValue(value);
      }
    }
    if (source.length() == 0) {
      return converted;
    }
    FlatVector target = FlatVector.create(to, source.length());
    target.setLength(source.length());
    KernelInput input = new KernelInput(1);
    input.setArgument(0, source, false);
    input.setRows(source.length(), null, source.length(), null);
    Casts.create(from, to).compute(input, target);
    int next = 0;
    for (int i = 0; i < converted.size(); i++) {
      if (converted.get(i) != null) {
        converted.set(i, target.value(next++));
      }
    }
    return converted;
  }
}
