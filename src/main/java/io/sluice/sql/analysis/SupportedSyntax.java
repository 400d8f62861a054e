package io.sluice.sql.analysis;

import io.sluice.config.NearestName;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.function.FunctionRegistry;
import io.sluice.sql.expression.AsofOperator;
import io.sluice.sql.expression.StructOperator;
import io.sluice.sql.expression.WindowOperator;
import io.sluice.sql.grammar.PivotOperator;
import io.sluice.sql.grammar.StarOperator;
import io.sluice.sql.operator.NestedOperators;
import io.sluice.sql.parser.StatementParser;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSampleSpec;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlUtil;
import org.apache.calcite.sql.SqlWindow;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.SqlWithItem;
import org.jspecify.annotations.Nullable;

/** Refuses syntax that the grammar knows and the engine does not run, with the place where it stands, and finds the tables a query names. */
final class SupportedSyntax {
  private static final Set<String> FUNCTIONS = new TreeSet<>(List.of(
      "ABS",
      "APPROX_COUNT_DISTINCT",
      "APPROX_DISTINCT",
      "AVG",
      "CAST",
      "CEIL",
      "CEILING",
      "CHARACTER_LENGTH",
      "CHAR_LENGTH",
      "COALESCE",
      "CONCAT",
      "COUNT",
      "DAYOFMONTH",
      "DAYOFYEAR",
      "EXTRACT",
      "FLOOR",
      "GROUPING",
      "GROUPING_ID",
      "GROUP_ID",
      "HOUR",
      "IF",
      "IFF",
      "IFNULL",
      "LENGTH",
      "LOWER",
      "MAX",
      "MIN",
      "MINUTE",
      "MOD",
      "MONTH",
      "NULLIF",
      "NVL",
      "NVL2",
      "POSITION",
      "QUARTER",
      "REPLACE",
      "ROUND",
      "SECOND",
      "SQRT",
      "SUBSTR",
      "SUBSTRING",
      "SUM",
      "TRIM",
      "TRY",
      "UPPER",
      "YEAR"));

  private static final Set<SqlKind> OPERATORS = EnumSet.of(
      SqlKind.AND,
      SqlKind.OR,
      SqlKind.NOT,
      SqlKind.EQUALS,
      SqlKind.NOT_EQUALS,
      SqlKind.LESS_THAN,
      SqlKind.LESS_THAN_OR_EQUAL,
      SqlKind.GREATER_THAN,
      SqlKind.GREATER_THAN_OR_EQUAL,
      SqlKind.IS_DISTINCT_FROM,
      SqlKind.IS_NOT_DISTINCT_FROM,
      SqlKind.IS_NULL,
      SqlKind.IS_NOT_NULL,
      SqlKind.IS_TRUE,
      SqlKind.IS_NOT_TRUE,
      SqlKind.IS_FALSE,
      SqlKind.IS_NOT_FALSE,
      SqlKind.IS_UNKNOWN,
      SqlKind.BETWEEN,
      SqlKind.IN,
      SqlKind.EXISTS,
      SqlKind.SCALAR_QUERY,
      SqlKind.SOME,
      SqlKind.ALL,
      SqlKind.NOT_IN,
      SqlKind.PLUS,
      SqlKind.MINUS,
      SqlKind.TIMES,
      SqlKind.DIVIDE,
      SqlKind.MOD,
      SqlKind.PLUS_PREFIX,
      SqlKind.MINUS_PREFIX,
      SqlKind.CASE,
      SqlKind.CAST,
      SqlKind.SAFE_CAST,
      SqlKind.FILTER,
      SqlKind.WITHIN_GROUP,
      SqlKind.SEPARATOR,
      SqlKind.AS,
      SqlKind.ROW,
      SqlKind.ARRAY_VALUE_CONSTRUCTOR,
      SqlKind.MAP_VALUE_CONSTRUCTOR,
      SqlKind.ITEM,
      SqlKind.DOT,
      SqlKind.LITERAL_CHAIN,
      SqlKind.LAMBDA,
      SqlKind.DESCENDING,
      SqlKind.NULLS_FIRST,
      SqlKind.NULLS_LAST);

  private static final Set<SqlKind> GROUPINGS =
      EnumSet.of(SqlKind.GROUPING_SETS, SqlKind.ROLLUP, SqlKind.CUBE);

  private static final Set<String> NAMED_OPERATORS =
      Set.of("||", "LIKE", "NOT LIKE", "ILIKE", "NOT ILIKE", "SIMILAR TO", "NOT SIMILAR TO", "::");

  private final List<SqlIdentifier> tableNames = new ArrayList<>();
  private final Set<String> relationNames = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  private final FunctionRegistry functions;

  private SupportedSyntax(FunctionRegistry functions) {
    this.functions = functions;
  }

