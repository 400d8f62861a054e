package io.sluice.type;

/** A data type without parameters. Use the constants of {@link DataType}. */
record SimpleType(TypeKind kind) implements DataType {
  @Override
  public String toString() {
    return kind.name();
  }
}
