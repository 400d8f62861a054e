package io.sluice.sql.analysis;

import io.sluice.config.NearestName;
import io.sluice.error.ErrorCode;
import io.sluice.error.Position;
import io.sluice.error.SluiceException;
import io.sluice.sql.parser.StatementParser;
import io.sluice.sql.table.QueryCatalog;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.runtime.CalciteException;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/** What validation found wrong, in a user's words and with a code of ours. */
final class AnalysisErrors {
  private static final Pattern COLUMN =
      Pattern.compile("Column '(.*?)' not found in (any table|table '(.*?)').*");
  private static final Pattern TABLE =
      Pattern.compile("(?:Object|Table) '(.*?)' not found(?: within '(.*?)')?.*");
  private static final Pattern UNKNOWN = Pattern.compile("Unknown identifier '(.*)'");
  private static final Pattern FIELD =
      Pattern.compile("ROW type does not have a field named '(.*?)'.*", Pattern.DOTALL);
  private static final Pattern FUNCTION =
      Pattern.compile("No match found for function signature (\\w+)\\((.*)\\)");
  private static final Pattern OPERANDS = Pattern.compile(
      "Cannot apply '(.*?)' to arguments of type '(.*)'\\. Supported form.*", Pattern.DOTALL);
  private static final Pattern ARGUMENTS = Pattern.compile(
      "Invalid number of arguments to function '(.*?)'\\. Was expecting (\\d+) arguments");
  private static final Pattern NOT_GROUPED =
      Pattern.compile("Expression '(.*)' is not being grouped");
  private static final Pattern NO_GROUP = Pattern.compile("Identifier '(.*)' is not a group expr");
  private static final Pattern TYPES = Pattern.compile(
      "(?i).*(type mismatch|compatible type|cannot cast|illegal (type|mixing of types)|cannot (infer return type|convert value)|not comparable|prohibits use of range|must be of type|parameters must be of the same type|cannot be assigned).*",
      Pattern.DOTALL);

  private final QueryCatalog catalog;
  private final List<SqlIdentifier> tableNames;
  private final FieldPaths fields;
  private final QueryShape shape;

