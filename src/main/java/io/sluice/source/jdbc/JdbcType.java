package io.sluice.source.jdbc;

import io.sluice.type.DataType;
import io.sluice.type.DecimalType;
import java.sql.Types;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The type of a column of another database.
 *
 * @param dialect whose names of types they are
 * @param code of {@link Types}
 * @param name the database's own, in lower case
 * @param size digits of a number; 0 where there is no limit
 * @param digits behind the point of a number, or of the second
 */
record JdbcType(JdbcDialect dialect, int code, String name, int size, int digits) {
  private static final int MAX_MICRO_DIGITS = 6;
  private static final int MAX_NANO_DIGITS = 9;
  private static final int UNSIGNED_BIGINT_DIGITS = 20;

  JdbcType {
    name = name.toLowerCase(Locale.ROOT);
  }

  /** The engine's type, or null where it has none that holds all values as they are. */
  @Nullable
  DataType type() {
    switch (name) {
      case "uuid", "uniqueidentifier":
        return DataType.UUID;
      case "timestamptz", "timestamp with time zone", "datetimeoffset":
        return DataType.TIMESTAMP_TZ;
      case "timetz", "time with time zone", "decfloat", "geometry", "interval", "money":
        return null;
      case "json", "jsonb", "xml":
        return DataType.VARCHAR;
      default:
        return name.startsWith("interval") ? null : byCode();
    }
  }

  private @Nullable DataType byCode() {
    boolean isUnsigned = name.contains("unsigned");
    return switch (code) {
      case Types.BOOLEAN -> DataType.BOOLEAN;
      case Types.BIT ->
        name.equals("bool") || dialect != JdbcDialect.POSTGRESQL && size <= 1
            ? DataType.BOOLEAN
            : null;
      case Types.TINYINT -> dialect == JdbcDialect.H2 ? DataType.TINYINT : DataType.SMALLINT;
      case Types.SMALLINT -> isUnsigned ? DataType.INTEGER : DataType.SMALLINT;
      case Types.INTEGER -> isUnsigned ? DataType.BIGINT : DataType.INTEGER;
      case Types.BIGINT ->
        isUnsigned ? DataType.decimal(UNSIGNED_BIGINT_DIGITS, 0) : DataType.BIGINT;
      case Types.REAL -> DataType.REAL;
      case Types.FLOAT, Types.DOUBLE -> DataType.DOUBLE;
      case Types.NUMERIC, Types.DECIMAL -> decimal();
      case Types.CHAR,
          Types.VARCHAR,
          Types.LONGVARCHAR,
          Types.NCHAR,
          Types.NVARCHAR,
          Types.LONGNVARCHAR,
          Types.CLOB,
          Types.NCLOB,
          Types.SQLXML -> DataType.VARCHAR;
      case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> DataType.VARBINARY;
      case Types.DATE -> DataType.DATE;
      case Types.TIME -> DataType.TIME;
      case Types.TIMESTAMP -> timestamp();
      case Types.TIMESTAMP_WITH_TIMEZONE -> DataType.TIMESTAMP_TZ;
      default -> null;
    };
  }

  private @Nullable DataType decimal() {
    int scale = Math.max(digits, 0);
    long precision = digits < 0 ? (long) size - digits : Math.max(size, scale);
    return size < 1 || precision > DecimalType.MAX_PRECISION
        ? null
        : DataType.decimal((int) precision, scale);
  }

  private @Nullable DataType timestamp() {
    if (digits <= MAX_MICRO_DIGITS) {
      return DataType.TIMESTAMP;
    }
    return digits <= MAX_NANO_DIGITS ? DataType.TIMESTAMP_NANOS : null;
  }

  /** Whether no digits of a value are cut. */
  boolean isExact() {
    DataType type = type();
    return type != null
        && switch (type.kind()) {
          case TIME, TIMESTAMP_TZ -> digits <= MAX_MICRO_DIGITS;
          case REAL, DOUBLE -> false;
          default -> true;
        };
  }
}
