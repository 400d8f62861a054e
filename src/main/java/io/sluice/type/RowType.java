package io.sluice.type;

import java.util.List;
import java.util.stream.Collectors;

/** A fixed number of values with names; of those that SQL gave no names, all names are empty. Any of them may be NULL, whatever its field says. */
public record RowType(List<Field> fields) implements DataType {
  public RowType {
    fields = List.copyOf(fields);
  }

  @Override
  public TypeKind kind() {
    return TypeKind.ROW;
  }

  @Override
  public String toString() {
    return fields.stream()
        .map(field -> name(field.name()) + " " + field.type())
        .collect(Collectors.joining(", ", "ROW(", ")"));
  }

  private static String name(String name) {
    boolean isPlain = name.matches("[A-Za-z_][A-Za-z_0-9]*");
    return isPlain ? name : '"' + name.replace("\"", "\"\"") + '"';
  }
}
