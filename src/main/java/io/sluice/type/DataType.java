package io.sluice.type;

/**
 * The type of a column or an expression. Nullability belongs to the {@link Field}, not to the type.
 *
 * <p>How values are kept ({@link #physicalType()}): BOOLEAN as bits; TINYINT, SMALLINT and INTEGER as {@code int}; BIGINT as {@code long}; REAL and DOUBLE as
 * {@code double}, a REAL rounded to {@code float}; DATE as {@code int} days since 1970-01-01; TIME as {@code long} microseconds of the day; TIMESTAMP as
 * {@code long} microseconds since 1970-01-01T00:00 without a time zone, with more than six digits as nanoseconds; TIMESTAMP WITH TIME ZONE as {@code long}
 * microseconds since 1970-01-01T00:00Z; VARCHAR as UTF-8 bytes compared by code point; VARBINARY as bytes; DECIMAL of up to 18 digits as a scaled {@code long}, of
 * up to 38 as two; UUID as two {@code long}s, the sign of the first one turned; INTERVAL, ARRAY, MAP and ROW as bytes in the order of the values ({@link
 * ValueBytes}).
 */
// Only this class's own initialisation makes a SimpleType, so the two cannot wait for each other.
@SuppressWarnings("ClassInitializationDeadlock")
public sealed interface DataType permits SimpleType, DecimalType, ArrayType, MapType, RowType {
  DataType BOOLEAN = new SimpleType(TypeKind.BOOLEAN);
  DataType TINYINT = new SimpleType(TypeKind.TINYINT);
  DataType SMALLINT = new SimpleType(TypeKind.SMALLINT);
  DataType INTEGER = new SimpleType(TypeKind.INTEGER);
  DataType BIGINT = new SimpleType(TypeKind.BIGINT);
  DataType REAL = new SimpleType(TypeKind.REAL);
  DataType DOUBLE = new SimpleType(TypeKind.DOUBLE);
  DataType VARCHAR = new SimpleType(TypeKind.VARCHAR);
  DataType VARBINARY = new SimpleType(TypeKind.VARBINARY);
  DataType DATE = new SimpleType(TypeKind.DATE);
  DataType TIME = new SimpleType(TypeKind.TIME);
  DataType TIMESTAMP = new SimpleType(TypeKind.TIMESTAMP);
  DataType TIMESTAMP_NANOS = new SimpleType(TypeKind.TIMESTAMP_NANOS);
  DataType TIMESTAMP_TZ = new SimpleType(TypeKind.TIMESTAMP_TZ);
  DataType INTERVAL = new SimpleType(TypeKind.INTERVAL);
  DataType UUID = new SimpleType(TypeKind.UUID);

  TypeKind kind();

  static DecimalType decimal(int precision, int scale) {
    return new DecimalType(precision, scale);
  }

  static ArrayType array(DataType element) {
    return new ArrayType(element);
  }

  static MapType map(DataType key, DataType value) {
    return new MapType(key, value);
  }

  /** The type of a kind that has no parameters. DECIMAL, ARRAY, MAP and ROW have some and are refused. */
  static DataType of(TypeKind kind) {
    return switch (kind) {
      case BOOLEAN -> BOOLEAN;
      case TINYINT -> TINYINT;
      case SMALLINT -> SMALLINT;
      case INTEGER -> INTEGER;
      case BIGINT -> BIGINT;
      case REAL -> REAL;
      case DOUBLE -> DOUBLE;
      case VARCHAR -> VARCHAR;
      case VARBINARY -> VARBINARY;
      case DATE -> DATE;
      case TIME -> TIME;
      case TIMESTAMP -> TIMESTAMP;
      case TIMESTAMP_NANOS -> TIMESTAMP_NANOS;
      case TIMESTAMP_TZ -> TIMESTAMP_TZ;
      case INTERVAL -> INTERVAL;
      case UUID -> UUID;
      case DECIMAL -> throw new IllegalArgumentException("DECIMAL needs precision and scale");
      case ARRAY, MAP, ROW -> throw new IllegalArgumentException(kind + " needs types");
    };
  }

  /** How values are kept. */
  default PhysicalType physicalType() {
    return switch (kind()) {
      case BOOLEAN -> PhysicalType.BIT;
      case TINYINT, SMALLINT, INTEGER, DATE -> PhysicalType.INT32;
      case BIGINT, TIME, TIMESTAMP, TIMESTAMP_NANOS, TIMESTAMP_TZ -> PhysicalType.INT64;
      case REAL, DOUBLE -> PhysicalType.FLOAT64;
      case UUID -> PhysicalType.INT128;
      case VARCHAR, VARBINARY, INTERVAL, ARRAY, MAP, ROW -> PhysicalType.BYTES;
      case DECIMAL -> throw new IllegalStateException("DECIMAL says so itself");
    };
  }

  /** Whether values are numbers: TINYINT, SMALLINT, INTEGER, BIGINT, REAL, DOUBLE or DECIMAL. */
  default boolean isNumeric() {
    return isWholeNumber()
        || kind() == TypeKind.REAL
        || kind() == TypeKind.DOUBLE
        || kind() == TypeKind.DECIMAL;
  }

  /** Whether values are TINYINT, SMALLINT, INTEGER or BIGINT. */
  default boolean isWholeNumber() {
    return switch (kind()) {
      case TINYINT, SMALLINT, INTEGER, BIGINT -> true;
      default -> false;
    };
  }

  /** Whether values are made of others: ARRAY, MAP or ROW. */
  default boolean isNested() {
    return switch (kind()) {
      case ARRAY, MAP, ROW -> true;
      default -> false;
    };
  }
}
