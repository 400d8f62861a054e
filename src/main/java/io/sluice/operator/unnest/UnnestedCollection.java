package io.sluice.operator.unnest;

import static java.util.Objects.requireNonNull;

import io.sluice.expression.PhysicalExpression;
import io.sluice.type.ArrayType;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.MapType;
import java.util.ArrayList;
import java.util.List;

/**
 * What is taken apart, and the columns its parts become.
 *
 * @param value an ARRAY or a MAP
 * @param names of the element, or of key and value
 */
public record UnnestedCollection(PhysicalExpression value, List<String> names) {
  public UnnestedCollection {
    requireNonNull(value, "value");
    names = List.copyOf(names);
    if (partTypes(value.type()).size() != names.size()) {
      throw new IllegalArgumentException(names + " for the parts of " + value.type());
    }
  }

  /** The type of the element, or those of key and value. */
  List<DataType> partTypes() {
    return partTypes(value.type());
  }

  private static List<DataType> partTypes(DataType type) {
    if (type instanceof ArrayType array) {
      return List.of(array.element());
    }
    if (type instanceof MapType map) {
      return List.of(map.key(), map.value());
    }
    throw new IllegalArgumentException("neither an ARRAY nor a MAP: " + type);
  }

  /** Any of them may be NULL: where another collection of the row has more elements. */
  List<Field> fields() {
    List<DataType> types = partTypes();
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      fields.add(new Field(names.get(i), types.get(i), true));
    }
    return fields;
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
