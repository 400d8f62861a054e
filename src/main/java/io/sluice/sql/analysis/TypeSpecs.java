package io.sluice.sql.analysis;

import io.sluice.config.NearestName;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.sql.parser.StatementParser;
import io.sluice.sql.type.IntervalTypeSpec;
import io.sluice.sql.type.SluiceTypeSystem;
import io.sluice.type.DecimalType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlCollectionTypeNameSpec;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlMapTypeNameSpec;
import org.apache.calcite.sql.SqlRowTypeNameSpec;
import org.apache.calcite.sql.SqlTypeNameSpec;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;

/** The types that SQL names, with the aliases that users of other engines write. */
final class TypeSpecs {
  private static final int MAX_REAL_PRECISION = 24;

  private static final int DEFAULT_DECIMAL_PRECISION = 18;
  private static final int DEFAULT_DECIMAL_SCALE = 3;

  /** Those that a user may have meant. */
  private static final List<String> NAMES = List.of(
      "BOOLEAN",
      "TINYINT",
      "SMALLINT",
      "INTEGER",
      "BIGINT",
      "REAL",
      "DOUBLE",
      "DECIMAL",
      "VARCHAR",
      "DATE",
      "TIME",
      "TIMESTAMP",
      "INTERVAL",
      "UUID",
      "BLOB");

  private TypeSpecs() {}

  /**
   * The type as the validator knows it.
   *
   * @throws SluiceException of code NOT_SUPPORTED when the engine has no such type
   */
  static SqlDataTypeSpec resolve(SqlDataTypeSpec type) {
    SqlParserPos position = type.getParserPosition();
    SqlTypeNameSpec resolved = resolve(type.getTypeNameSpec(), position);
    return resolved == type.getTypeNameSpec()
        ? type
        : new SqlDataTypeSpec(resolved, null, type.getNullable(), position);
  }

  private static SqlTypeNameSpec resolve(SqlTypeNameSpec type, SqlParserPos position) {
    if (type instanceof SqlBasicTypeNameSpec basic) {
      return ofBasic(basic, position);
    }
    if (type instanceof SqlCollectionTypeNameSpec collection) {
      return new SqlCollectionTypeNameSpec(
          resolve(collection.getElementTypeName(), position), SqlTypeName.ARRAY, position);
    }
    if (type instanceof SqlMapTypeNameSpec map) {
      return new SqlMapTypeNameSpec(resolve(map.getKeyType()), resolve(map.getValType()), position);
    }
    if (type instanceof SqlRowTypeNameSpec row) {
      List<SqlDataTypeSpec> types = new ArrayList<>();
      row.getFieldTypes().forEach(field -> types.add(resolve(field).withNullable(true)));
      return new SqlRowTypeNameSpec(position, row.getFieldNames(), types);
    }
    return ofAlias(type.getTypeName(), position);
  }

  private static SqlTypeNameSpec ofBasic(SqlBasicTypeNameSpec type, SqlParserPos position) {
    SqlTypeName name = SqlTypeName.get(type.getTypeName().getSimple().toUpperCase(Locale.ROOT));
    if (name == null) {
      return ofAlias(type.getTypeName(), position);
    }
    int precision = type.getPrecision();
    switch (name) {
      case BOOLEAN,
          TINYINT,
          SMALLINT,
          INTEGER,
          BIGINT,
          REAL,
          DOUBLE,
          CHAR,
          VARCHAR,
          BINARY,
          VARBINARY,
          DATE,
          UUID -> {
        return type;
      }
      case FLOAT -> {
        return precision > MAX_REAL_PRECISION ? basic(SqlTypeName.DOUBLE, position) : type;
      }
      case TIME, TIMESTAMP, TIMESTAMP_TZ, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> {
        checkPrecision(name, precision, position);
        return type;
      }
      case DECIMAL -> {
        if (precision > DecimalType.MAX_PRECISION) {
          throw notSupported(
              "DECIMAL of more than " + DecimalType.MAX_PRECISION + " digits", position);
        }
        if (precision >= 0 && type.getScale() > precision) {
          throw notSupported("DECIMAL with a scale above its precision", position);
        }
        return precision < 0 ? defaultDecimal(position) : type;
      }
      case INTERVAL_DAY_SECOND -> {
        return new IntervalTypeSpec(position);
      }
      default -> throw notSupported("Type " + name.getName().replace('_', ' '), position);
    }
  }

