package io.sluice.sql.unnesting;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexNode;

/**
 * A plan for all values of the outer columns it reads: its own columns, and behind them those values (its domain).
 *
 * @param width how many columns are its own
 */
record Dependent(RelNode plan, int width) {
  int domainSize() {
    return Plans.width(plan) - width;
  }

  RexNode own(int column) {
    return Plans.rex(plan).makeInputRef(plan, column);
  }

  RexNode domain(int index) {
    return Plans.rex(plan).makeInputRef(plan, width + index);
  }

  List<RexNode> domain() {
    return Plans.columns(plan, width, domainSize());
  }

  /** Own columns and domain at other places of a wider plan. */
  static Dependent arrange(RelNode wide, int ownFrom, int width, int domainFrom, int domainSize) {
    List<RexNode> columns = new ArrayList<>(Plans.columns(wide, ownFrom, width));
    columns.addAll(Plans.columns(wide, domainFrom, domainSize));
    return new Dependent(Plans.project(wide, columns), width);
  }
}
