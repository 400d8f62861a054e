package io.sluice.sql.dialect;

import io.sluice.expression.LiteralExpression;
import io.sluice.expression.TryCastExpression;
import io.sluice.sql.expression.ConstantReducer;
import io.sluice.type.DataType;
import io.sluice.type.Literal;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlUnknownLiteral;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;

/** DATE, TIME and TIMESTAMP with a text that is not the standard's but can be cast: a time without seconds, a day of one digit, an offset, which is left aside. */
public final class TimeLiterals {
  private static final Map<String, Kind> KINDS = Map.of(
      "DATE", new Kind(SqlTypeName.DATE, DataType.DATE, "\\d{4}-\\d\\d-\\d\\d"),
      "TIME", new Kind(SqlTypeName.TIME, DataType.TIME, "\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?"),
      "TIMESTAMP",
          new Kind(
              SqlTypeName.TIMESTAMP,
              DataType.TIMESTAMP,
              "\\d{4}-\\d\\d-\\d\\d( \\d\\d:\\d\\d:\\d\\d(\\.\\d+)?)?"));

  private TimeLiterals() {}

  private record Kind(SqlTypeName sqlType, DataType type, Pattern standard) {
    Kind(SqlTypeName sqlType, DataType type, String standard) {
      this(sqlType, type, Pattern.compile(standard));
    }
  }

  /** A cast of the text; the literal itself, where it is standard, or no text of the type at all. */
  public static SqlNode read(SqlLiteral literal) {
    Kind kind = literal instanceof SqlUnknownLiteral unknown ? KINDS.get(unknown.tag) : null;
    if (kind == null) {
      return literal;
    }
    String text = literal.getValueAs(String.class);
    if (text == null || kind.standard().matcher(text).matches() || !canBeCast(text, kind.type())) {
      return literal;
    }
    SqlParserPos position = literal.getParserPosition();
    return SqlStdOperatorTable.CAST.createCall(
        position,
        SqlLiteral.createCharString(text, position),
        new SqlDataTypeSpec(new SqlBasicTypeNameSpec(kind.sqlType(), position), position));
  }

  private static boolean canBeCast(String text, DataType type) {
    LiteralExpression value = new LiteralExpression(Literal.of(text));
    return !ConstantReducer.evaluate(new TryCastExpression(value, type)).isNull();
  }
}
