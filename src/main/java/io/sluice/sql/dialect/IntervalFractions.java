package io.sluice.sql.dialect;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.sql.SqlIntervalLiteral;
import org.apache.calcite.sql.SqlIntervalLiteral.IntervalValue;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/** {@code INTERVAL '1.234567' SECOND} as a sum: the optimiser holds literals of times in milliseconds, and would leave out what is less than one. */
final class IntervalFractions {
  private static final Pattern BELOW_MILLIS =
      Pattern.compile("(\\s*(-?).*\\.\\d{3})(\\d{1,3})\\s*", Pattern.DOTALL);
  private static final int MICRO_DIGITS = 3;

  private IntervalFractions() {}

  /** The literal, with the microseconds beside it that it has no place for. */
  static SqlNode read(SqlLiteral literal) {
    IntervalValue value =
        literal instanceof SqlIntervalLiteral ? literal.getValueAs(IntervalValue.class) : null;
    if (value == null || value.getIntervalQualifier().typeName().getEndUnit() != TimeUnit.SECOND) {
      return literal;
    }
    Matcher matcher = BELOW_MILLIS.matcher(value.getIntervalLiteral());
    if (!matcher.matches()) {
      return literal;
    }
    String digits = matcher.group(3);
    int micros = Integer.parseInt(digits + "0".repeat(MICRO_DIGITS - digits.length()));
    if (micros == 0) {
      return literal;
    }
    boolean isNegative = (value.getSign() < 0) != matcher.group(2).equals("-");
    SqlParserPos position = literal.getParserPosition();
    return SqlStdOperatorTable.PLUS.createCall(
        position,
        SqlLiteral.createInterval(
            value.getSign(), matcher.group(1), value.getIntervalQualifier(), position),
        SqlStdOperatorTable.CAST.createCall(
            position,
            SqlLiteral.createCharString(
                (isNegative ? "-" : "") + micros + " microseconds", position),
            IntervalLiterals.type(position)));
  }
}