  private static void checkPrecision(SqlTypeName name, int precision, SqlParserPos position) {
    boolean isSupported = precision < 0
        || precision == SluiceTypeSystem.TIMESTAMP_PRECISION
        || name == SqlTypeName.TIMESTAMP
            && precision > SluiceTypeSystem.TIMESTAMP_PRECISION
            && precision <= SluiceTypeSystem.MAX_TIMESTAMP_PRECISION;
    if (!isSupported) {
      throw notSupported(
          (name == SqlTypeName.TIME ? "TIME(" : "TIMESTAMP(") + precision + ")", position);
    }
  }

  private static SqlTypeNameSpec ofAlias(SqlIdentifier identifier, SqlParserPos position) {
    String name = identifier.names.get(identifier.names.size() - 1);
    return switch (name.toUpperCase(Locale.ROOT)) {
      case "BOOL", "LOGICAL" -> basic(SqlTypeName.BOOLEAN, position);
      case "INT1" -> basic(SqlTypeName.TINYINT, position);
      case "INT2", "SHORT" -> basic(SqlTypeName.SMALLINT, position);
      case "INT", "INT4", "SIGNED" -> basic(SqlTypeName.INTEGER, position);
      case "INT8", "LONG" -> basic(SqlTypeName.BIGINT, position);
      case "HUGEINT", "INT128" ->
        new SqlBasicTypeNameSpec(SqlTypeName.DECIMAL, DecimalType.MAX_PRECISION, 0, position);
      case "NUMERIC", "DEC" -> defaultDecimal(position);
      case "FLOAT4", "FLOAT" -> basic(SqlTypeName.REAL, position);
      case "FLOAT8" -> basic(SqlTypeName.DOUBLE, position);
      case "TEXT", "STRING", "BPCHAR", "NVARCHAR" -> basic(SqlTypeName.VARCHAR, position);
      case "BLOB", "BYTEA", "BYTES" -> basic(SqlTypeName.VARBINARY, position);
      case "DATETIME", "TIMESTAMP_US" -> basic(SqlTypeName.TIMESTAMP, position);
      case "TIMESTAMP_NS" ->
        new SqlBasicTypeNameSpec(
            SqlTypeName.TIMESTAMP, SluiceTypeSystem.MAX_TIMESTAMP_PRECISION, position);
      case "TIMESTAMPTZ" -> basic(SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE, position);
      case "GUID" -> basic(SqlTypeName.UUID, position);
      case "INTERVAL" -> new IntervalTypeSpec(position);
      default ->
        throw new SluiceException(
            ErrorCode.NOT_SUPPORTED,
            "Type " + name + " is not supported"
                + NearestName.hint(name.toUpperCase(Locale.ROOT), NAMES),
            StatementParser.position(position),
            null);
    };
  }

  /** DECIMAL without a precision. */
  private static SqlTypeNameSpec defaultDecimal(SqlParserPos position) {
    return new SqlBasicTypeNameSpec(
        SqlTypeName.DECIMAL, DEFAULT_DECIMAL_PRECISION, DEFAULT_DECIMAL_SCALE, position);
  }

  private static SqlTypeNameSpec basic(SqlTypeName name, SqlParserPos position) {
    return new SqlBasicTypeNameSpec(name, position);
  }

  private static SluiceException notSupported(String what, SqlParserPos position) {
    return new SluiceException(
        ErrorCode.NOT_SUPPORTED,
        what + " is not supported",
        StatementParser.position(position),
        null);
  }
}
