package io.sluice.sql.analysis;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.sql.parser.StatementParser;
import io.sluice.sql.type.SluiceTypeSystem;
import io.sluice.type.ArrayType;
import io.sluice.type.Binary;
import io.sluice.type.DataType;
import io.sluice.type.DecimalType;
import io.sluice.type.Literal;
import io.sluice.type.ValueText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
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
      case TINYINT, SMALLINT ->
        cast(SqlLiteral.createExactNumeric(value.toString(), position), literal.type(), position);
      case INTEGER, BIGINT -> SqlLiteral.createExactNumeric(value.toString(), position);
      case REAL ->
        cast(doubleValue(((Float) value).doubleValue(), position), literal.type(), position);
      case VARBINARY -> SqlLiteral.createBinaryString(((Binary) value).bytes(), position);
      case TIME, TIMESTAMP_NANOS, TIMESTAMP_TZ, UUID, INTERVAL ->
        cast(
            SqlLiteral.createCharString(ValueText.format(literal.type(), value), position),
            literal.type(),
            position);
      case ARRAY -> array((ArrayType) literal.type(), (List<?>) value, position);
      case MAP, ROW ->
        throw new SluiceException(
            ErrorCode.NOT_SUPPORTED,
            "A parameter of type " + literal.type()
                + " is not supported; pass its text and cast it",
            StatementParser.position(position),
            null);
      case DECIMAL -> decimal((DecimalType) literal.type(), (BigDecimal) value, position);
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

  private static SqlNode decimal(DecimalType type, BigDecimal value, SqlParserPos position) {
    SqlNode number = SqlLiteral.createExactNumeric(value.toPlainString(), position);
    return value.precision() == type.precision() ? number : cast(number, type, position);
  }

  private static SqlNode array(ArrayType type, List<?> values, SqlParserPos position) {
    List<SqlNode> elements = new ArrayList<>(values.size());
    values.forEach(element -> elements.add(of(new Literal(type.element(), element), position)));
    return cast(
        SqlStdOperatorTable.ARRAY_VALUE_CONSTRUCTOR.createCall(position, elements), type, position);
  }

  private static SqlNode cast(SqlNode value, DataType type, SqlParserPos position) {
    SqlSelect select =
        (SqlSelect) StatementParser.parse("SELECT CAST(NULL AS " + type + ")").get(0);
    SqlCall typed = (SqlCall) select.getSelectList().get(0);
    return SqlStdOperatorTable.CAST.createCall(position, value, typed.operand(1));
  }

  private static SqlNode doubleValue(Double value, SqlParserPos position) {
    if (value.isNaN() || value.isInfinite()) {
      return cast(
          SqlLiteral.createCharString(value.toString(), position), DataType.DOUBLE, position);
    }
    return SqlLiteral.createApproxNumeric(new BigDecimal(value).toString() + "E0", position);
  }
}
