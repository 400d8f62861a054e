package io.sluice.type;

/** A data type without parameters. Use the constants of {@link DataType}. */
record SimpleType(TypeKind kind) implements DataType {
  @Override
  public String toString() {
    return switch (kind) {
      case TIMESTAMP_NANOS -> "TIMESTAMP(9)";
      case TIMESTAMP_TZ -> "TIMESTAMP WITH TIME ZONE";
      default -> kind.name();
    };
  }
}
