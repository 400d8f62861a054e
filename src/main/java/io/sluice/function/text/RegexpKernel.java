package io.sluice.function.text;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.sluice.column.BooleanVector;
import io.sluice.column.BytesVector;
import io.sluice.column.FlatVector;
import io.sluice.column.LongVector;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.expression.kernel.BytesOutput;
import io.sluice.expression.kernel.KernelInput;
import io.sluice.expression.kernel.ScalarKernel;
import io.sluice.function.regexp.BytePattern;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Applies a regular expression to each row. The pattern is compiled again only when it differs from the row before. Owned by one driver. */
final class RegexpKernel implements ScalarKernel {
  private static final int MAX_ARGUMENTS = 4;

  private enum Operation {
    MATCH,
    FULL_MATCH,
    REPLACE,
    EXTRACT,
    COUNT
  }

  private final Operation operation;
  private final @Nullable String[] constants = new @Nullable String[MAX_ARGUMENTS];
  private boolean isCompiled;
  private String compiledPattern = "";
  private String compiledFlags = "";
  private @Nullable RegexpSearch simple;
  private @Nullable RegexpSearch general;

  private RegexpKernel(Operation operation) {
    this.operation = operation;
  }

  static RegexpKernel matching(boolean isWhole) {
    return new RegexpKernel(isWhole ? Operation.FULL_MATCH : Operation.MATCH);
  }

  static RegexpKernel replacing() {
    return new RegexpKernel(Operation.REPLACE);
  }

  static RegexpKernel extracting() {
    return new RegexpKernel(Operation.EXTRACT);
  }

  static RegexpKernel counting() {
    return new RegexpKernel(Operation.COUNT);
  }

  @Override
  public void compute(KernelInput input, FlatVector result) {
    input.skipNulls();
    Arrays.fill(constants, null);
    BytesOutput texts = result instanceof BytesVector bytes ? new BytesOutput(bytes) : null;
    BytesVector sources = (BytesVector) input.argument(0);
    boolean isConstant = input.isConstant(0);
    int[] rows = input.rows();
    for (int i = 0; i < input.count(); i++) {
      int row = rows == null ? i : rows[i];
      int place = isConstant ? 0 : row;
      int from = sources.offsets()[place];
      int to = sources.offsets()[place + 1];
      String flags = flags(input, row);
      RegexpSearch search = search(text(input, 1, row), flags, to - from);
      search.reset(sources.data(), from, to);
      switch (operation) {
        case MATCH -> ((BooleanVector) result).put(row, search.contains());
        case FULL_MATCH -> ((BooleanVector) result).put(row, search.matches());
        case COUNT -> ((LongVector) result).values()[row] = search.count();
        case REPLACE, EXTRACT -> {
          if (texts != null) {
            texts.begin(row);
            write(search, input, row, flags, texts);
            texts.end();
          }
        }
      }
    }
    if (texts != null) {
      texts.finish(result.length());
    }
  }

  private void write(
      RegexpSearch search, KernelInput input, int row, String flags, BytesOutput texts) {
    if (operation == Operation.REPLACE) {
      search.replace(text(input, 2, row), flags.indexOf('g') >= 0, texts);
    } else {
      search.extract(group(input, row), texts);
    }
  }

  private String flags(KernelInput input, int row) {
    int place = operation == Operation.REPLACE || operation == Operation.EXTRACT ? 3 : 2;
    return input.argumentCount() > place ? text(input, place, row) : "";
  }

  private static long group(KernelInput input, int row) {
    return input.argumentCount() > 2
        ? ((LongVector) input.argument(2)).values()[input.isConstant(2) ? 0 : row]
        : 0;
  }

  /** A text of an argument; that of a constant is made once for all rows. */
  private String text(KernelInput input, int argument, int row) {
    BytesVector bytes = (BytesVector) input.argument(argument);
    if (!input.isConstant(argument)) {
      return bytes.string(row);
    }
    String known = constants[argument];
    if (known == null) {
      known = bytes.string(0);
      constants[argument] = known;
    }
    return known;
  }

  /** A search with the pattern, compiled as long as it stays the same; texts that are too long for a simple one take the other. */
  private RegexpSearch search(String pattern, String flags, int length) {
    if (!isCompiled || !compiledPattern.equals(pattern) || !compiledFlags.equals(flags)) {
      simple = simple(pattern, flags);
      general = null;
      compiledPattern = pattern;
      compiledFlags = flags;
      isCompiled = true;
    }
    RegexpSearch search = simple;
    if (search != null && search.canSearch(length)) {
      return search;
    }
    search = general;
    if (search == null) {
      search = new TextSearch(compile(pattern, flags));
      general = search;
    }
    return search;
  }

  private static @Nullable RegexpSearch simple(String pattern, String flags) {
    int bits = bits(flags);
    return (bits | Pattern.DOTALL) == Pattern.DOTALL
        ? BytePattern.compile(pattern, bits == Pattern.DOTALL)
            .map(ByteSearch::new)
            .orElse(null)
        : null;
  }

  private static Pattern compile(String pattern, String flags) {
    try {
      return Pattern.compile(pattern, bits(flags));
    } catch (PatternSyntaxException e) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT,
          "'%s' is no regular expression: %s".formatted(pattern, e.getDescription()),
          e);
    }
  }

  static int bits(String flags) {
    int bits = 0;
    for (int i = 0; i < flags.length(); i++) {
      bits |= switch (flags.charAt(i)) {
        case 'i' -> Pattern.CASE_INSENSITIVE;
        case 's' -> Pattern.DOTALL;
        case 'm', 'n', 'p' -> Pattern.MULTILINE;
        case 'c', 'g' -> 0;
        default ->
          throw new SluiceException(
              ErrorCode.INVALID_ARGUMENT,
              "'%s' is no flag of a regular expression; there are i, c, s, m and g"
                  .formatted(flags.charAt(i)));
      };
    }
    return bits;
  }
}
