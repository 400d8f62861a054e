package io.sluice.operator.filter;

import io.sluice.expression.PhysicalExpression;
import io.sluice.plan.CardinalityEffect;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.PlanProperties;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import io.sluice.type.TypeKind;
import java.util.List;

/** Keeps the rows for which a BOOLEAN expression is true. Copies nothing: its batches carry a selection. */
public record FilterExec(PhysicalExpression predicate, ExecutionPlan input)
    implements ExecutionPlan {
  public FilterExec {
    if (predicate.type().kind() != TypeKind.BOOLEAN) {
      throw new IllegalArgumentException("a condition must be BOOLEAN: " + predicate);
    }
  }

  @Override
  public PlanProperties properties() {
    return input.properties();
  }

  @Override
  public List<ExecutionPlan> children() {
    return List.of(input);
  }

  @Override
  public ExecutionPlan withNewChildren(List<ExecutionPlan> children) {
    return new FilterExec(predicate, children.get(0));
  }

  @Override
  public RecordBatchStream execute(int partition, TaskContext context) {
    return new FilterStream(predicate.newEvaluator(), input.open(partition, context));
  }

  @Override
  public String displayAs() {
    return "FilterExec: " + predicate;
  }

  @Override
  public CardinalityEffect cardinalityEffect() {
    return CardinalityEffect.LOWER_EQUAL;
  }
}
