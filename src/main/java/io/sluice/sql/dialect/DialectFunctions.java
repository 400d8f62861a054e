package io.sluice.sql.dialect;

import io.sluice.error.ErrorCode;
import io.sluice.sql.expression.AsofOperator;
import io.sluice.sql.expression.StructOperator;
import io.sluice.sql.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlBinaryOperator;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.fun.SqlTrimFunction;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.InferTypes;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.util.SqlOperatorTables;
import org.jspecify.annotations.Nullable;

/** Operators of the dialect as calls of functions. */
final class DialectFunctions {
  private static final int INTERVAL_DIGITS = 10;

  private static final Map<String, String> FUNCTIONS = Map.of(
      "^", "power",
      "<<", "bitwise_left_shift",
      ">>", "bitwise_right_shift",
      "&", "bitwise_and",
      "|", "bitwise_or",
      "->", "json_extract",
      "->>", "json_extract_string",
      "^@", "starts_with",
      "~", "bitwise_not");

  /** Names of functions that the standard's grammar keeps for others, or that it does not know. */
  private static final Map<String, String> STANDARD_NAMES =
      Map.of("DAY", "DAYOFMONTH", "LCASE", "LOWER", "UCASE", "UPPER");

  private static final Map<String, SqlOperator> ARITHMETIC = Map.of(
      "ADD",
      SqlStdOperatorTable.PLUS,
      "SUBTRACT",
      SqlStdOperatorTable.MINUS,
      "MULTIPLY",
      SqlStdOperatorTable.MULTIPLY);

  /** Division of whole numbers; others have no such operator. */
  private static final SqlBinaryOperator INTEGER_DIVISION = new SqlBinaryOperator(
      "//",
      SqlKind.DIVIDE,
      60,
      true,
      ReturnTypes.LEAST_RESTRICTIVE,
      InferTypes.FIRST_KNOWN,
      OperandTypes.family(SqlTypeFamily.INTEGER, SqlTypeFamily.INTEGER));

  /** What the validator has to know beside the engine's functions. */
  static final SqlOperatorTable OPERATORS = SqlOperatorTables.of(INTEGER_DIVISION);

  private static final Set<String> ARGUMENT_OPTIONS =
      Set.of("ARGUMENT ORDER", "IGNORE NULLS", "RESPECT NULLS");

  private DialectFunctions() {}

