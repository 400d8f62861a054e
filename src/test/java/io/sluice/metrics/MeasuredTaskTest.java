package io.sluice.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.Clock;
import io.sluice.memory.MemoryReservation;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.OperatorMetric;
import io.sluice.plan.PlanProperties;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import io.sluice.testing.TestTaskContext;
import io.sluice.type.Schema;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Time goes to the operator whose code runs, memory to the one that reserves it. */
class MeasuredTaskTest {
  private final ManualClock clock = new ManualClock();

  private static final class ManualClock implements Clock {
    private long nanos;

    @Override
    public long nanoTime() {
      return nanos;
    }

    @Override
    public long epochMillis() {
      return 0;
    }
  }

  /** Takes its time before and after it polls its inputs, and reserves memory meanwhile. */
  private final class SlowExec implements ExecutionPlan {
    private final long nanos;
    private final List<ExecutionPlan> inputs;

    SlowExec(long nanos, ExecutionPlan... inputs) {
      this.nanos = nanos;
      this.inputs = List.of(inputs);
    }

    @Override
    public PlanProperties properties() {
      throw new IllegalStateException("nobody asks");
    }

    @Override
    public List<ExecutionPlan> children() {
      return inputs;
    }

    @Override
    public ExecutionPlan withNewChildren(List<ExecutionPlan> children) {
      return this;
    }

    @Override
    public RecordBatchStream execute(int partition, TaskContext context) {
      clock.nanos += nanos;
      return new Stream(
          context, inputs.stream().map(input -> input.open(partition, context)).toList());
    }

    @Override
    public String displayAs() {
      return "SlowExec";
    }

    private final class Stream implements RecordBatchStream {
      private final TaskContext context;
      private final List<RecordBatchStream> streams;

      Stream(TaskContext context, List<RecordBatchStream> streams) {
        this.context = context;
        this.streams = streams;
      }

      @Override
      public Schema schema() {
        return Schema.EMPTY;
      }

      @Override
      public Poll poll() {
        try (MemoryReservation reservation = context.reserve("SlowExec")) {
          reservation.grow(nanos);
          clock.nanos += nanos;
          streams.forEach(RecordBatchStream::poll);
          return context.metrics().current().timed(OperatorMetric.BUILD_TIME, () -> {
            clock.nanos += nanos;
            return Poll.END;
          });
        }
      }

      @Override
      public void close() {
        streams.forEach(RecordBatchStream::close);
        clock.nanos += nanos;
      }
    }
  }

  private TaskProfile run(ExecutionPlan plan, int polls) {
    MeasuredTask metrics = new MeasuredTask(plan, clock);
    try (TestTaskContext context = TestTaskContext.builder().metrics(metrics).build()) {
      try (RecordBatchStream stream = plan.open(0, context)) {
        for (int i = 0; i < polls; i++) {
          stream.poll();
        }
      }
    }
    return metrics.profile();
  }

  @Test
  void timeIsThatOfTheOperatorAlone() {
    TaskProfile profile =
        run(new SlowExec(1, new SlowExec(10, new SlowExec(100)), new SlowExec(1_000)), 1);
    assertThat(profile.operators())
        .extracting(values -> values.get(OperatorMetric.ELAPSED_COMPUTE))
        .containsExactly(4L, 40L, 400L, 4_000L);
    assertThat(profile.operators())
        .extracting(values -> values.get(OperatorMetric.BUILD_TIME))
        .containsExactly(1L, 10L, 100L, 1_000L);
  }

  @Test
  void thePeakOfMemoryIsNoSum() {
    assertThat(run(new SlowExec(7, new SlowExec(5)), 3).operators())
        .extracting(values -> values.get(OperatorMetric.PEAK_MEMORY_BYTES))
        .containsExactly(7L, 5L);
  }

  @Test
  void aNodeAtTwoPlacesCountsAtTheFirst() {
    SlowExec twice = new SlowExec(10);
    TaskProfile profile = run(new SlowExec(1, twice, twice), 1);
    assertThat(profile.operators()).hasSize(3);
    assertThat(profile.operators().get(1).get(OperatorMetric.ELAPSED_COMPUTE)).isEqualTo(80);
    assertThat(profile.operators().get(2)).isEqualTo(MetricValues.NONE);
  }

  @Test
  void tasksOfAStageAddUpAndTheLargestStandsOut() {
    MetricValues first = new MetricValues(Map.of(OperatorMetric.OUTPUT_ROWS, 3L));
    MetricValues second = new MetricValues(
        Map.of(OperatorMetric.OUTPUT_ROWS, 5L, OperatorMetric.ELAPSED_COMPUTE, 1_250_000L));
    StageProfile stage = StageProfile.of(List.of(
        new TaskProfile(List.of(first), MetricValues.NONE),
        new TaskProfile(List.of(second), MetricValues.NONE)));
    assertThat(ProfileText.ofOperator(stage.operator(0)))
        .isEqualTo("metrics=[output_rows=8 (max 5), elapsed_compute=1.250ms (max 1.250ms)]");
    assertThat(ProfileText.ofOperator(stage.operator(1))).isEqualTo("metrics=[]");
  }
}
