package io.sluice.sql.grammar;

import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.util.SqlBasicVisitor;

/** Operators that stand for several columns in a SELECT, until the columns of its FROM are known. */
public final class StarOperator extends SqlSpecialOperator {
  /** Star, and the lists of EXCLUDE, REPLACE and RENAME, each of which may be null. */
  public static final StarOperator OPTIONS = new StarOperator("*");

  /** What chooses the columns: a star, a call of one of the other operators, a text or an array. */
  public static final StarOperator COLUMNS = new StarOperator("COLUMNS");

  /** Star and pattern, here and below. */
  public static final StarOperator LIKE = new StarOperator("* LIKE");

  public static final StarOperator NOT_LIKE = new StarOperator("* NOT LIKE");
  public static final StarOperator ILIKE = new StarOperator("* ILIKE");
  public static final StarOperator NOT_ILIKE = new StarOperator("* NOT ILIKE");
  public static final StarOperator GLOB = new StarOperator("* GLOB");
  public static final StarOperator SIMILAR_TO = new StarOperator("* SIMILAR TO");
  public static final StarOperator NOT_SIMILAR_TO = new StarOperator("* NOT SIMILAR TO");

  private StarOperator(String name) {
    super(name, SqlKind.OTHER);
  }

  /** Whether a call of one of them is in an expression, outside of its sub-queries. */
  public static boolean isIn(SqlNode expression) {
    final boolean[] isFound = {false};
    expression.accept(
        new SqlBasicVisitor<Void>() {
          @Override
          public Void visit(SqlCall call) {
            if (call.isA(SqlKind.QUERY)) {
              return null;
            }
            isFound[0] |= call.getOperator() instanceof StarOperator;
            return super.visit(call);
          }
        });
    return isFound[0];
  }
}
