package io.sluice.type;

import java.util.ArrayList;
import java.util.List;

/** The ordered columns of a table, a plan node or a batch. Names need not be unique. */
public record Schema(List<Field> fields) {
  public static final Schema EMPTY = new Schema(List.of());

  public Schema {
    fields = List.copyOf(fields);
  }

  public static Schema of(Field... fields) {
    return new Schema(List.of(fields));
  }

  public int size() {
    return fields.size();
  }

  public Field field(int index) {
    return fields.get(index);
  }

  public DataType type(int index) {
    return fields.get(index).type();
  }

  /** The index of the first column of that name, compared without case, or -1. */
  public int indexOf(String name) {
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).name().equalsIgnoreCase(name)) {
        return i;
      }
    }
    return -1;
  }

  /** The columns of those indices, in that order. */
  public Schema project(int[] columns) {
    List<Field> projected = new ArrayList<>(columns.length);
    for (int column : columns) {
      projected.add(fields.get(column));
    }
    return new Schema(projected);
  }

  /** This schema's columns followed by the other's. */
  public Schema concat(Schema right) {
    List<Field> all = new ArrayList<>(fields);
    all.addAll(right.fields);
    return new Schema(all);
  }
}
