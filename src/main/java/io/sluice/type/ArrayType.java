package io.sluice.type;

import static java.util.Objects.requireNonNull;

/** Lists of values of one type, NULL among them. */
public record ArrayType(DataType element) implements DataType {
  public ArrayType {
    requireNonNull(element, "element");
  }

  @Override
  public TypeKind kind() {
    return TypeKind.ARRAY;
  }

  @Override
  public String toString() {
    return element + "[]";
  }
}
