package io.sluice.sql.analysis;

import io.sluice.config.NearestName;
import io.sluice.error.ErrorCode;
import io.sluice.error.Position;
import io.sluice.error.SluiceException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.runtime.CalciteException;
import org.jspecify.annotations.Nullable;

/** What validation found wrong, in a user's words and with a code of ours. */
final class AnalysisErrors {
  private static final Pattern COLUMN =
      Pattern.compile("Column '(.*?)' not found in (any table|table '(.*?)').*");
  private static final Pattern TABLE =
      Pattern.compile("(?:Object|Table) '(.*?)' not found(?: within '(.*?)')?.*");
  private static final Pattern FUNCTION =
      Pattern.compile("No match found for function signature (\\w+)\\((.*)\\)");
  private static final Pattern OPERANDS = Pattern.compile(
      "Cannot apply '(.*?)' to arguments of type '(.*)'\\. Supported form.*", Pattern.DOTALL);
  private static final Pattern NOT_GROUPED =
      Pattern.compile("Expression '(.*)' is not being grouped");
  private static final Pattern TYPES = Pattern.compile(
      "(?i).*(type mismatch|compatible type|cannot cast|illegal type|must be of type|parameters must be of the same type|cannot be assigned).*",
      Pattern.DOTALL);

  private final QueryCatalog catalog;

  AnalysisErrors(QueryCatalog catalog) {
    this.catalog = catalog;
  }

  SluiceException translate(CalciteException error) {
    Position position = null;
    String message = String.valueOf(error.getMessage());
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof SluiceException own) {
        return own.position() == null && position != null ? own.at(position) : own;
      }
      if (cause instanceof CalciteContextException context && context.getPosLine() > 0) {
        position = new Position(context.getPosLine(), context.getPosColumn());
      } else {
        message = String.valueOf(cause.getMessage());
      }
    }
    return translate(message, position);
  }

  private SluiceException translate(String message, @Nullable Position position) {
    Matcher column = COLUMN.matcher(message);
    if (column.matches()) {
      String name = column.group(1);
      return error(
          ErrorCode.COLUMN_NOT_FOUND,
          "Column '" + name + "' not found" + NearestName.hint(name, catalog.columnNames()),
          position);
    }
    Matcher table = TABLE.matcher(message);
    if (table.matches()) {
      return tableNotFound(table.group(1), table.group(2), position);
    }
    Matcher function = FUNCTION.matcher(message);
    if (function.matches()) {
      return error(
          ErrorCode.TYPE_MISMATCH,
          "Function '%s' does not take (%s)"
              .formatted(function.group(1), plainTypes(function.group(2))),
          position);
    }
    Matcher operands = OPERANDS.matcher(message);
    if (operands.matches()) {
      return error(
          ErrorCode.TYPE_MISMATCH,
          "'%s' cannot be applied to %s"
              .formatted(operands.group(1), plainTypes(operands.group(2))),
          position);
    }
    Matcher notGrouped = NOT_GROUPED.matcher(message);
    if (notGrouped.matches()) {
      return error(
          ErrorCode.SEMANTIC_ERROR,
          "'%s' must stand in GROUP BY or inside an aggregate function"
              .formatted(notGrouped.group(1)),
          position);
    }
    return error(
        TYPES.matcher(message).matches() ? ErrorCode.TYPE_MISMATCH : ErrorCode.SEMANTIC_ERROR,
        message,
        position);
  }

  private SluiceException tableNotFound(
      String name, @Nullable String within, @Nullable Position position) {
    List<String> path =
        within == null ? List.of(name.split("\\.")) : List.of((within + "." + name).split("\\."));
    try {
      catalog.catalogs().table(path);
    } catch (SluiceException e) {
      return position == null ? e : e.at(position);
    }
    return error(ErrorCode.TABLE_NOT_FOUND, "Table '" + name + "' not found", position);
  }

  private static String plainTypes(String types) {
    return types.replace("<", "").replace(">", "").replaceAll("\\s+", " ");
  }

  private static SluiceException error(
      ErrorCode code, String message, @Nullable Position position) {
    return new SluiceException(code, message, position, null);
  }
}
