package io.sluice.sql.dialect;

import io.sluice.error.ErrorCode;
import io.sluice.function.json.JsonConversions;
import io.sluice.function.nested.ListAggregates;
import io.sluice.sql.expression.StructOperator;
import io.sluice.sql.tree.TreeCopy;
import io.sluice.sql.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/** Functions of ARRAYs and ROWs whose type is told by a constant argument, or by a name. */
final class NestedCalls {
  /** More levels than any type has. */
  private static final int MAX_DEPTH = 1_000;

  /** Functions whose texts are JSON. */
  private static final Set<String> JSON = Set.of(
      "to_json",
      "row_to_json",
      "array_to_json",
      "json",
      "json_array",
      "json_object",
      "json_extract",
      "json_extract_path",
      "json_format",
      "json_quote");

  private NestedCalls() {}

  /** The call in the form that the validator knows; the same call, where it is no such call. */
  static SqlNode replace(SqlCall call) {
    if (!(call.getOperator() instanceof SqlFunction)) {
      return call;
    }
    SqlParserPos position = call.getParserPosition();
    List<SqlNode> operands = call.getOperandList();
    return switch (call.getOperator().getName().toLowerCase(Locale.ROOT)) {
      case "list_aggregate", "list_aggr", "array_aggregate", "array_aggr", "aggregate" ->
        aggregate(call);
      case "struct_insert" ->
        operands.size() < 2 ? call : Trees.call("struct_concat", position, withFields(call));
      case "struct_update" ->
        operands.size() < 2 ? call : Trees.call("struct_merge", position, withFields(call));
      case "struct_extract",
          "struct_extract_at",
          "get_field",
          "list_extract",
          "list_element",
          "array_element",
          "array_extract" ->
        operands.size() == 2 ? SqlStdOperatorTable.ITEM.createCall(position, operands) : call;
      case "max", "min", "arg_max", "arg_min", "max_by", "min_by" ->
        ExtremeValues.isListed(call) ? ExtremeValues.listed(call) : call;
      case "json_group_array" ->
        operands.size() == 1
            ? Trees.call(
                "to_json",
                position,
                List.of(Trees.call("array_agg", position, List.of(embedded(operands.get(0))))))
            : call;
      case "to_json", "json_array", "json_object" -> withJson(call);
      case "named_struct" -> namedStruct(call);
      case "generate_subscripts" -> operands.size() == 2 ? subscripts(call) : call;
      case "unnest" -> operands.size() > 1 ? unnest(call) : call;
      case "array_length", "list_length", "cardinality" ->
        operands.size() == 2 ? ofFirstDimension(call) : call;
      case "array_push_front" ->
        operands.size() == 2
            ? Trees.call("list_prepend", position, List.of(operands.get(1), operands.get(0)))
            : call;
      case "regexp_extract" ->
        operands.size() > 2 && operands.get(2).getKind() == SqlKind.ARRAY_VALUE_CONSTRUCTOR
            ? namedGroups(call)
            : call;
      default -> call;
    };
  }

  /**
   * {@code unnest(list, recursive := true)} and {@code unnest(list, max_depth := 2)} with the number of levels, which is negative where names of fields are to keep those of the ROWs around them.
   */
  private static SqlNode unnest(SqlCall call) {
    int depth = 1;
    boolean keepsNames = false;
    for (SqlNode option : call.getOperandList().subList(1, call.operandCount())) {
      String name = option.getKind() == SqlKind.ARGUMENT_ASSIGNMENT
          ? ((SqlIdentifier) ((SqlCall) option).operand(1)).getSimple().toLowerCase(Locale.ROOT)
          : "";
      SqlNode value = name.isEmpty() ? option : ((SqlCall) option).operand(0);
      boolean isTrue =
          value instanceof SqlLiteral literal && Boolean.TRUE.equals(literal.getValue());
      boolean isTruth =
          value instanceof SqlLiteral literal && literal.getValue() instanceof Boolean;
      if (name.equals("recursive") && isTruth) {
        depth = isTrue && depth == 1 ? MAX_DEPTH : depth;
      } else if (name.equals("keep_parent_names") && isTruth) {
        keepsNames = isTrue;
      } else if (name.equals("max_depth")
          && value instanceof SqlNumericLiteral number
          && number.isInteger()
          && number.intValue(true) > 0) {
        depth = Math.min(number.intValue(true), MAX_DEPTH);
      } else {
        throw DialectRewriter.error(
            ErrorCode.SEMANTIC_ERROR,
            "unnest takes a list and recursive := true, max_depth := n from 1 on, or keep_parent_names := true",
            option);
      }
    }
    SqlParserPos position = call.getParserPosition();
    SqlNode levels =
        SqlLiteral.createExactNumeric(Integer.toString(keepsNames ? -depth : depth), position);
    return Trees.call("unnest", position, List.of(call.operand(0), levels));
  }