  /**
   * Makes a translator for the errors of one query.
   *
   * @param tableNames the names in its FROM clauses
   * @param fields what was taken for fields of columns
   */
  AnalysisErrors(
      QueryCatalog catalog, List<SqlIdentifier> tableNames, FieldPaths fields, SqlNode query) {
    this.fields = fields;
    this.shape = new QueryShape(query);
    this.catalog = catalog;
    this.tableNames = tableNames;
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

  /**
   * A column of the outer query in a sub-query that is no group, where only the conversion of the query finds it.
   *
   * @throws AssertionError the same one, if it says something else
   */
  static SluiceException translate(AssertionError error) {
    Matcher column = NO_GROUP.matcher(String.valueOf(error.getMessage()));
    if (!column.matches()) {
      throw error;
    }
    return error(
        ErrorCode.SEMANTIC_ERROR,
        "'%s' must stand in GROUP BY of the outer query or inside an aggregate function"
            .formatted(column.group(1)),
        null);
  }

  private SluiceException translate(String message, @Nullable Position position) {
    Matcher column = COLUMN.matcher(message);
    if (column.matches()) {
      String name = column.group(1);
      if (position != null && fields.beginsAt(position)) {
        return tableNotFound(name, position);
      }
      return error(
          ErrorCode.COLUMN_NOT_FOUND,
          "Column '" + name + "' not found"
              + (shape.hasNoFrom()
                  ? "; the query has no FROM"
                  : NearestName.hint(name, catalog.columnNames())),
          position);
    }
    Matcher table = TABLE.matcher(message);
    if (table.matches()) {
      return tableNotFound(table.group(1), position);
    }
    Matcher unknown = UNKNOWN.matcher(message);
    if (unknown.matches()) {
      return error(
          ErrorCode.COLUMN_NOT_FOUND, "There is no '" + unknown.group(1) + "' here", position);
    }
    Matcher field = FIELD.matcher(message);
    if (field.matches()) {
      return error(
          ErrorCode.COLUMN_NOT_FOUND, "Field '" + field.group(1) + "' not found", position);
    }
    Matcher function = FUNCTION.matcher(message);
    if (function.matches()) {
      return error(
          ErrorCode.TYPE_MISMATCH,
          "Function '%s' does not take (%s)%s"
              .formatted(
                  function.group(1),
                  TypeTexts.plain(function.group(2)),
                  signatures("; it is ", function.group(1))),
          position);
    }
    Matcher arguments = ARGUMENTS.matcher(message);
    if (arguments.matches()) {
      String name = arguments.group(1).toLowerCase(Locale.ROOT);
      String signatures = signatures("; it is ", name);
      return error(
          ErrorCode.TYPE_MISMATCH,
          "Function '%s' does not take this number of arguments%s"
              .formatted(name, signatures.isEmpty() ? ", but " + arguments.group(2) : signatures),
          position);
    }
    Matcher operands = OPERANDS.matcher(message);
    if (operands.matches() && operands.group(1).equals("$SCALAR_QUERY")) {
      return error(
          ErrorCode.TYPE_MISMATCH, "A sub-query that is used as a value has one column", position);
    }
    if (operands.matches()) {
      return error(
          ErrorCode.TYPE_MISMATCH,
          "'%s' cannot be applied to %s%s"
              .formatted(
                  operands.group(1),
                  operands(operands.group(1), operands.group(2)),
                  signatures("; it is ", operands.group(1))),
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
    if (message.equals("Ordinal out of range") && position != null) {
      return error(ErrorCode.SEMANTIC_ERROR, outOfRange(position), position);
    }
    return error(code(message), ValidatorMessages.translated(TypeTexts.plain(message)), position);
  }

  private String outOfRange(Position position) {
    OptionalInt count = shape.columnCountAt(position);
    return "There is no column of this number"
        + (count.isEmpty()
            ? ""
            : count.getAsInt() == 1
                ? "; the query has one column"
                : "; the query has " + count.getAsInt() + " columns");
  }

  /** How a function is called, or an empty text for what is none. */
  private String signatures(String before, String function) {
    return catalog.catalogs().functions().descriptors().stream()
        .filter(descriptor -> descriptor.name().equalsIgnoreCase(function)
            || descriptor.aliases().stream().anyMatch(function::equalsIgnoreCase))
        .findFirst()
        .map(descriptor -> before + String.join(" or ", descriptor.signatures()))
        .orElse("");
  }

  private static ErrorCode code(String message) {
    if (message.startsWith("Numeric literal") && message.endsWith("out of range")) {
      return ErrorCode.NUMERIC_OVERFLOW;
    }
    return TYPES.matcher(message).matches() ? ErrorCode.TYPE_MISMATCH : ErrorCode.SEMANTIC_ERROR;
  }

  private SluiceException tableNotFound(String name, @Nullable Position position) {
    for (SqlIdentifier table : tableNames) {
      if (position != null
          && position.equals(StatementParser.position(table.getParserPosition()))) {
        try {
          catalog.catalogs().table(table.names, catalog.names());
        } catch (SluiceException e) {
          return e.at(position);
        }
      }
    }
    return error(
        ErrorCode.TABLE_NOT_FOUND,
        "FROM has no table or alias '" + name + "'" + NearestName.hint(name, aliases()),
        position);
  }

  private List<String> aliases() {
    return tableNames.stream()
        .map(table -> table.names.get(table.names.size() - 1))
        .toList();
  }

  /** Of a function, what stands in its brackets; of an operator, its whole text. */
  private static String operands(String operator, String call) {
    String plain = TypeTexts.plain(call);
    return plain.startsWith(operator + "(") ? plain.substring(operator.length()) : plain;
  }

  private static SluiceException error(
      ErrorCode code, String message, @Nullable Position position) {
    return new SluiceException(code, message, position, null);
  }
}
