package io.sluice.distributed;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.codec.PlanCodec;
import io.sluice.config.ConfigValues;
import io.sluice.config.SessionOptions;
import io.sluice.example.numbers.NumbersExtension;
import io.sluice.extension.Extensions;
import io.sluice.extension.ScanRequest;
import io.sluice.operator.repartition.RepartitionExec;
import io.sluice.operator.scan.CooperativeExec;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.Partitioning;
import io.sluice.plan.PreparedPlan;
import io.sluice.type.Literal;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DistributionsTest {
  private final Extensions extensions = Extensions.of(List.of(new NumbersExtension()));
  private final ConfigValues config = extensions.sessionDefaults();
  private final PlanCodec codec = DistributedCodecs.planCodec(extensions);
  private final DistributedPlanner planner = new DistributedPlanner(extensions.taskEstimators());

  private Distributions numbers(long end) {
    ExecutionPlan scan = extensions
        .tableFunctions()
        .get(0)
        .bind(List.of(Literal.of(0L), Literal.of(end)))
        .scan(new ScanRequest(List.of(0), List.of(), OptionalLong.empty(), config));
    return Distributions.of(new PreparedPlan(
        new RepartitionExec(new Partitioning.RoundRobinBatch(2), new CooperativeExec(scan))));
  }

  @Test
  void isDistributedOnceForAsManyWorkersAndTheSameSettings() {
    Distributions plan = numbers(100);
    DistributedPlan four = plan.distribute(planner, 4, config);
    assertThat(four.stages()).singleElement().returns(4, Stage::taskCount);
    assertThat(plan.distribute(planner, 4, config)).isSameAs(four);

    DistributedPlan two = plan.distribute(planner, 2, config);
    assertThat(two.stages()).singleElement().returns(2, Stage::taskCount);

    ConfigValues others = config.with(SessionOptions.BATCH_SIZE, 7L);
    assertThat(plan.distribute(planner, 2, others)).isNotSameAs(two);
  }

  @Test
  void isOfOneTaskWithAnyNumberOfWorkersOrWithNone() {
    assertThat(numbers(100).oneTask(planner, config)).isEmpty();
    Distributions small = numbers(5);
    DistributedPlan alone = small.oneTask(planner, config).orElseThrow();
    assertThat(alone.stages()).isEmpty();
    assertThat(small.oneTask(planner, config)).containsSame(alone);
  }

  @Test
  void tasksAreEncodedOnceAndRunTheirShare() {
    DistributedPlan plan = numbers(100).distribute(planner, 4, config);
    List<Buffer> tasks = plan.taskPlans(codec).get(1);
    assertThat(tasks).hasSize(4);
    Stage stage = plan.stages().get(0);
    for (int task = 0; task < 4; task++) {
      assertThat(codec.decode(tasks.get(task)).displayAs())
          .isEqualTo(stage.requirePlan().forTask(task).displayAs());
    }
    assertThat(plan.taskPlans(codec).get(1)).isSameAs(tasks);
  }
}
