package io.sluice.sql.analysis;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.sql.expression.OuterValueOperator;
import io.sluice.sql.parser.StatementParser;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlUtil;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.sql.validate.AggregatingSelectScope;
import org.apache.calcite.sql.validate.SqlValidatorCatalogReader;
import org.apache.calcite.sql.validate.SqlValidatorImpl;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.jspecify.annotations.Nullable;

/** Resolves names and types of one query, and refuses by name what would be taken for something else. */
final class QueryValidator extends SqlValidatorImpl {
  QueryValidator(
      SqlOperatorTable operators,
      SqlValidatorCatalogReader reader,
      RelDataTypeFactory types,
      Config config) {
    super(operators, reader, types, config);
  }

  /** An aggregate whose columns are all of an enclosing query is one of that query, by the standard. */
  @Override
  public void validateAggregateParams(
      SqlCall call,
      @Nullable SqlNode filter,
      @Nullable SqlNodeList distinct,
      @Nullable SqlNodeList order,
      SqlValidatorScope scope) {
    super.validateAggregateParams(call, filter, distinct, order, scope);
    if (filter != null && order != null) {
      order.forEach(key -> deriveType(scope, key)); // FILTER hides the order from the super class
    }
    if (!call.getOperator().equals(OuterValueOperator.INSTANCE)
        && scope instanceof AggregatingSelectScope aggregating
        && new OuterColumns(this, aggregating).areAll(call.getOperandList())) {
      throw refused(
          "An aggregate of the outer query, to which "
              + call.getOperator().getName()
              + " belongs as it reads columns of that query only,",
          call);
    }
  }

  /** Follows FROM, so that columns are known. */
  @Override
  protected void validateWhereClause(SqlSelect select) {
    new OutputAliases(this, getWhereScope(select)).replace(select);
    super.validateWhereClause(select);
  }

  /** Follows FROM and WHERE, so that columns are known, and what is grouped by is not marked. */
  @Override
  protected void validateGroupClause(SqlSelect select) {
    super.validateGroupClause(select);
    if (getSelectScope(select) instanceof AggregatingSelectScope scope) {
      new OuterColumns(this, scope).mark(select);
    }
  }

  /** The super class takes the windows of sub-queries for windows of HAVING. */
  @Override
  protected void validateHavingClause(SqlSelect select) {
    SqlNode having = select.getHaving();
    if (having != null
        && !hasOwnWindow(having)
        && SqlUtil.containsCall(having, call -> call.getKind() == SqlKind.OVER)) {
      throw refused("A window function in a sub-query of HAVING", having);
    }
    super.validateHavingClause(select);
  }

  private static boolean hasOwnWindow(SqlNode expression) {
    AtomicBoolean found = new AtomicBoolean();
    expression.accept(new OutsideOfQueries() {
      @Override
      public @Nullable Void visit(SqlCall call) {
        found.compareAndSet(false, call.getKind() == SqlKind.OVER);
        return super.visit(call);
      }
    });
    return found.get();
  }

  private static SluiceException refused(String what, SqlNode where) {
    return new SluiceException(
        ErrorCode.NOT_SUPPORTED,
        what + " is not supported",
        StatementParser.position(where.getParserPosition()),
        null);
  }

  /** Visits an expression without its sub-queries. */
  private static class OutsideOfQueries extends SqlBasicVisitor<Void> {
    @Override
    public @Nullable Void visit(SqlCall call) {
      return call.isA(SqlKind.QUERY) ? null : super.visit(call);
    }
  }
}
