package io.sluice.sql.analysis;

import io.sluice.sql.dialect.TimeLiterals;
import io.sluice.sql.grammar.PivotOperator;
import io.sluice.sql.grammar.StarOperator;
import io.sluice.sql.operator.CheckedCast;
import io.sluice.sql.parser.SyntaxText;
import io.sluice.sql.table.FunctionTables;
import io.sluice.sql.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlUnnestOperator;
import org.apache.calcite.sql.SqlUtil;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/**
 * Prepares a syntax tree for validation: puts the values of parameters in, replaces calls of table functions by the tables they stand for, names
 * the columns that have no name by their text, and resolves the names of types.
 */
final class StatementRewriter extends SqlShuttle {
  private final SyntaxText source;
  private final ParameterValues parameters;
  private final int firstParameter;
  private final FunctionTables functionTables;
  private final FieldPaths fields;
  private final Lambdas lambdas;
  private final AggregateSyntax aggregates;

  /**
   * Makes a rewriter for one statement.
   *
   * @param firstParameter the number of the statement's first parameter in the text
   * @param fields finds fields of columns among names with points
   */
  StatementRewriter(
      SyntaxText source,
      ParameterValues parameters,
      int firstParameter,
      FunctionTables functionTables,
      FieldPaths fields,
      Lambdas lambdas,
      AggregateSyntax aggregates) {
    this.fields = fields;
    this.lambdas = lambdas;
    this.aggregates = aggregates;
    this.source = source;
    this.parameters = parameters;
    this.firstParameter = firstParameter;
    this.functionTables = functionTables;
  }

  @Override
  public SqlNode visit(SqlDynamicParam parameter) {
    return parameters.at(parameter.getIndex() - firstParameter, parameter);
  }

  @Override
  public @Nullable SqlNode visit(SqlCall call) {
    if (call.getKind() == SqlKind.VALUES) {
      return super.visit(IntervalValues.unified(call));
    }
    nameCallsOfSeries(call);
    SqlNode visited = super.visit(isColumnNamedByAlias(call) ? withColumnName(call) : call);
    if (visited instanceof SqlSelect select) {
      select.setSelectList(named(select.getSelectList()));
      return select;
    }
    if (visited instanceof SqlJoin join
        && join.getCondition() != null
        && join.getCondition().isA(SqlKind.QUERY)) {
      SqlNode condition = join.getCondition();
      join.setOperand(
          5, SqlStdOperatorTable.SCALAR_QUERY.createCall(condition.getParserPosition(), condition));
      return join;
    }
    if (visited instanceof SqlWith with) {
      RecursiveQueries.prepare(with);
      return with;
    }
    if (visited instanceof SqlCall rewritten) {
      if (rewritten.getOperator() instanceof PivotOperator) {
        return withNames(rewritten);
      }
      if (ConditionalSyntax.isConditional(rewritten)) {
        return ConditionalSyntax.rewrite(rewritten);
      }
      if (Lambdas.isCall(rewritten)) {
        return lambdas.close(rewritten);
      }
      Lambdas.replaceArrows(rewritten);
      if (rewritten.getKind() == SqlKind.LATERAL
          && (rewritten.operand(0) instanceof SqlIdentifier
              || rewritten.operand(0).getKind() == SqlKind.UNNEST)) {
        return rewritten.operand(0);
      }
      if (rewritten.getKind() == SqlKind.COLLECTION_TABLE) {
        SqlCall function = rewritten.operand(0);
        return functionTables.isSeriesOfColumns(function)
            ? UnnestTable.plain().createCall(function.getParserPosition(), function)
            : functionTables.bind(function);
      }
      if (rewritten.getOperator() instanceof SqlUnnestOperator unnest) {
        return UnnestTable.like(unnest)
            .createCall(
                rewritten.getParserPosition(),
                rewritten.getOperandList().stream()
                    .map(StatementRewriter::value)
                    .toList());
      }
      if (rewritten.getKind() == SqlKind.MINUS_PREFIX
          && rewritten.operand(0) instanceof SqlNumericLiteral number) {
        return SqlLiteral.createNegative(number, rewritten.getParserPosition());
      }
      if (rewritten.getKind() == SqlKind.FILTER
          && SqlUtil.isNullLiteral(rewritten.operand(1), true)) {
        rewritten.setOperand(1, SqlLiteral.createUnknown(rewritten.operand(1).getParserPosition()));
      }
      return aggregates.normalize(CheckedCast.of(rewritten));
    }
    return visited;
  }

