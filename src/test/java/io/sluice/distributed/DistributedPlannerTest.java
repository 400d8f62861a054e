package io.sluice.distributed;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.ConfigValues;
import io.sluice.config.SessionOptions;
import io.sluice.example.numbers.NumbersExtension;
import io.sluice.expression.ColumnExpression;
import io.sluice.expression.NamedExpression;
import io.sluice.expression.PhysicalExpression;
import io.sluice.expression.SortField;
import io.sluice.extension.Extensions;
import io.sluice.extension.ScanRequest;
import io.sluice.operator.aggregate.AggregateExec;
import io.sluice.operator.aggregate.AggregateMode;
import io.sluice.operator.join.HashJoinExec;
import io.sluice.operator.join.JoinMode;
import io.sluice.operator.join.NestedLoopJoinExec;
import io.sluice.operator.join.match.JoinKey;
import io.sluice.operator.join.match.JoinType;
import io.sluice.operator.repartition.CoalesceBatchesExec;
import io.sluice.operator.repartition.CoalescePartitionsExec;
import io.sluice.operator.repartition.RepartitionExec;
import io.sluice.operator.repartition.SpoolExec;
import io.sluice.operator.repartition.SpoolScanExec;
import io.sluice.operator.scan.CooperativeExec;
import io.sluice.operator.sort.SortExec;
import io.sluice.operator.sort.SortPreservingMergeExec;
import io.sluice.operator.union.UnionExec;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.Partitioning;
import io.sluice.type.DataType;
import io.sluice.type.Literal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DistributedPlannerTest {
  private static final int PARTITIONS = 16;

  private final Extensions extensions = Extensions.of(List.of(new NumbersExtension()));
  private final ConfigValues config = extensions
      .sessionDefaults()
      .with(SessionOptions.TARGET_PARTITIONS, (long) PARTITIONS)
      .with(SessionOptions.CARDINALITY_TASK_COUNT_FACTOR, 1.5);
  private final ColumnExpression number = new ColumnExpression("number", 0, DataType.BIGINT, false);

  @ParameterizedTest
  @CsvSource({"10, 4", "11, 4", "100, 4", "100, 10"})
  void distinctNumbersInOrderPlanAsTheGoldenFilesSay(long end, int workers) throws IOException {
    ExecutionPlan plan = distribute(merge(sort(distinct(numbers(0, end)))), workers);
    assertThat(DistributedPlanText.format(plan))
        .isEqualTo(golden("numbers-0-%d-workers-%d.txt".formatted(end, workers)));
  }

  @ParameterizedTest(name = "numbers({0}, {1}) on {2} workers runs as {3} tasks")
  @CsvSource({
    "0, 10, 4, 1",
    "0, 11, 4, 2",
    "0, 100, 4, 4",
    "0, 100, 10, 10",
    "0, 100, 1, 1",
    "-5, 6, 4, 2",
    "10, 0, 4, 1",
    "0, 0, 4, 1"
  })
  void numbersAreSplitByTheEstimate(long start, long end, int workers, int tasks) {
    ExecutionPlan plan =
        distribute(new CoalescePartitionsExec(roundRobin(numbers(start, end))), workers);
    int stageTasks = plan instanceof DistributedExec exec ? exec.stages().get(0).taskCount() : 1;
    assertThat(stageTasks).isEqualTo(tasks);
  }

  @ParameterizedTest(name = "{0} tasks below a partial aggregate are {1} above it")
  @CsvSource({"2, 2", "4, 3", "10, 7", "3, 2", "6, 4"})
  void aShuffleScalesTheStageAboveByTheCardinalityFactor(int below, int above) {
    ExecutionPlan plan = distribute(merge(sort(distinct(numbers(0, below * 10L)))), 10);
    List<Stage> stages = ((DistributedExec) plan).stages();
    assertThat(stages).extracting(Stage::taskCount).containsExactly(below, above);
  }

  @Test
  void aPlanOfOneTaskStaysAsItIs() {
    ExecutionPlan local = merge(sort(distinct(numbers(0, 10))));
    assertThat(distribute(local, 4)).isSameAs(local);
  }

  @ParameterizedTest(name = "numbers({0}, {1}) is of one task whatever the cluster: {2}")
  @CsvSource({"0, 10, true", "0, 11, false", "0, 0, true"})
  void whetherOneTaskIsEnoughIsKnownWithoutTheCluster(long start, long end, boolean isEnough) {
    ExecutionPlan plan = roundRobin(numbers(start, end));
    Optional<ExecutionPlan> oneTask =
        new DistributedPlanner(extensions.taskEstimators()).oneTask(plan, config);
    assertThat(oneTask.isPresent()).isEqualTo(isEnough);
    oneTask.ifPresent(local -> assertThat(DistributedPlanText.format(local))
        .isEqualTo(DistributedPlanText.format(distribute(plan, 10))));
  }

  @Test
  void severalPartitionsAtTheRootAreCoalesced() {
    assertThat(distribute(roundRobin(numbers(0, 10)), 4))
        .isInstanceOf(CoalescePartitionsExec.class);
  }

  @Test
  void aCoalesceOverALeafIsNoBoundary() {
    ExecutionPlan leaf = extensions
        .tableFunctions()
        .get(0)
        .bind(List.of(Literal.of(0L), Literal.of(100L)))
        .scan(scan());
    ExecutionPlan plan = new CoalescePartitionsExec(leaf);
    assertThat(distribute(plan, 4)).isSameAs(plan);
  }

  @Test
  void aLeafThatNoEstimatorKnowsRunsInOneTask() {
    ExecutionPlan plan = merge(sort(distinct(numbers(0, 100))));
    assertThat(new DistributedPlanner(List.of()).distribute(plan, 4, config)).isSameAs(plan);
  }

  @Test
  void aUnionDealsItsChildrenOverTasks() {
    ExecutionPlan union =
        new UnionExec(List.of(roundRobin(numbers(0, 10)), roundRobin(numbers(0, 20))));
    String text = DistributedPlanText.format(distribute(union, 4));
    assertThat(text)
        .contains("DistributedUnionExec: t0:[c0] t1:[c1(0/2)] t2:[c1(1/2)]")
        .contains("NumbersExec: t0:[0-10), t1:[10-20)");
  }

  @Test
  void unionSharesAreTakenFromTheLargestChildAndDealtInOrder() {
    assertThat(UnionShare.split(new int[] {2, 3, 1}, 5).toString())
        .isEqualTo("[[c0(0/2)], [c0(1/2)], [c1(0/2)], [c1(1/2)], [c2]]");
    assertThat(UnionShare.split(new int[] {1, 1, 1, 1, 1}, 2).toString())
        .isEqualTo("[[c0, c1, c2], [c3, c4]]");
  }

  @Test
  void aSpoolIsOneStageForAllThatReadIt() {
    SpoolExec spool = new SpoolExec(1, 2, distinct(numbers(0, 20)));
    ExecutionPlan union = new UnionExec(List.of(
        new SpoolScanExec(spool, 0),
        new SortExec(order(), OptionalLong.empty(), true, new SpoolScanExec(spool, 1))));
    ExecutionPlan plan = distribute(union, 4);
    assertThat(((DistributedExec) plan).stages())
        .extracting(Stage::number)
        .containsExactly(1, 2, 3);
    String text = DistributedPlanText.format(plan);
    assertThat(text)
        .contains("[Stage 2] => NetworkSpoolExec: output_partitions=16, input_tasks=2, reader=0")
        .contains("[Stage 2] => NetworkSpoolExec: output_partitions=16, input_tasks=2, reader=1")
        .containsOnlyOnce("SpoolExec: spool=1, readers=2")
        .containsOnlyOnce("Stage 2 ── Tasks: t0:[p0..p31] t1:[p32..p63] ");
  }

  @Test
  void aSpoolOfOneTaskStaysWithItsReaders() {
    SpoolExec spool = new SpoolExec(1, 2, distinct(numbers(0, 10)));
    ExecutionPlan plan = new CoalescePartitionsExec(
        new UnionExec(List.of(new SpoolScanExec(spool, 0), new SpoolScanExec(spool, 1))));
    assertThat(distribute(plan, 1)).isSameAs(plan);
  }

  @Test
  void theCollectedSideOfAJoinIsBroadcastToTheTasksOfTheOther() {
    ExecutionPlan build = distinct(numbers(0, 20));
    ExecutionPlan plan = distribute(merge(sort(join(JoinType.INNER, build, numbers(0, 40)))), 4);
    assertThat(((DistributedExec) plan).stages())
        .extracting(Stage::taskCount)
        .containsExactly(2, 2, 4);
    assertThat(DistributedPlanText.format(plan))
        .contains(
            "[Stage 2] => NetworkBroadcastExec: partitions_per_consumer=16, stage_partitions=64, input_tasks=2\n")
        .contains("BroadcastExec: input_partitions=16, consumer_tasks=4, output_partitions=64\n")
        .contains("NumbersExec: t0:[0-10), t1:[10-20), t2:[20-30), t3:[30-40)");
  }

  @ParameterizedTest
  @EnumSource(
      value = JoinType.class,
      names = {"RIGHT", "RIGHT_SEMI", "RIGHT_ANTI", "RIGHT_MARK"})
  void joinsThatGiveRowsOfTheOtherSideAloneAreBroadcastToo(JoinType type) {
    ExecutionPlan plan = distribute(merge(join(type, numbers(0, 10), numbers(0, 40))), 4);
    assertThat(DistributedPlanText.format(plan))
        .contains(
            "[Stage 1] => NetworkBroadcastExec: partitions_per_consumer=1, stage_partitions=4, input_tasks=1\n");
  }

  @Test
  void aJoinWithoutKeysBroadcastsItsCollectedSide() {
    ExecutionPlan join =
        new NestedLoopJoinExec(JoinType.INNER, Optional.empty(), numbers(0, 20), numbers(0, 40));
    assertThat(DistributedPlanText.format(distribute(new CoalescePartitionsExec(join), 4)))
        .contains(
            "[Stage 1] => NetworkBroadcastExec: partitions_per_consumer=1, stage_partitions=4, input_tasks=2\n");
  }

  @Test
  void aJoinThatKeepsCollectedRowsRunsInOneTask() {
    ExecutionPlan join = new NestedLoopJoinExec(
        JoinType.LEFT,
        Optional.empty(),
        new CoalescePartitionsExec(roundRobin(numbers(0, 20))),
        new CoalescePartitionsExec(roundRobin(numbers(0, 40))));
    assertThat(DistributedPlanText.format(distribute(join, 4))).doesNotContain("Broadcast");
  }

  private static ExecutionPlan join(JoinType type, ExecutionPlan build, ExecutionPlan probe) {
    PhysicalExpression number = new ColumnExpression("number", 0, DataType.BIGINT, false);
    ExecutionPlan collected =
        build.partitionCount() > 1 ? new CoalescePartitionsExec(build) : build;
    return new HashJoinExec(
        JoinMode.COLLECT_LEFT,
        type,
        List.of(new JoinKey(number, number)),
        Optional.empty(),
        collected,
        probe);
  }

  private ExecutionPlan distribute(ExecutionPlan plan, int workers) {
    return new DistributedPlanner(extensions.taskEstimators()).distribute(plan, workers, config);
  }

  private ScanRequest scan() {
    return new ScanRequest(List.of(0), List.of(), OptionalLong.empty(), config);
  }

  private ExecutionPlan numbers(long start, long end) {
    return new CooperativeExec(extensions
        .tableFunctions()
        .get(0)
        .bind(List.of(Literal.of(start), Literal.of(end)))
        .scan(scan()));
  }

  private static ExecutionPlan roundRobin(ExecutionPlan input) {
    return new RepartitionExec(new Partitioning.RoundRobinBatch(PARTITIONS), input);
  }

  private ExecutionPlan distinct(ExecutionPlan input) {
    List<NamedExpression> keys = List.of(new NamedExpression(number, "number"));
    ExecutionPlan partial =
        new AggregateExec(AggregateMode.PARTIAL, keys, List.of(), roundRobin(input));
    ExecutionPlan dealt =
        new RepartitionExec(new Partitioning.Hash(List.of(number), PARTITIONS), partial);
    return new AggregateExec(
        AggregateMode.FINAL_PARTITIONED, keys, List.of(), new CoalesceBatchesExec(8192, dealt));
  }

  private List<SortField> order() {
    return List.of(new SortField(number, false, false));
  }

  private ExecutionPlan sort(ExecutionPlan input) {
    return new SortExec(order(), OptionalLong.empty(), true, input);
  }

  private ExecutionPlan merge(ExecutionPlan input) {
    return new SortPreservingMergeExec(order(), OptionalLong.empty(), input);
  }

  private static String golden(String name) throws IOException {
    try (InputStream file = DistributedPlannerTest.class.getResourceAsStream("/golden/" + name)) {
      return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