  /**
   * Checks a query.
   *
   * @return the relations it names
   * @throws SluiceException of code NOT_SUPPORTED or FUNCTION_NOT_FOUND, with the position
   */
  static Relations check(SqlNode query, FunctionRegistry functions) {
    SupportedSyntax syntax = new SupportedSyntax(functions);
    syntax.checkQuery(query);
    return new Relations(syntax.tableNames, syntax.relationNames);
  }

  /**
   * What a query's FROM clauses name.
   *
   * @param tables the names of tables, files and common table expressions
   * @param names what columns may be qualified with; compared without case
   */
  record Relations(List<SqlIdentifier> tables, Set<String> names) {}

  private void checkQuery(SqlNode query) {
    switch (query.getKind()) {
      case SELECT -> checkSelect((SqlSelect) query);
      case ORDER_BY -> {
        SqlOrderBy ordered = (SqlOrderBy) query;
        checkQuery(ordered.query);
        checkExpression(ordered.orderList);
        checkRowCount(ordered.offset);
        checkRowCount(ordered.fetch);
      }
      case WITH -> {
        SqlWith with = (SqlWith) query;
        checkNames(with);
        for (SqlNode item : with.withList) {
          SqlWithItem named = (SqlWithItem) item;
          checkQuery(named.query);
        }
        checkQuery(with.body);
      }
      case UNION, INTERSECT, EXCEPT -> ((SqlCall) query).getOperandList().forEach(this::checkQuery);
      case VALUES -> ((SqlCall) query).getOperandList().forEach(this::checkExpression);
      default -> checkRelation(query);
    }
  }

  private void checkRowCount(@Nullable SqlNode number) {
    if (number instanceof SqlCall call && LimitValues.isPercent(call)) {
      checkExpression(call.getOperandList().get(0));
    } else {
      checkExpression(number);
    }
  }

  private static void checkNames(SqlWith with) {
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (SqlNode item : with.withList) {
      String name = ((SqlWithItem) item).name.getSimple();
      if (!names.add(name)) {
        throw new SluiceException(
            ErrorCode.SEMANTIC_ERROR,
            "'" + name + "' is there twice in WITH",
            StatementParser.position(((SqlWithItem) item).name.getParserPosition()),
            null);
      }
    }
  }

  private void checkSelect(SqlSelect select) {
    UnnestPlaces.check(select, name -> functions.aggregate().find(name).isPresent());
    checkExpression(select.getSelectList());
    SqlNode from = select.getFrom();
    if (from != null) {
      checkRelation(from);
    }
    checkExpression(select.getWhere());
    checkGroups(select.getGroup());
    checkExpression(select.getHaving());
    checkExpression(select.getQualify());
    checkExpression(select.getOrderList());
  }

  private void checkGroups(@Nullable List<? extends @Nullable SqlNode> groups) {
    if (groups == null) {
      return;
    }
    for (SqlNode group : groups) {
      if (group instanceof SqlNodeList list) {
        checkGroups(list);
      } else if (group instanceof SqlCall call && GROUPINGS.contains(call.getKind())) {
        checkGroups(call.getOperandList());
      } else {
        checkExpression(group);
      }
    }
  }

  private void checkRelation(SqlNode relation) {
    switch (relation.getKind()) {
      case IDENTIFIER -> {
        SqlIdentifier name = (SqlIdentifier) relation;
        tableNames.add(name);
        relationNames.addAll(name.names);
      }
      case AS -> {
        SqlCall named = (SqlCall) relation;
        relationNames.add(((SqlIdentifier) named.operand(1)).getSimple());
        checkRelation(named.operand(0));
      }
      case JOIN -> checkJoin((SqlJoin) relation);
      case TABLESAMPLE -> checkSample((SqlCall) relation);
      case LATERAL -> checkRelation(((SqlCall) relation).operand(0));
      case COLLECTION_TABLE -> {
        SqlNode call = ((SqlCall) relation).operand(0);
        if (!(call instanceof SqlBasicCall function)) {
          throw notSupported(call.getKind().sql, call);
        }
        for (SqlNode argument : function.getOperandList()) {
          boolean isNamed = argument.getKind() == SqlKind.ARGUMENT_ASSIGNMENT;
          checkExpression(isNamed ? ((SqlCall) argument).operand(0) : argument);
        }
      }
      case UNNEST -> {
        for (SqlNode collection : ((SqlCall) relation).getOperandList()) {
          UnnestPlaces.refuse(collection, "the arguments of UNNEST");
          checkExpression(collection);
        }
      }
      case SELECT, ORDER_BY, WITH, UNION, INTERSECT, EXCEPT, VALUES -> checkQuery(relation);
      default -> throw notSupported(relation.getKind().sql.replace('_', ' '), relation);
    }
  }

