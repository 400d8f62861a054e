package io.sluice.function.text;

import com.google.re2j.Pattern;
import io.sluice.column.BooleanVector;
import io.sluice.column.BytesVector;
import io.sluice.column.FlatVector;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.expression.kernel.KernelInput;
import io.sluice.expression.kernel.ScalarKernel;
import org.jspecify.annotations.Nullable;

/** LIKE with a pattern that differs from row to row; it is compiled again only when it does. Owned by one driver. */
final class LikeRowsKernel implements ScalarKernel {
  private final boolean ignoresCase;
  private @Nullable Pattern compiled;
  private String compiledPattern = "";
  private String compiledEscape = "";

  LikeRowsKernel(boolean ignoresCase) {
    this.ignoresCase = ignoresCase;
  }

  @Override
  public void compute(KernelInput input, FlatVector result) {
    input.skipNulls();
    BooleanVector output = (BooleanVector) result;
    int[] rows = input.rows();
    for (int i = 0; i < input.count(); i++) {
      int row = rows == null ? i : rows[i];
      String escape = input.argumentCount() > 2 ? text(input, 2, row) : "";
      Pattern pattern = pattern(text(input, 1, row), escape);
      output.put(row, pattern.matcher(text(input, 0, row)).matches());
    }
  }

  private static String text(KernelInput input, int argument, int row) {
    return ((BytesVector) input.argument(argument)).string(input.isConstant(argument) ? 0 : row);
  }

  private Pattern pattern(String like, String escape) {
    Pattern current = compiled;
    if (current == null || !compiledPattern.equals(like) || !compiledEscape.equals(escape)) {
      int flags = Pattern.DOTALL | (ignoresCase ? Pattern.CASE_INSENSITIVE : 0);
      current = Pattern.compile(expression(like, escape), flags);
      compiled = current;
      compiledPattern = like;
      compiledEscape = escape;
    }
    return current;
  }

  private static String expression(String like, String escape) {
    if (escape.codePointCount(0, escape.length()) > 1) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT,
          "The ESCAPE of LIKE is one character, but got '" + escape + "'");
    }
    int escapePoint = escape.isEmpty() ? -1 : escape.codePointAt(0);
    StringBuilder expression = new StringBuilder();
    boolean isEscaped = false;
    for (int codePoint : like.codePoints().toArray()) {
      if (!isEscaped && codePoint == escapePoint) {
        isEscaped = true;
      } else if (!isEscaped && codePoint == '%') {
        expression.append(".*");
      } else if (!isEscaped && codePoint == '_') {
        expression.append('.');
      } else {
        expression.append(Pattern.quote(Character.toString(codePoint)));
        isEscaped = false;
      }
    }
    if (isEscaped) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT,
          "The pattern '" + like + "' of LIKE ends with its ESCAPE character");
    }
    return expression.toString();
  }
}