  /** The call with arguments that are JSON already told from texts. */
  private static SqlNode withJson(SqlCall call) {
    List<SqlNode> operands =
        call.getOperandList().stream().map(NestedCalls::embedded).toList();
    return Trees.call(call.getOperator().getName(), call.getParserPosition(), operands);
  }

  private static SqlNode embedded(SqlNode value) {
    boolean isJson = value instanceof SqlCall call
        && JSON.contains(call.getOperator().getName().toLowerCase(Locale.ROOT));
    return isJson
        ? new StructOperator(List.of(JsonConversions.EMBEDDED))
            .createCall(value.getParserPosition(), value)
        : value;
  }

  /** {@code generate_subscripts(list, 1)}: a row for each place. */
  private static SqlNode subscripts(SqlCall call) {
    SqlParserPos position = call.getParserPosition();
    SqlNode length = Trees.call("array_length", position, call.getOperandList());
    return Trees.call(
        "unnest",
        position,
        List.of(Trees.call(
            "generate_series",
            position,
            List.of(SqlLiteral.createExactNumeric("1", position), ofFirstDimension((SqlCall)
                length)))));
  }

  /** {@code named_struct('a', 1)} is {@code {'a': 1}}. */
  private static SqlNode namedStruct(SqlCall call) {
    List<String> names = new ArrayList<>();
    List<SqlNode> values = new ArrayList<>();
    for (int i = 0; i + 1 < call.operandCount(); i += 2) {
      if (call.operand(i) instanceof SqlCharStringLiteral name) {
        names.add(name.getValueAs(String.class));
        values.add(call.operand(i + 1));
      }
    }
    if (names.isEmpty() || names.size() * 2 != call.operandCount()) {
      throw DialectRewriter.error(
          ErrorCode.SEMANTIC_ERROR,
          "named_struct takes names, which are constant texts, and values in turn",
          call);
    }
    return new StructOperator(names).createCall(call.getParserPosition(), values);
  }

  /** {@code array_length(list, 1)}; the lists in a list differ in their lengths. */
  private static SqlNode ofFirstDimension(SqlCall call) {
    if (call.operand(1) instanceof SqlNumericLiteral number
        && number.isInteger()
        && number.intValue(true) == 1) {
      return Trees.call(
          call.getOperator().getName(), call.getParserPosition(), List.of(call.operand(0)));
    }
    throw DialectRewriter.notSupported(
        call.getOperator().getName() + " of another dimension than 1", call.operand(1));
  }

  /** {@code regexp_extract(text, pattern, ['a', 'b'])} is {@code {'a': regexp_extract(text, pattern, 1), 'b': regexp_extract(text, pattern, 2)}}. */
  private static SqlNode namedGroups(SqlCall call) {
    SqlParserPos position = call.getParserPosition();
    List<String> names = new ArrayList<>();
    List<SqlNode> groups = new ArrayList<>();
    for (SqlNode name : call.<SqlCall>operand(2).getOperandList()) {
      if (!(name instanceof SqlCharStringLiteral text)) {
        throw DialectRewriter.error(
            ErrorCode.SEMANTIC_ERROR, "The names of groups are constant texts", name);
      }
      names.add(text.getValueAs(String.class));
      List<SqlNode> operands = new ArrayList<>(call.getOperandList());
      operands.set(2, SqlLiteral.createExactNumeric(Integer.toString(names.size()), position));
      groups.add(TreeCopy.of(Trees.call("regexp_extract", position, operands)));
    }
    return new StructOperator(names).createCall(position, groups);
  }

  /** {@code list_aggregate(list, 'sum')} is {@code list_sum(list)}. */
  private static SqlNode aggregate(SqlCall call) {
    if (call.operandCount() < 2 || !(call.operand(1) instanceof SqlCharStringLiteral name)) {
      throw DialectRewriter.error(
          ErrorCode.SEMANTIC_ERROR,
          "%s takes a list and the name of an aggregate function as a text"
              .formatted(call.getOperator().getName()),
          call);
    }
    String aggregate = name.getValueAs(String.class);
    String function = ListAggregates.nameOf(aggregate)
        .orElseThrow(() -> DialectRewriter.error(
            ErrorCode.FUNCTION_NOT_FOUND,
            "Aggregate function '" + aggregate + "' not found",
            name));
    List<SqlNode> operands = new ArrayList<>(call.getOperandList());
    operands.remove(1);
    return Trees.call(function, call.getParserPosition(), operands);
  }

  private static List<SqlNode> withFields(SqlCall call) {
    List<SqlNode> fields = call.getOperandList().subList(1, call.operandCount());
    return List.of(call.operand(0), DialectFunctions.struct(fields, call));
  }
}
