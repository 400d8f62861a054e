package io.sluice.operator.sample;

import static java.util.Objects.requireNonNull;

import io.sluice.plan.CardinalityEffect;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.PlanProperties;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import java.util.List;

/**
 * Some of its input's rows, drawn at random. The same seed draws the same rows of the same partitions of the same tasks, as long as these give their rows in the same order.
 *
 * @param fraction how likely a row, or a batch of rows, is drawn: from 0 to 1
 */
public record SampleExec(SampleMethod method, double fraction, long seed, ExecutionPlan input)
    implements ExecutionPlan {
  public SampleExec {
    requireNonNull(method, "method");
    if (!(fraction >= 0 && fraction <= 1)) {
      throw new IllegalArgumentException("a sample of " + fraction + " of the rows");
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
  public SampleExec withNewChildren(List<ExecutionPlan> children) {
    return new SampleExec(method, fraction, seed, children.get(0));
  }

  @Override
  public RecordBatchStream execute(int partition, TaskContext context) {
    long place = (long) context.distributed().taskIndex() << Integer.SIZE | partition;
    return new SampleStream(
        method, new Draws(seed ^ Draws.mixed(place), fraction), input.open(partition, context));
  }

  @Override
  public String displayAs() {
    return "SampleExec: method=" + method + ", fraction=" + fraction;
  }

  @Override
  public CardinalityEffect cardinalityEffect() {
    return CardinalityEffect.LOWER_EQUAL;
  }
}
