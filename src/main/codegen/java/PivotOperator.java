package io.sluice.sql.grammar;

import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlSpecialOperator;

/** Calls of them are the only item of a SELECT, until the columns of its FROM are known. */
public final class PivotOperator extends SqlSpecialOperator {
  /** A list of axes, one of aggregates, which may be empty, and one of groups, which may be null. */
  public static final PivotOperator PIVOT = new PivotOperator("PIVOT");

  /** The expression of an axis and the list of its values, which may be null. */
  public static final PivotOperator AXIS = new PivotOperator("PIVOT ON");

  /** A list of columns, the name of the column of their names, the list of those of their values, and whether NULLs are rows. */
  public static final PivotOperator UNPIVOT = new PivotOperator("UNPIVOT");

  private PivotOperator(String name) {
    super(name, SqlKind.OTHER);
  }
}