  /** A query is meant as its value. */
  private static SqlNode value(SqlNode expression) {
    return expression.isA(SqlKind.QUERY)
        ? SqlStdOperatorTable.SCALAR_QUERY.createCall(expression.getParserPosition(), expression)
        : expression;
  }

  private boolean isColumnNamedByAlias(SqlCall call) {
    if (call.getKind() != SqlKind.AS || call.operandCount() != 2) {
      return false;
    }
    SqlNode table = call.operand(0);
    SqlNode inner = table.getKind() == SqlKind.LATERAL ? ((SqlCall) table).operand(0) : table;
    return inner.getKind() == SqlKind.COLLECTION_TABLE
        && functionTables.isColumnNamedByAlias(((SqlCall) inner).operand(0));
  }

  /** Gives calls in FROM that become arrays the alias that their tables would have. */
  private void nameCallsOfSeries(SqlCall call) {
    if (call instanceof SqlJoin join) {
      join.setLeft(namedSeries(join.getLeft()));
      join.setRight(namedSeries(join.getRight()));
    } else if (call instanceof SqlSelect select && select.getFrom() != null) {
      select.setFrom(namedSeries(select.getFrom()));
    }
  }

  private SqlNode namedSeries(SqlNode relation) {
    SqlNode inner =
        relation.getKind() == SqlKind.LATERAL ? ((SqlCall) relation).operand(0) : relation;
    return inner.getKind() == SqlKind.COLLECTION_TABLE
            && functionTables.isSeriesOfColumns(((SqlCall) inner).operand(0))
        ? functionTables.named(relation, ((SqlCall) inner).operand(0))
        : relation;
  }

  private static SqlCall withColumnName(SqlCall as) {
    return as.getOperator()
        .createCall(as.getParserPosition(), as.operand(0), as.operand(1), as.operand(1));
  }

  private SqlNodeList named(SqlNodeList items) {
    List<SqlNode> named = new ArrayList<>();
    for (SqlNode item : items) {
      named.add(hasName(item) ? item : name(item));
    }
    return new SqlNodeList(named, items.getParserPosition());
  }

  private static boolean hasName(SqlNode item) {
    return item instanceof SqlIdentifier || item.getKind() == SqlKind.AS || StarOperator.isIn(item);
  }

  /** PIVOT and UNPIVOT make names of columns of those of their groups, and of aggregates where there are several, or of columns. */
  private SqlNode withNames(SqlCall pivot) {
    if (pivot.getOperator().equals(PivotOperator.PIVOT)) {
      SqlNodeList aggregates = pivot.operand(1);
      SqlNodeList groups = (SqlNodeList) pivot.getOperandList().get(2);
      boolean isNamed = aggregates.size() > 1 || ((SqlNodeList) pivot.operand(0)).isEmpty();
      pivot.setOperand(1, isNamed ? named(aggregates) : aggregates);
      pivot.setOperand(2, groups == null ? null : named(groups));
    } else if (pivot.getOperator().equals(PivotOperator.UNPIVOT)) {
      SqlNodeList columns = pivot.operand(0);
      List<SqlNode> named = new ArrayList<>();
      for (SqlNode column : columns) {
        named.add(column.getKind() == SqlKind.ROW || hasName(column) ? column : name(column));
      }
      pivot.setOperand(0, new SqlNodeList(named, columns.getParserPosition()));
    }
    return pivot;
  }

  private SqlNode name(SqlNode item) {
    String name = fields.name(item).orElseGet(() -> source.of(item));
    return Trees.as(item, name);
  }

  @Override
  public SqlNode visit(SqlLiteral literal) {
    return TimeLiterals.read(literal);
  }

  @Override
  public SqlNode visit(SqlIdentifier name) {
    return fields.resolve(name);
  }

  @Override
  public SqlNode visit(SqlDataTypeSpec type) {
    return TypeSpecs.resolve(type);
  }
}
