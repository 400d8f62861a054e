package io.sluice.type;

/**
 * The type of a column or an expression. Nullability belongs to the {@link Field}, not to the type.
 *
 * <p>How values are kept: BOOLEAN as bits; INTEGER as {@code int}; BIGINT as {@code long}; DOUBLE as {@code double}; DATE as
 * {@code int} days since 1970-01-01; TIMESTAMP as {@code long} microseconds since 1970-01-01T00:00, without a time zone; VARCHAR
 * as UTF-8 bytes compared by code point; DECIMAL of up to 18 digits as a scaled {@code long}, of up to 38 as two.
 */
// Only this class's own initialisation makes a SimpleType, so the two cannot wait for each other.
@SuppressWarnings("ClassInitializationDeadlock")
public sealed interface DataType permits SimpleType, DecimalType {
  DataType BOOLEAN = new SimpleType(TypeKind.BOOLEAN);
  DataType INTEGER = new SimpleType(TypeKind.INTEGER);
  DataType BIGINT = new SimpleType(TypeKind.BIGINT);
  DataType DOUBLE = new SimpleType(TypeKind.DOUBLE);
  DataType VARCHAR = new SimpleType(TypeKind.VARCHAR);
  DataType DATE = new SimpleType(TypeKind.DATE);
  DataType TIMESTAMP = new SimpleType(TypeKind.TIMESTAMP);

  TypeKind kind();

  static DecimalType decimal(int precision, int scale) {
    return new DecimalType(precision, scale);
  }

  /** The type of a kind that has no parameters. DECIMAL has two and is refused. */
  static DataType of(TypeKind kind) {
    return switch (kind) {
      case BOOLEAN -> BOOLEAN;
      case INTEGER -> INTEGER;
      case BIGINT -> BIGINT;
      case DOUBLE -> DOUBLE;
      case VARCHAR -> VARCHAR;
      case DATE -> DATE;
      case TIMESTAMP -> TIMESTAMP;
      case DECIMAL -> throw new IllegalArgumentException("DECIMAL needs precision and scale");
    };
  }

  /** Whether values are numbers: INTEGER, BIGINT, DOUBLE or DECIMAL. */
  default boolean isNumeric() {
    return switch (kind()) {
      case INTEGER, BIGINT, DOUBLE, DECIMAL -> true;
      case BOOLEAN, VARCHAR, DATE, TIMESTAMP -> false;
    };
  }
}
