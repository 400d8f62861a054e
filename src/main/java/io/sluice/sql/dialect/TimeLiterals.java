package io.sluice.sql.dialect;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
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
      "DATE", new Kind(SqlTypeName.DATE, DataType.DATE, "yyyy-MM-dd", "\\d{4}-\\d\\d-\\d\\d"),
      "TIME",
          new Kind(SqlTypeName.TIME, DataType.TIME, "HH:mm:ss", "\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?"),
      "TIMESTAMP",
          new Kind(
              SqlTypeName.TIMESTAMP,
              DataType.TIMESTAMP,
              "yyyy-MM-dd HH:mm:ss",
              "\\d{4}-\\d\\d-\\d\\d( \\d\\d:\\d\\d:\\d\\d(\\.\\d+)?)?"));

  private TimeLiterals() {}

  private record Kind(SqlTypeName sqlType, DataType type, String form, Pattern standard) {
    Kind(SqlTypeName sqlType, DataType type, String form, String standard) {
      this(sqlType, type, form, Pattern.compile(standard));
    }
  }

  /**
   * A cast of the text; the literal itself, where it is standard.
   *
   * @throws SluiceException of code SEMANTIC_ERROR, with the position, when the text is none of the type
   */
  public static SqlNode read(SqlLiteral literal) {
    Kind kind = literal instanceof SqlUnknownLiteral unknown ? KINDS.get(unknown.tag) : null;
    if (kind == null) {
      return literal;
    }
    String text = literal.getValueAs(String.class);
    if (text == null || kind.standard().matcher(text).matches()) {
      return literal;
    }
    if (!canBeCast(text, kind.type())) {
      throw DialectRewriter.error(
          ErrorCode.SEMANTIC_ERROR,
          "Illegal " + kind.sqlType() + " literal '" + text + "': not in format '" + kind.form()
              + "'",
          literal);
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