  private void checkSample(SqlCall sample) {
    if (!(SqlLiteral.sampleValue(sample.operand(1)) instanceof SqlSampleSpec.SqlTableSampleSpec)) {
      throw notSupported("TABLESAMPLE SUBSTITUTE", sample);
    }
    checkRelation(sample.operand(0));
  }

  private void checkJoin(SqlJoin join) {
    JoinType type = join.getJoinType();
    switch (type) {
      case INNER, LEFT, RIGHT, FULL, CROSS, COMMA, LEFT_SEMI_JOIN, LEFT_ANTI_JOIN -> {}
      default -> throw notSupported(type.name() + " JOIN", join.getJoinTypeNode());
    }
    checkRelation(join.getLeft());
    checkRelation(join.getRight());
    UnnestPlaces.refuse(join.getCondition(), "the condition of a join");
    checkExpression(join.getCondition());
  }

  private void checkExpression(@Nullable SqlNode expression) {
    if (expression instanceof SqlNodeList list) {
      list.forEach(this::checkExpression);
    } else if (expression != null && expression.isA(SqlKind.QUERY)) {
      checkQuery(expression);
    } else if (expression != null && expression.getKind() == SqlKind.OVER) {
      checkWindow((SqlCall) expression);
    } else if (expression instanceof SqlCall call) {
      checkCall(call);
      call.getOperandList().forEach(this::checkExpression);
    }
  }

  private void checkWindow(SqlCall over) {
    SqlCall function = over.operand(0);
    if (function.getKind() == SqlKind.IGNORE_NULLS || function.getKind() == SqlKind.RESPECT_NULLS) {
      function = function.operand(0);
    }
    if (function.getOperator() instanceof WindowOperator) {
      function.getOperandList().forEach(this::checkExpression);
    } else {
      checkExpression(function);
    }
    checkPositive(function);
    SqlWindow window = over.operand(1);
    checkExpression(window.getPartitionList());
    checkExpression(window.getOrderList());
  }

  /** The number of buckets, or of a row, where it is constant. */
  private static void checkPositive(SqlCall function) {
    String name = function.getOperator().getName().toLowerCase(Locale.ROOT);
    int place = name.equals("ntile") ? 0 : name.equals("nth_value") ? 1 : function.operandCount();
    if (place < function.operandCount()
        && function.operand(place) instanceof SqlNumericLiteral number
        && number.isInteger()
        && number.bigDecimalValue().signum() == 0) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT,
          name.equals("ntile")
              ? "ntile needs at least 1 bucket, but got 0"
              : "nth_value counts rows from 1 on, but got 0",
          StatementParser.position(number.getParserPosition()),
          null);
    }
  }

  private void checkCall(SqlCall call) {
    String name = call.getOperator().getName();
    if (WindowOperator.find(name) != null && functions.aggregate().find(name).isEmpty()) {
      throw new SluiceException(
          ErrorCode.SEMANTIC_ERROR,
          "Function '" + name + "' needs a window: write " + name + "(...) OVER (...)",
          StatementParser.position(call.getParserPosition()),
          null);
    }
    if (name.equalsIgnoreCase("TRY")
        && SqlUtil.containsCall(call, inner -> inner.isA(SqlKind.QUERY))) {
      throw notSupported("A sub-query in TRY, which is computed before it,", call);
    }
    if (OPERATORS.contains(call.getKind())
        || NAMED_OPERATORS.contains(name)
        || call.getOperator() instanceof StructOperator
        || call.getOperator().equals(WindowOperator.AGGREGATE_INPUT)
        || call.getOperator().equals(AsofOperator.INSTANCE)
        || call.getOperator() instanceof PivotOperator
        || call.getOperator() instanceof StarOperator) {
      return;
    }
    if (!(call.getOperator() instanceof SqlFunction)) {
      throw notSupported(name, call);
    }
    if (!FUNCTIONS.contains(name.toUpperCase(Locale.ROOT))
        && !NestedOperators.contains(name.toUpperCase(Locale.ROOT))
        && !Lambdas.isFunction(name)
        && functions.scalar().find(name).isEmpty()
        && functions.aggregate().find(name).isEmpty()) {
      throw new SluiceException(
          ErrorCode.FUNCTION_NOT_FOUND,
          "Function '" + name + "' not found" + NearestName.hint(name, functionNames()),
          StatementParser.position(call.getParserPosition()),
          null);
    }
  }

  private List<String> functionNames() {
    List<String> names = new ArrayList<>();
    FUNCTIONS.forEach(function -> names.add(function.toLowerCase(Locale.ROOT)));
    names.addAll(functions.scalar().names());
    names.addAll(Lambdas.names());
    names.addAll(functions.aggregate().names());
    return names;
  }

  private static SluiceException notSupported(String what, SqlNode where) {
    return new SluiceException(
        ErrorCode.NOT_SUPPORTED,
        what + " is not supported",
        StatementParser.position(where.getParserPosition()),
        null);
  }
}
