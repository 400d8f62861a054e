package io.sluice.sql.write;

import io.sluice.error.ErrorCode;
import java.util.function.Predicate;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDelete;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlUpdate;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/** Refuses aggregate and window functions where a statement that writes looks at one row at a time. Their sub-queries may have them. */
public final class RowExpressions {
  private RowExpressions() {}

  /**
   * Looks at SET and WHERE of an UPDATE or DELETE.
   *
   * @param aggregates tells the names of aggregate functions
   * @throws io.sluice.error.SluiceException of code SEMANTIC_ERROR, with the position
   */
  public static void check(SqlNode statement, Predicate<String> aggregates) {
    if (statement instanceof SqlUpdate update) {
      update.getSourceExpressionList().forEach(value -> check("SET", value, aggregates));
      check("WHERE", update.getCondition(), aggregates);
    } else if (statement instanceof SqlDelete delete) {
      check("WHERE", delete.getCondition(), aggregates);
    }
  }

  private static void check(
      String clause, @Nullable SqlNode expression, Predicate<String> aggregates) {
    if (expression != null) {
      expression.accept(new Visitor(clause, aggregates));
    }
  }

  private static final class Visitor extends SqlBasicVisitor<@Nullable Void> {
    private final String clause;
    private final Predicate<String> aggregates;

    Visitor(String clause, Predicate<String> aggregates) {
      this.clause = clause;
      this.aggregates = aggregates;
    }

    @Override
    public @Nullable Void visit(SqlCall call) {
      if (call.isA(SqlKind.QUERY)) {
        return null;
      }
      if (call.getKind() == SqlKind.OVER) {
        throw refused("window", call);
      }
      if (aggregates.test(call.getOperator().getName())) {
        throw refused("aggregate", call);
      }
      return super.visit(call);
    }

    private RuntimeException refused(String kind, SqlNode where) {
      return TableElements.error(
          ErrorCode.SEMANTIC_ERROR,
          "%s takes no %s functions; compute them in a sub-query".formatted(clause, kind),
          where);
    }

    @Override
    public @Nullable Void visit(SqlNodeList list) {
      list.forEach(node -> {
        if (node != null) {
          node.accept(this);
        }
      });
      return null;
    }
  }
}
