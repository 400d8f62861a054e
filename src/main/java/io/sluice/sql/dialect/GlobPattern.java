package io.sluice.sql.dialect;

import io.sluice.sql.tree.Trees;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;

/** {@code text GLOB pattern} as a match of a regular expression: * stands for any text, ? for one character, [abc], [a-z] and [!a] for one of some characters. */
public final class GlobPattern {
  private GlobPattern() {}

  static SqlNode match(SqlCall call) {
    SqlNode pattern = call.operand(1);
    if (!(pattern instanceof SqlCharStringLiteral constant)) {
      throw DialectRewriter.notSupported(
          "GLOB with a pattern that is not a constant text", pattern);
    }
    String expression = expression(String.valueOf(constant.toValue()));
    return Trees.call(
        "regexp_full_match",
        call.getParserPosition(),
        List.of(
            call.getOperandList().get(0),
            SqlLiteral.createCharString(expression, pattern.getParserPosition())));
  }

  /** The regular expression of a pattern. */
  public static String expression(String glob) {
    StringBuilder expression = new StringBuilder("(?s)");
    int place = 0;
    while (place < glob.length()) {
      char character = glob.charAt(place);
      int end = character == '[' ? glob.indexOf(']', place + 2) : -1;
      if (end > 0) {
        appendSet(glob.substring(place + 1, end), expression);
        place = end + 1;
        continue;
      }
      switch (character) {
        case '*' -> expression.append(".*");
        case '?' -> expression.append('.');
        case '\\' -> {
          place++;
          appendPlain(place < glob.length() ? glob.charAt(place) : '\\', expression);
        }
        default -> appendPlain(character, expression);
      }
      place++;
    }
    return expression.toString();
  }

  private static void appendSet(String characters, StringBuilder expression) {
    boolean isNegated = characters.startsWith("!");
    expression.append(isNegated ? "[^" : "[");
    for (char character : characters.substring(isNegated ? 1 : 0).toCharArray()) {
      if (character == '\\' || character == '[' || character == '^' || character == '&') {
        expression.append('\\');
      }
      expression.append(character);
    }
    expression.append(']');
  }

  private static void appendPlain(char character, StringBuilder expression) {
    if ("\\^$.|?*+()[]{}".indexOf(character) >= 0) {
      expression.append('\\');
    }
    expression.append(character);
  }
}
