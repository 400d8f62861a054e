package io.sluice.operator.projection;

import io.sluice.expression.ExpressionEvaluator;
import io.sluice.expression.NamedExpression;
import io.sluice.plan.CardinalityEffect;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.PlanProperties;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import io.sluice.type.Schema;
import java.util.List;

/** Computes its columns row by row. What is known of the input's partitioning and order is kept as far as the columns are. */
public record ProjectionExec(List<NamedExpression> expressions, ExecutionPlan input)
    implements ExecutionPlan {
  public ProjectionExec {
    expressions = List.copyOf(expressions);
  }

  @Override
  public PlanProperties properties() {
    Schema schema =
        new Schema(expressions.stream().map(NamedExpression::toField).toList());
    return new KeptColumns(expressions).apply(input.properties()).withSchema(schema);
  }

  @Override
  public List<ExecutionPlan> children() {
    return List.of(input);
  }

  @Override
  public ExecutionPlan withNewChildren(List<ExecutionPlan> children) {
    return new ProjectionExec(expressions, children.get(0));
  }

  @Override
  public RecordBatchStream execute(int partition, TaskContext context) {
    ExpressionEvaluator[] evaluators = expressions.stream()
        .map(named -> named.expression().newEvaluator())
        .toArray(ExpressionEvaluator[]::new);
    return new ProjectionStream(schema(), evaluators, input.open(partition, context));
  }

  @Override
  public String displayAs() {
    return "ProjectionExec: expr=" + expressions;
  }

  @Override
  public CardinalityEffect cardinalityEffect() {
    return CardinalityEffect.EQUAL;
  }
}
