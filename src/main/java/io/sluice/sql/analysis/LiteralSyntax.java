package io.sluice.sql.analysis;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.sql.parser.StatementParser;
import io.sluice.sql.type.SluiceTypeSystem;
import io.sluice.type.Binary;
import io.sluice.type.Literal;
import io.sluice.type.ValueText;
import java.math.BigDecimal;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.TimestampString;

/** Values of parameters and variables as a statement would write them. */
final class LiteralSyntax {
  private LiteralSyntax() {}

  /**
   * The literal.
   *
   * @throws SluiceException of code NOT_SUPPORTED for a type without literals
   */
  static SqlNode of(Literal literal, SqlParserPos position) {
    Object value = literal.value();
    if (value == null) {
      return SqlLiteral.createNull(position);
    }
    return switch (literal.type().kind()) {
      case BOOLEAN -> SqlLiteral.createBoolean((Boolean) value, position);
      case TINYINT, SMALLINT, INTEGER, BIGINT ->
        SqlLiteral.createExactNumeric(value.toString(), position);
      case REAL -> doubleValue(((Float) value).doubleValue(), position);
      case VARBINARY -> SqlLiteral.createBinaryString(((Binary) value).bytes(), position);
      case TIME, TIMESTAMP_NANOS, TIMESTAMP_TZ, UUID, INTERVAL, ARRAY, MAP, ROW ->
        throw new SluiceException(
            ErrorCode.NOT_SUPPORTED,
            "A parameter of type " + literal.type()
                + " is not supported; pass its text and cast it",
            StatementParser.position(position),
            null);
      case DECIMAL -> SqlLiteral.createExactNumeric(((BigDecimal) value).toPlainString(), position);
      case DOUBLE -> doubleValue((Double) value, position);
      case VARCHAR -> SqlLiteral.createCharString((String) value, position);
      case DATE -> SqlLiteral.createDate(DateString.fromDaysSinceEpoch((Integer) value), position);
      case TIMESTAMP ->
        SqlLiteral.createTimestamp(
            SqlTypeName.TIMESTAMP,
            new TimestampString(ValueText.formatTimestamp((Long) value)),
            SluiceTypeSystem.TIMESTAMP_PRECISION,
            position);
    };
  }

  private static SqlNode doubleValue(Double value, SqlParserPos position) {
    if (value.isNaN() || value.isInfinite()) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT,
          "A parameter must be a finite number, but got " + value,
          StatementParser.position(position),
          null);
    }
    return SqlLiteral.createApproxNumeric(new BigDecimal(value).toString() + "E0", position);
  }
}