  static SqlNode replace(SqlCall call) {
    String name = call.getOperator().getName();
    SqlParserPos position = call.getParserPosition();
    if (call.getKind() == SqlKind.OTHER) {
      switch (name) {
        case "SLICE" -> {
          List<SqlNode> arguments = new ArrayList<>(call.<SqlCall>operand(1).getOperandList());
          arguments.add(0, call.operand(0));
          return Trees.call("array_slice", position, arguments);
        }
        case "INTERVAL TEXT" -> {
          return IntervalLiterals.parse(call);
        }
        case "@" -> {
          return SqlStdOperatorTable.ABS.createCall(position, call.getOperandList());
        }
        case "GLOB" -> {
          return GlobPattern.match(call);
        }
        case "NOT GLOB" -> {
          return SqlStdOperatorTable.NOT.createCall(position, GlobPattern.match(call));
        }
        case "IN LIST" -> {
          return contained(call);
        }
        case "NOT IN LIST" -> {
          return SqlStdOperatorTable.NOT.createCall(position, contained(call));
        }
        case "INSTANT" -> {
          return CurrentTime.instant(call.operand(0), position);
        }
        case "AT TIME ZONE" -> {
          return Trees.call("timezone", position, List.of(call.operand(1), call.operand(0)));
        }
        case "EXTRACT TEXT" -> {
          return TimeFields.datePart(Trees.call("date_part", position, call.getOperandList()));
        }
        case "&&" -> {
          return Trees.call("list_has_any", position, call.getOperandList());
        }
        case "@>" -> {
          return Trees.call("list_has_all", position, call.getOperandList());
        }
        case "<@" -> {
          return Trees.call("list_has_all", position, List.of(call.operand(1), call.operand(0)));
        }
        case "ASOF" -> {
          return AsofOperator.INSTANCE.createCall(position, call.getOperandList());
        }
        case RowSamples.OPERATOR -> {
          return RowSamples.expand(call);
        }
        case "//" -> {
          return INTEGER_DIVISION.createCall(position, call.getOperandList());
        }
        case "STRUCT" -> {
          return struct(call);
        }
        default -> {
          String function = FUNCTIONS.get(name);
          return function == null ? call : Trees.call(function, position, call.getOperandList());
        }
      }
    }
    if (call.operandCount() > 0 && isArgumentOption(call.operand(call.operandCount() - 1))) {
      return withOption(call);
    }
    if (call.operandCount() == 0 && name.equalsIgnoreCase("COUNT")) {
      return SqlStdOperatorTable.COUNT.createCall(position, SqlIdentifier.star(position));
    }
    if (name.equalsIgnoreCase("date_part") || name.equalsIgnoreCase("datepart")) {
      return TimeFields.datePart(call);
    }
    String standard = STANDARD_NAMES.get(name.toUpperCase(Locale.ROOT));
    if (standard != null && call.operandCount() == 1) {
      return Trees.call(standard, position, call.getOperandList());
    }
    if (name.equalsIgnoreCase("mod") && call.operandCount() == 2) {
      return SqlStdOperatorTable.PERCENT_REMAINDER.createCall(position, call.getOperandList());
    }
    if (name.equalsIgnoreCase("substr") && call.operandCount() > 1) {
      return SqlStdOperatorTable.SUBSTRING.createCall(position, call.getOperandList());
    }
    SqlOperator arithmetic = ARITHMETIC.get(name.toUpperCase(Locale.ROOT));
    if (arithmetic != null && call.operandCount() == 2) {
      return arithmetic.createCall(position, call.getOperandList());
    }
    if (call.getOperator().equals(SqlStdOperatorTable.OVERLAY)) {
      return Trees.call("overlay", position, call.getOperandList());
    }
    if (call.getOperator().equals(SqlStdOperatorTable.TRIM)) {
      return trim(call);
    }
    if (name.equalsIgnoreCase("DATE_ADD") && call.operandCount() == 2) {
      return SqlStdOperatorTable.PLUS.createCall(position, call.getOperandList());
    }
    if (name.equalsIgnoreCase("MAP") && call.getOperator() instanceof SqlFunction) {
      return Trees.call("map_from_arrays", position, call.getOperandList());
    }
    if (name.equalsIgnoreCase("STRUCT_PACK") && !(call.getOperator() instanceof StructOperator)) {
      return struct(call);
    }
    return switch (call.getKind()) {
      case EXTRACT -> TimeFields.extract(call);
      case ROLLUP, CUBE -> GroupingElements.expand(call);
      case ARRAY_VALUE_CONSTRUCTOR ->
        call.operandCount() == 0 ? Trees.call("list_value", position, List.of()) : call;
      case MAP_VALUE_CONSTRUCTOR ->
        call.operandCount() == 0 ? Trees.call("map_from_arrays", position, List.of()) : call;
      case INTERVAL -> interval(call);
      case POSIX_REGEX_CASE_SENSITIVE, POSIX_REGEX_CASE_INSENSITIVE -> {
        SqlNode match = matches(call, call.getKind() == SqlKind.POSIX_REGEX_CASE_INSENSITIVE);
        yield name.startsWith("NEGATED")
            ? SqlStdOperatorTable.NOT.createCall(position, match)
            : match;
      }
      default -> NestedCalls.replace(call);
    };
  }

  /** {@code value IN list}. */
  private static SqlNode contained(SqlCall call) {
    return Trees.call(
        "list_contains", call.getParserPosition(), List.of(call.operand(1), call.operand(0)));
  }

  /** TRIM of other characters than blanks, or at one end. */
  private static SqlNode trim(SqlCall call) {
    SqlTrimFunction.Flag sides =
        ((SqlLiteral) call.operand(0)).getValueAs(SqlTrimFunction.Flag.class);
    SqlNode characters = call.operandCount() > 1 ? call.getOperandList().get(1) : null;
    if (sides == SqlTrimFunction.Flag.BOTH && characters == null) {
      return call;
    }
    String function = switch (sides) {
      case BOTH -> "btrim";
      case LEADING -> "ltrim";
      case TRAILING -> "rtrim";
    };
    return Trees.call(
        function,
        call.getParserPosition(),
        characters == null ? List.of(call.operand(2)) : List.of(call.operand(2), characters));
  }

