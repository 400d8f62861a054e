package io.sluice.sql.dialect;

import io.sluice.error.ErrorCode;
import io.sluice.type.Interval;
import io.sluice.type.IntervalText;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlUserDefinedTypeNameSpec;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** {@code INTERVAL '1 year 2 months 3 days 04:05:06'}: the sum of a literal of months, one of days and one of seconds, of those that are needed. */
final class IntervalLiterals {
  private static final int DIGITS = 10;
  private static final int FRACTION_DIGITS = 6;
  private static final long MICROS_PER_MILLI = 1_000;
  private static final double MAX_LITERAL_SECONDS = 1e10;

  private final SqlParserPos position;

  private IntervalLiterals(SqlParserPos position) {
    this.position = position;
  }

  static SqlNode parse(SqlCall call) {
    SqlLiteral literal = call.operand(0);
    String text = String.valueOf(literal.getValueAs(String.class));
    Interval interval = interval(text.replace(',', ' '));
    if (interval == null) {
      throw DialectRewriter.error(
          ErrorCode.INVALID_CAST,
          "'" + text + "' is no interval; write a number and a unit, such as '90 days'",
          literal);
    }
    return new IntervalLiterals(call.getParserPosition()).literal(interval, literal);
  }

  private static @Nullable Interval interval(String text) {
    try {
      return IntervalText.parse(text);
    } catch (ArithmeticException tooLong) {
      return null;
    }
  }

  private SqlNode literal(Interval interval, SqlLiteral text) {
    boolean hasNoLiteral = interval.micros() % MICROS_PER_MILLI != 0
        || Math.abs(interval.micros()) >= MAX_LITERAL_SECONDS * Interval.MICROS_PER_SECOND;
    if (hasNoLiteral) {
      return SqlStdOperatorTable.CAST.createCall(position, text, type(position));
    }
    List<SqlNode> parts = new ArrayList<>();
    if (interval.months() != 0) {
      parts.add(whole(interval.months(), TimeUnit.MONTH));
    }
    if (interval.days() != 0 || interval.equals(Interval.ZERO)) {
      parts.add(whole(interval.days(), TimeUnit.DAY));
    }
    if (interval.micros() != 0) {
      parts.add(seconds(interval.micros()));
    }
    SqlNode sum = parts.get(0);
    for (SqlNode part : parts.subList(1, parts.size())) {
      sum = SqlStdOperatorTable.PLUS.createCall(position, sum, part);
    }
    return sum;
  }

  /** INTERVAL without a unit. */
  static SqlDataTypeSpec type(SqlParserPos position) {
    return new SqlDataTypeSpec(
        new SqlUserDefinedTypeNameSpec(new SqlIdentifier("INTERVAL", position), position),
        position);
  }

  private SqlNode whole(int count, TimeUnit unit) {
    return SqlLiteral.createInterval(
        count < 0 ? -1 : 1,
        Long.toString(Math.abs((long) count)),
        new SqlIntervalQualifier(unit, DIGITS, null, RelDataType.PRECISION_NOT_SPECIFIED, position),
        position);
  }

  private SqlNode seconds(long micros) {
    long size = Math.abs(micros);
    return SqlLiteral.createInterval(
        micros < 0 ? -1 : 1,
        "%d.%06d".formatted(size / Interval.MICROS_PER_SECOND, size % Interval.MICROS_PER_SECOND),
        new SqlIntervalQualifier(TimeUnit.SECOND, DIGITS, null, FRACTION_DIGITS, position),
        position);
  }
}
