package io.sluice.sql.physical;

import io.sluice.expression.ColumnExpression;
import io.sluice.expression.SortField;
import io.sluice.sql.expression.WindowOperator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;

/**
 * The operands of a call over a window, taken out of a {@link WindowOperator#AGGREGATE_INPUT}, and what that says about its rows.
 *
 * @param details of that operator, behind the first; empty without it
 */
record AggregateInput(List<RexNode> operands, List<RexNode> details) {
  static AggregateInput of(RexOver over) {
    List<RexNode> operands = new ArrayList<>(over.getOperands());
    if (operands.isEmpty()
        || !(operands.get(0) instanceof RexCall call)
        || !call.getOperator().equals(WindowOperator.AGGREGATE_INPUT)) {
      return new AggregateInput(operands, List.of());
    }
    operands.set(0, call.getOperands().get(0));
    return new AggregateInput(
        operands, call.getOperands().subList(1, call.getOperands().size()));
  }

  /** The column that tells which rows count, if not all do. */
  Optional<ColumnExpression> filter(WindowInput columns) {
    return details.isEmpty() || details.get(0).isAlwaysTrue()
        ? Optional.empty()
        : Optional.of(columns.column(columns.translate(details.get(0))));
  }

  /** The order in which the function sees its rows. */
  List<SortField> orderBy(WindowInput columns) {
    List<SortField> order = new ArrayList<>();
    for (int i = 1; i < details.size(); i += 2) {
      int direction = RexLiteral.intValue(details.get(i + 1));
      order.add(new SortField(
          columns.column(columns.translate(details.get(i))),
          (direction & WindowOperator.DESCENDING) != 0,
          (direction & WindowOperator.NULLS_FIRST) != 0));
    }
    return order;
  }
}
