package io.sluice.function.text;

import static io.sluice.type.DataType.BIGINT;
import static io.sluice.type.DataType.BOOLEAN;
import static io.sluice.type.DataType.DOUBLE;
import static io.sluice.type.DataType.VARCHAR;
import static java.util.Objects.requireNonNull;

import io.sluice.extension.ScalarFunction;
import io.sluice.function.definition.ScalarDefinition;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parts of file names, sizes that a person reads, and bars of a chart. */
public final class PathFunctions {
  private static final String CATEGORY = "text";
  private static final Pattern SPECIAL = Pattern.compile("[^A-Za-z0-9_\\x80-\\x{10FFFF}]");
  private static final List<String> EIGHTHS = List.of("", "▏", "▎", "▍", "▌", "▋", "▊", "▉");
  private static final int DEFAULT_BAR_WIDTH = 80;
  private static final int MAX_BAR_WIDTH = 1_000;
  private static final String BINARY_UNITS = "KMGTPE";

  private PathFunctions() {}

  public static List<ScalarFunction> all() {
    return List.of(
        ScalarDefinition.named(CATEGORY, "parse_filename")
            .says(
                "What stands behind the last slash of a path; with TRUE without the extension.",
                "parse_filename('/a/b.csv') is b.csv")
            .rows("parse_filename(path)", List.of(VARCHAR), VARCHAR, row -> fileName(text(row)))
            .rows(
                "parse_filename(path, without_extension)",
                List.of(VARCHAR, BOOLEAN),
                VARCHAR,
                row -> (Boolean) requireNonNull(row[1])
                    ? withoutExtension(fileName(text(row)))
                    : fileName(text(row)))
            .build(),
        ScalarDefinition.named(CATEGORY, "parse_dirpath")
            .says("What stands before the last slash of a path.", "parse_dirpath('/a/b/c') is /a/b")
            .rows(
                "parse_dirpath(path)",
                List.of(VARCHAR),
                VARCHAR,
                row -> text(row).substring(0, Math.max(0, text(row).lastIndexOf('/'))))
            .build(),
        ScalarDefinition.named(CATEGORY, "parse_dirname")
            .says(
                "The first directory of a path, / of one that begins there.",
                "parse_dirname('a/b/c') is a")
            .rows(
                "parse_dirname(path)", List.of(VARCHAR), VARCHAR, row -> firstDirectory(text(row)))
            .build(),
        ScalarDefinition.named(CATEGORY, "format_bytes", "formatReadableSize")
            .says(
                "A number of bytes in a unit of powers of 1024.", "format_bytes(16384) is 16.0 KiB")
            .rows(
                "format_bytes(bytes)",
                List.of(BIGINT),
                VARCHAR,
                row -> size((Long) requireNonNull(row[0])))
            .build(),
        ScalarDefinition.named("patterns", "regexp_escape")
            .says("The text as a pattern that only it matches.", "regexp_escape('a.b') is a\\.b")
            .rows(
                "regexp_escape(text)",
                List.of(VARCHAR),
                VARCHAR,
                row -> SPECIAL.matcher(text(row)).replaceAll("\\\\$0"))
            .build(),
        ScalarDefinition.named(CATEGORY, "bar")
            .says(
                "A bar as long, of a width of 80 characters by default, as the number is between a least and a greatest one.",
                "bar(5, 0, 10, 4) is ██  ")
            .rows(
                "bar(number, least, greatest)",
                List.of(DOUBLE, DOUBLE, DOUBLE),
                VARCHAR,
                row -> bar(number(row, 0), number(row, 1), number(row, 2), DEFAULT_BAR_WIDTH))
            .rows(
                "bar(number, least, greatest, width)",
                List.of(DOUBLE, DOUBLE, DOUBLE, DOUBLE),
                VARCHAR,
                row -> bar(number(row, 0), number(row, 1), number(row, 2), number(row, 3)))
            .build());
  }

  private static String firstDirectory(String path) {
    int slash = path.indexOf('/');
    return slash == 0 ? "/" : path.substring(0, Math.max(0, slash));
  }

  private static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static String withoutExtension(String name) {
    int point = name.lastIndexOf('.');
    return point < 0 ? name : name.substring(0, point);
  }

  private static String size(long bytes) {
    if (Math.abs((double) bytes) < 1024) {
      return bytes + (Math.abs(bytes) == 1 ? " byte" : " bytes");
    }
    double size = bytes;
    int unit = -1;
    while (Math.abs(size) >= 1024) {
      size /= 1024;
      unit++;
    }
    double shown = (long) (size * 10) / 10.0;
    return String.format(Locale.ROOT, "%.1f %siB", shown, BINARY_UNITS.charAt(unit));
  }

  private static String bar(double number, double least, double greatest, double width) {
    if (!(width >= 1 && width <= MAX_BAR_WIDTH) || !(least < greatest)) {
      throw Texts.invalid(
          "bar takes a least number below a greatest one, and a width from 1 to " + MAX_BAR_WIDTH);
    }
    double share = Math.max(0, Math.min(1, (number - least) / (greatest - least)));
    int eighths = (int) (share * width * 8);
    String bar = "█".repeat(eighths / 8) + EIGHTHS.get(eighths % 8);
    return bar + " ".repeat((int) width - bar.length());
  }

  private static String text(@Nullable Object[] row) {
    return (String) requireNonNull(row[0]);
  }

  private static double number(@Nullable Object[] row, int index) {
    return (Double) requireNonNull(row[index]);
  }
}