  /** {@code text ~ pattern}: whether a part of the text matches. */
  private static SqlNode matches(SqlCall call, boolean ignoresCase) {
    SqlParserPos position = call.getParserPosition();
    List<SqlNode> arguments = new ArrayList<>(call.getOperandList());
    if (ignoresCase) {
      arguments.add(SqlLiteral.createCharString("i", position));
    }
    return Trees.call("regexp_matches", position, arguments);
  }

  /** A ROW of values that have their names behind AS, or before := among arguments. */
  private static SqlNode struct(SqlCall call) {
    return struct(call.getOperandList(), call);
  }

  /** The ROW of some of the arguments of a call. */
  static SqlNode struct(List<SqlNode> fields, SqlCall call) {
    List<String> names = new ArrayList<>();
    List<SqlNode> values = new ArrayList<>();
    for (SqlNode field : fields) {
      boolean isNamed =
          field.getKind() == SqlKind.AS || field.getKind() == SqlKind.ARGUMENT_ASSIGNMENT;
      if (!isNamed) {
        throw DialectRewriter.error(
            ErrorCode.SEMANTIC_ERROR, "A field has a name: name := value", field);
      }
      String name = ((SqlIdentifier) ((SqlCall) field).operand(1)).getSimple();
      if (names.stream().anyMatch(name::equalsIgnoreCase)) {
        throw DialectRewriter.error(
            ErrorCode.SEMANTIC_ERROR, "Field '" + name + "' is there twice", field);
      }
      names.add(name);
      values.add(((SqlCall) field).operand(0));
    }
    if (names.isEmpty()) {
      throw DialectRewriter.error(
          ErrorCode.SEMANTIC_ERROR, "A struct has at least one field", call);
    }
    return new StructOperator(names).createCall(call.getParserPosition(), values);
  }

  /** {@code INTERVAL 3 DAY} and {@code INTERVAL (x) DAY}: so many times one day. */
  private static SqlNode interval(SqlCall call) {
    SqlIntervalQualifier unit = call.operand(1);
    SqlParserPos position = call.getParserPosition();
    if (call.operand(0) instanceof SqlNumericLiteral number && number.isInteger()) {
      return SqlLiteral.createInterval(1, number.toValue(), wide(unit), position);
    }
    return SqlStdOperatorTable.MULTIPLY.createCall(
        position, call.operand(0), SqlLiteral.createInterval(1, "1", unit, position));
  }

  /** A unit with room for any number. */
  private static SqlIntervalQualifier wide(SqlIntervalQualifier unit) {
    return new SqlIntervalQualifier(
        unit.timeUnitRange.startUnit,
        INTERVAL_DIGITS,
        unit.timeUnitRange.endUnit,
        RelDataType.PRECISION_NOT_SPECIFIED,
        unit.getParserPosition());
  }

  private static boolean isArgumentOption(@Nullable SqlNode operand) {
    return operand instanceof SqlCall option
        && option.getKind() == SqlKind.OTHER
        && ARGUMENT_OPTIONS.contains(option.getOperator().getName());
  }

  /** {@code f(a ORDER BY b)} as {@code f(a) WITHIN GROUP (ORDER BY b)}, {@code f(a IGNORE NULLS)} as {@code f(a) IGNORE NULLS}. */
  private static SqlNode withOption(SqlCall call) {
    int last = call.operandCount() - 1;
    SqlCall option = call.operand(last);
    SqlParserPos position = call.getParserPosition();
    SqlNode plain = replace(call.getOperator()
        .createCall(
            call.getFunctionQuantifier(),
            position,
            call.getOperandList().subList(0, last).toArray(new SqlNode[0])));
    return switch (option.getOperator().getName()) {
      case "IGNORE NULLS" -> SqlStdOperatorTable.IGNORE_NULLS.createCall(position, plain);
      case "RESPECT NULLS" -> SqlStdOperatorTable.RESPECT_NULLS.createCall(position, plain);
      default ->
        SqlStdOperatorTable.WITHIN_GROUP.createCall(
            position, plain, new SqlNodeList(option.getOperandList(), option.getParserPosition()));
    };
  }
}
