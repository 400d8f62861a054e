package io.sluice.sql.unnesting;

import io.sluice.sql.expression.OuterValueOperator;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexNode;

/** Takes the columns of enclosing queries out of an aggregation, where they were marked as {@link OuterValueOperator}. */
final class OuterValues {
  private OuterValues() {}

  static boolean isOuterValue(AggregateCall call) {
    return call.getAggregation().equals(OuterValueOperator.INSTANCE);
  }

  /** The aggregation without them, and a projection with the columns themselves above. */
  static RelNode replace(Aggregate aggregate) {
    if (!(aggregate.getInput() instanceof Project input)) {
      throw new IllegalStateException("an outer column without an expression");
    }
    List<AggregateCall> calls = aggregate.getAggCallList();
    RelNode grouped = LogicalAggregate.create(
        input,
        List.of(),
        aggregate.getGroupSet(),
        aggregate.getGroupSets(),
        calls.stream().filter(call -> !isOuterValue(call)).toList());
    List<RexNode> outputs = new ArrayList<>(Plans.columns(grouped, 0, aggregate.getGroupCount()));
    int column = aggregate.getGroupCount();
    for (AggregateCall call : calls) {
      outputs.add(
          isOuterValue(call)
              ? input.getProjects().get(call.getArgList().get(0))
              : Plans.rex(grouped).makeInputRef(grouped, column++));
    }
    return LogicalProject.create(
        grouped, List.of(), outputs, aggregate.getRowType().getFieldNames(), Set.of());
  }
}
