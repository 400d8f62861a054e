package io.sluice.sql.dialect;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringTokenizer;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/** {@code INTERVAL '1 year 2 months'}: numbers with units, all of them months and longer or all of them shorter. */
final class IntervalText {
  private final SqlCall call;
  private final String text;
  private long months;
  private long micros;
  private boolean hasMonths;
  private boolean hasTime;

  private IntervalText(SqlCall call) {
    this.call = call;
    this.text = ((SqlLiteral) call.operand(0)).getValueAs(String.class);
  }

  static SqlNode parse(SqlCall call) {
    return new IntervalText(call).parse();
  }

  private SqlNode parse() {
    List<String> words = words();
    if (words.isEmpty()) {
      throw wrong();
    }
    try {
      int i = 0;
      while (i < words.size()) {
        if (words.get(i).indexOf(':') > 0) {
          addTime(words.get(i++));
        } else {
          if (i + 1 == words.size()) {
            throw wrong();
          }
          add(words.get(i), words.get(i + 1));
          i += 2;
        }
      }
    } catch (ArithmeticException | NumberFormatException e) {
      throw wrong();
    }
    if (hasMonths && hasTime) {
      throw DialectRewriter.error(
          ErrorCode.NOT_SUPPORTED,
          "An interval of months and of days or shorter is not supported; add two intervals",
          call);
    }
    return hasMonths ? months() : seconds();
  }

  /** Numbers and units, also where no space stands between them. */
  private List<String> words() {
    List<String> words = new ArrayList<>();
    StringTokenizer spaces = new StringTokenizer(text.replace(',', ' '));
    while (spaces.hasMoreTokens()) {
      String word = spaces.nextToken();
      int letters = 0;
      while (letters < word.length() && !Character.isLetter(word.charAt(letters))) {
        letters++;
      }
      if (letters > 0 && letters < word.length()) {
        words.add(word.substring(0, letters));
        words.add(word.substring(letters));
      } else {
        words.add(word);
      }
    }
    return words;
  }

  private void add(String number, String unit) {
    String name = unit.toLowerCase(Locale.ROOT);
    long factor = switch (name.endsWith("s") && name.length() > 2
        ? name.substring(0, name.length() - 1)
        : name) {
      case "millennium", "millennia" -> addMonths(number, 12_000);
      case "century", "centurie" -> addMonths(number, 1_200);
      case "decade" -> addMonths(number, 120);
      case "year", "yr", "y" -> addMonths(number, 12);
      case "quarter" -> addMonths(number, 3);
      case "month", "mon" -> addMonths(number, 1);
      case "week", "w" -> 604_800_000_000L;
      case "day", "d" -> 86_400_000_000L;
      case "hour", "hr", "h" -> 3_600_000_000L;
      case "minute", "min", "m" -> 60_000_000L;
      case "second", "sec", "s" -> 1_000_000L;
      case "millisecond", "msec", "ms" -> 1_000L;
      case "microsecond", "usec", "us" -> 1L;
      default -> throw wrong();
    };
    if (factor > 0) {
      hasTime = true;
      micros = Math.addExact(
          micros, new BigDecimal(number).multiply(BigDecimal.valueOf(factor)).longValueExact());
    }
  }

  private long addMonths(String number, int factor) {
    hasMonths = true;
    months = Math.addExact(months, Math.multiplyExact(Long.parseLong(number), (long) factor));
    return 0;
  }

  /** {@code 12:30:15}. */
  private void addTime(String time) {
    boolean isNegative = time.startsWith("-");
    String[] parts = (isNegative ? time.substring(1) : time).split(":", -1);
    if (parts.length > 3) {
      throw wrong();
    }
    long before = micros;
    micros = 0;
    add(parts[0], "hour");
    add(parts[1], "minute");
    if (parts.length == 3) {
      add(parts[2], "second");
    }
    micros = Math.addExact(before, isNegative ? -micros : micros);
  }

  private SqlNode months() {
    return SqlLiteral.createInterval(
        months < 0 ? -1 : 1,
        Long.toString(Math.abs(months)),
        qualifier(TimeUnit.MONTH, 10),
        call.getParserPosition());
  }

  private SqlNode seconds() {
    long day = 86_400_000_000L;
    SqlParserPos position = call.getParserPosition();
    int sign = micros < 0 ? -1 : 1;
    long size = Math.abs(micros);
    if (size % day == 0) {
      return SqlLiteral.createInterval(
          sign, Long.toString(size / day), qualifier(TimeUnit.DAY, 10), position);
    }
    String value = "%d.%06d".formatted(size / 1_000_000, size % 1_000_000);
    return SqlLiteral.createInterval(
        sign, value, new SqlIntervalQualifier(TimeUnit.SECOND, 10, null, 6, position), position);
  }

  private SqlIntervalQualifier qualifier(TimeUnit unit, int precision) {
    return new SqlIntervalQualifier(
        unit, precision, null, RelDataType.PRECISION_NOT_SPECIFIED, call.getParserPosition());
  }

  private SluiceException wrong() {
    return DialectRewriter.error(
        ErrorCode.INVALID_CAST,
        "'" + text + "' is no interval; write a number and a unit, such as '90 days'",
        call.operand(0));
  }
}
