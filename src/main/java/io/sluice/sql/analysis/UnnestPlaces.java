package io.sluice.sql.analysis;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.sql.logical.UnnestFunction;
import io.sluice.sql.parser.StatementParser;
import java.util.function.Predicate;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/** Where {@code unnest(array)} may be called: among the items of a SELECT, in its GROUP BY and ORDER BY, and not inside of what reads several rows. */
final class UnnestPlaces {
  private UnnestPlaces() {}

  /**
   * Checks a query block, without its sub-queries.
   *
   * @param aggregates tells the names of aggregate functions
   * @throws SluiceException of code NOT_SUPPORTED, with the position of a call in another place
   */
  static void check(SqlSelect select, Predicate<String> aggregates) {
    refuse(select.getWhere(), "WHERE");
    refuse(select.getHaving(), "HAVING");
    refuse(select.getQualify(), "QUALIFY");
    refuse(select.getWindowList(), "windows");
    SqlBasicVisitor<@Nullable Void> inner = new SqlBasicVisitor<>() {
      @Override
      public @Nullable Void visit(SqlCall call) {
        if (call.isA(SqlKind.QUERY)) {
          return null;
        }
        if (call.getKind() == SqlKind.OVER) {
          refuse(call, "windows");
        } else if (aggregates.test(call.getOperator().getName())
            || call.getKind() == SqlKind.FILTER
            || call.getKind() == SqlKind.WITHIN_GROUP) {
          refuse(call, "aggregate functions");
        } else if (isUnnest(call)) {
          call.getOperandList().forEach(operand -> refuse(operand, "the arguments of UNNEST"));
        }
        return super.visit(call);
      }
    };
    select.getSelectList().accept(inner);
    if (select.getGroup() != null) {
      select.getGroup().accept(inner);
    }
  }

  /**
   * Refuses calls in an expression, not those in its sub-queries.
   *
   * @throws SluiceException of code NOT_SUPPORTED, with the position
   */
  static void refuse(@Nullable SqlNode expression, String place) {
    if (expression == null) {
      return;
    }
    expression.accept(new SqlBasicVisitor<@Nullable Void>() {
      @Override
      public @Nullable Void visit(SqlCall call) {
        if (call.isA(SqlKind.QUERY)) {
          return null;
        }
        if (isUnnest(call)) {
          throw new SluiceException(
              ErrorCode.NOT_SUPPORTED,
              "UNNEST in " + place + " is not supported; unnest in FROM instead",
              StatementParser.position(call.getParserPosition()),
              null);
        }
        return super.visit(call);
      }
    });
  }

  private static boolean isUnnest(SqlCall call) {
    return call.getOperator().getName().equalsIgnoreCase(UnnestFunction.INSTANCE.getName());
  }
}
