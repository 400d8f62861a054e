package io.sluice.sql.analysis;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.expression.LambdaFunction;
import io.sluice.sql.expression.LambdaOperator;
import io.sluice.sql.parser.StatementParser;
import io.sluice.sql.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLambda;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/** Closes lambdas: what a body reads from around the call becomes an operand, and the body a part of the operator. Inner lambdas come first, and what they read may be a parameter of an outer one. */
final class Lambdas {
  private static final Map<String, LambdaFunction> FUNCTIONS = new TreeMap<>();

  static {
    for (String name : List.of(
        "list_transform", "array_transform", "list_apply", "array_apply", "apply", "transform")) {
      FUNCTIONS.put(name, LambdaFunction.TRANSFORM);
    }
    for (String name : List.of("list_filter", "array_filter", "filter")) {
      FUNCTIONS.put(name, LambdaFunction.FILTER);
    }
    for (String name : List.of("list_reduce", "array_reduce", "reduce")) {
      FUNCTIONS.put(name, LambdaFunction.REDUCE);
    }
  }

  private final LambdaOperator.Bodies bodies;
  private final Predicate<SqlCall> aggregates;

  /**
   * @param aggregates tells calls of aggregate functions
   */
  Lambdas(LambdaOperator.Bodies bodies, Predicate<SqlCall> aggregates) {
    this.bodies = bodies;
    this.aggregates = aggregates;
  }

  /** Whether a function takes a lambda. */
  static boolean isFunction(String name) {
    return FUNCTIONS.containsKey(name.toLowerCase(Locale.ROOT));
  }

  static Set<String> names() {
    return FUNCTIONS.keySet();
  }

  static boolean isCall(SqlCall call) {
    return call.getOperator() instanceof SqlFunction
        && !(call.getOperator() instanceof LambdaOperator)
        && isFunction(call.getOperator().getName());
  }

  /** The call of a function with a lambda, closed. */
  SqlNode close(SqlCall call) {
    String name = call.getOperator().getName();
    LambdaFunction function =
        Objects.requireNonNull(FUNCTIONS.get(name.toLowerCase(Locale.ROOT)), "a known function");
    int count = call.operandCount();
    if (function == LambdaFunction.REDUCE && count == 3) {
      function = LambdaFunction.REDUCE_FROM;
    }
    if (count != function.argumentCount() + 1 || !(call.operand(1) instanceof SqlLambda lambda)) {
      String beginning = function.valueCount() == 2 ? " [, beginning]" : "";
      throw error(
          "%s takes a list and a lambda: %s(list, lambda x: expression%s)"
              .formatted(name, name, beginning),
          call);
    }
    List<String> columns = parameters(function, lambda);
    Closing closing = new Closing(columns);
    SqlNode body = lambda.getExpression().accept(closing);
    List<SqlNode> operands = new ArrayList<>();
    operands.add(call.operand(0));
    if (function == LambdaFunction.REDUCE_FROM) {
      operands.add(call.operand(2));
    }
    operands.addAll(closing.captured);
    if (body == null) {
      throw new IllegalStateException("a body vanished");
    }
    return new LambdaOperator(function, columns, body, bodies)
        .createCall(call.getParserPosition(), operands);
  }

  /** The grammar takes {@code f(x -> y)} for a lambda; where the function takes none, it is the operator of JSON. */
  static void replaceArrows(SqlCall call) {
    for (int i = 0; i < call.operandCount(); i++) {
      if (call.getOperandList().get(i) instanceof SqlLambda arrow
          && arrow.getParameters().size() == 1) {
        call.setOperand(
            i,
            Trees.call(
                "json_extract",
                arrow.getParserPosition(),
                List.of(arrow.getParameters().get(0), arrow.getExpression())));
      }
    }
  }

  /** The names of the parameters and of the place, which need not be named. */
  private static List<String> parameters(LambdaFunction function, SqlLambda lambda) {
    List<String> names = new ArrayList<>();
    for (SqlNode parameter : lambda.getParameters()) {
      String name = ((SqlIdentifier) parameter).getSimple();
      if (names.stream().anyMatch(name::equalsIgnoreCase)) {
        throw error("The lambda has two parameters '" + name + "'", parameter);
      }
      names.add(name);
    }
    int count = function.valueCount();
    if (names.size() < count || names.size() > count + 1) {
      throw error(
          "The lambda of %s has %d parameters, or %d with the place, but got %d"
              .formatted(function.sqlName(), count, count + 1, names.size()),
          lambda);
    }
    if (names.size() == count) {
      names.add("");
    }
    return names;
  }

  private static SluiceException error(String message, SqlNode where) {
    return new SluiceException(
        ErrorCode.SEMANTIC_ERROR,
        message,
        StatementParser.position(where.getParserPosition()),
        null);
  }

  /** Replaces what is not the lambda's own by names. */
  private final class Closing extends SqlShuttle {
    private final List<String> columns;
    private final List<SqlNode> captured = new ArrayList<>();

    Closing(List<String> columns) {
      this.columns = columns;
    }

    @Override
    public @Nullable SqlNode visit(SqlCall call) {
      if (call.getKind() == SqlKind.IN || call.getKind() == SqlKind.NOT_IN) {
        if (call.operand(1).isA(SqlKind.QUERY)) {
          throw new SluiceException(
              ErrorCode.NOT_SUPPORTED,
              "IN with a sub-query in a lambda is not supported",
              StatementParser.position(call.getParserPosition()),
              null);
        }
      }
      if (call.getKind() == SqlKind.DOT) {
        SqlNode row = call.operand(0).accept(this);
        return call.getOperator()
            .createCall(call.getParserPosition(), row, call.<SqlNode>operand(1));
      }
      boolean isValueOfRow = call.isA(SqlKind.QUERY)
          || call.getKind() == SqlKind.SCALAR_QUERY
          || call.getKind() == SqlKind.EXISTS
          || call.getKind() == SqlKind.OVER
          || call.getKind() == SqlKind.FILTER
          || call.getKind() == SqlKind.WITHIN_GROUP
          || aggregates.test(call);
      return isValueOfRow ? capture(call) : super.visit(call);
    }

    @Override
    public SqlNode visit(SqlIdentifier name) {
      for (String column : columns) {
        if (!column.isEmpty() && column.equalsIgnoreCase(name.names.get(0))) {
          return path(column, name);
        }
      }
      return name.isStar() ? name : capture(name);
    }

    /** A parameter, or a field of it. */
    private static SqlNode path(String column, SqlIdentifier name) {
      SqlParserPos position = name.getParserPosition();
      SqlNode path = new SqlIdentifier(column, position);
      for (String field : name.names.subList(1, name.names.size())) {
        path = SqlStdOperatorTable.ITEM.createCall(
            position, path, SqlLiteral.createCharString(field, position));
      }
      return path;
    }

    private SqlNode capture(SqlNode value) {
      for (int i = 0; i < captured.size(); i++) {
        if (captured.get(i).equalsDeep(value, org.apache.calcite.util.Litmus.IGNORE)) {
          return new SqlIdentifier(
              columns.get(columns.size() - captured.size() + i), value.getParserPosition());
        }
      }
      String name = "captured " + captured.size();
      captured.add(value);
      columns.add(name);
      return new SqlIdentifier(name, value.getParserPosition());
    }
  }
}
