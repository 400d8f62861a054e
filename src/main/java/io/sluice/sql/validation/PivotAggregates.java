package io.sluice.sql.validation;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.sql.parser.StatementParser;
import io.sluice.sql.tree.TreeCopy;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.util.SqlShuttle;
import org.apache.calcite.sql.validate.SqlNameMatchers;
import org.apache.calcite.sql.validate.SqlValidator;
import org.jspecify.annotations.Nullable;

/** What PIVOT computes for a value: an expression whose aggregates read the rows of that value only. */
final class PivotAggregates {
  private final SqlValidator validator;

  PivotAggregates(SqlValidator validator) {
    this.validator = validator;
  }

  /**
   * A copy of an expression with a condition for the rows of its aggregates.
   *
   * @throws SluiceException of code SEMANTIC_ERROR when it has none
   */
  SqlNode filtered(SqlNode expression, SqlNode condition) {
    Filtering filtering = new Filtering(condition);
    SqlNode filtered = TreeCopy.of(expression).accept(filtering);
    if (filtered == null || !filtering.hasAggregate) {
      throw new SluiceException(
          ErrorCode.SEMANTIC_ERROR,
          "PIVOT takes aggregate functions and expressions of them",
          StatementParser.position(expression.getParserPosition()),
          null);
    }
    return filtered;
  }

  private boolean isAggregate(SqlCall call) {
    if (call.getKind() == SqlKind.FILTER || call.getKind() == SqlKind.WITHIN_GROUP) {
      return true;
    }
    if (!(call.getOperator() instanceof SqlFunction function)) {
      return false;
    }
    SqlIdentifier name = function.getNameAsId();
    List<SqlOperator> found = new ArrayList<>();
    validator
        .getOperatorTable()
        .lookupOperatorOverloads(
            name, null, SqlSyntax.FUNCTION, found, SqlNameMatchers.withCaseSensitive(false));
    return function.isAggregator() || found.stream().anyMatch(SqlOperator::isAggregator);
  }

  private final class Filtering extends SqlShuttle {
    private final SqlNode condition;
    private boolean hasAggregate;

    Filtering(SqlNode condition) {
      this.condition = condition;
    }

    @Override
    public @Nullable SqlNode visit(SqlCall call) {
      if (call.isA(SqlKind.QUERY)) {
        return call;
      }
      if (!isAggregate(call)) {
        return super.visit(call);
      }
      hasAggregate = true;
      SqlNode isTaken = TreeCopy.of(condition);
      return call.getKind() == SqlKind.FILTER
          ? filter(
              call.operand(0),
              SqlStdOperatorTable.AND.createCall(
                  call.getParserPosition(), call.operand(1), isTaken))
          : filter(call, isTaken);
    }

    private SqlNode filter(SqlNode aggregate, SqlNode rows) {
      return SqlStdOperatorTable.FILTER.createCall(aggregate.getParserPosition(), aggregate, rows);
    }
  }
}
