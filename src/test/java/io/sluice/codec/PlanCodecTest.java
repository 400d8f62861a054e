package io.sluice.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.sluice.codec.proto.ExtensionMessage;
import io.sluice.codec.proto.PlanMessage;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.expression.ColumnExpression;
import io.sluice.expression.NamedExpression;
import io.sluice.expression.NotExpression;
import io.sluice.expression.PhysicalExpression;
import io.sluice.expression.SortField;
import io.sluice.extension.AggregateFunction;
import io.sluice.extension.CodecContext;
import io.sluice.extension.Extensions;
import io.sluice.extension.PhysicalExtensionCodec;
import io.sluice.extension.file.FileWriterFormat;
import io.sluice.operator.aggregate.AggregateCall;
import io.sluice.operator.aggregate.AggregateExec;
import io.sluice.operator.aggregate.AggregateFunctions;
import io.sluice.operator.aggregate.AggregateMode;
import io.sluice.operator.aggregate.BasicAggregate;
import io.sluice.operator.aggregate.SingleRowExec;
import io.sluice.operator.expand.ExpandExec;
import io.sluice.operator.filter.FilterExec;
import io.sluice.operator.join.HashJoinExec;
import io.sluice.operator.join.JoinMode;
import io.sluice.operator.join.NestedLoopJoinExec;
import io.sluice.operator.join.match.JoinKey;
import io.sluice.operator.join.match.JoinType;
import io.sluice.operator.limit.GlobalLimitExec;
import io.sluice.operator.limit.LocalLimitExec;
import io.sluice.operator.projection.ProjectionExec;
import io.sluice.operator.repartition.BroadcastExec;
import io.sluice.operator.repartition.CoalesceBatchesExec;
import io.sluice.operator.repartition.CoalescePartitionsExec;
import io.sluice.operator.repartition.RepartitionExec;
import io.sluice.operator.repartition.SpoolExec;
import io.sluice.operator.repartition.SpoolScanExec;
import io.sluice.operator.sample.SampleExec;
import io.sluice.operator.sample.SampleMethod;
import io.sluice.operator.scan.CooperativeExec;
import io.sluice.operator.scan.ValuesExec;
import io.sluice.operator.sort.SortExec;
import io.sluice.operator.sort.SortPreservingMergeExec;
import io.sluice.operator.union.UnionExec;
import io.sluice.operator.window.FrameBound;
import io.sluice.operator.window.FrameExclusion;
import io.sluice.operator.window.FrameUnits;
import io.sluice.operator.window.WindowCall;
import io.sluice.operator.window.WindowExec;
import io.sluice.operator.window.WindowFrame;
import io.sluice.operator.window.WindowFunction;
import io.sluice.operator.write.FileTarget;
import io.sluice.operator.write.FileWriteExec;
import io.sluice.operator.write.MarkKind;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.Partitioning;
import io.sluice.plan.PlanProperties;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Literal;
import io.sluice.type.Schema;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlanCodecTest {
  /** Scans of rows that are kept in a task: the planner and a join put them into a plan that stays there. */
  private static final Set<String> NEVER_SENT =
      Set.of(SpoolScanExec.class.getName(), "io.sluice.operator.join.SpilledLeft$Rows");

  private static final PhysicalExpression NUMBER = SampleExpressions.NUMBER;
  private static final ColumnExpression COLUMN =
      new ColumnExpression("a", 0, DataType.BIGINT, true);
  private static final PhysicalExpression CONDITION = SampleExpressions.CONDITION;
  private static final ExecutionPlan LEAF = new ValuesExec(
      Schema.of(new Field("a", DataType.BIGINT, true), new Field("b", DataType.VARCHAR, false)),
      List.of(
          List.of(Literal.of(1L), Literal.of("x")),
          List.of(Literal.ofNull(DataType.BIGINT), Literal.of(""))));
  private static final List<NamedExpression> NAMED = List.of(new NamedExpression(NUMBER, "x"));
  private static final List<SortField> SORT =
      List.of(new SortField(NUMBER, true, false), new SortField(CONDITION, false, true));

  private static final List<FileWriterFormat> FORMATS =
      Extensions.discover(List.of()).fileWriterFormats();

  private final PlanCodec codec =
      new PlanCodec(List.of(new MarkedCodec(), new FileWriteCodec(FORMATS)));

  static List<ExecutionPlan> plans() {
    List<ExecutionPlan> plans = new ArrayList<>(List.of(
        LEAF,
        new ValuesExec(Schema.EMPTY, List.of(List.of(), List.of())),
        new CooperativeExec(LEAF),
        new FilterExec(CONDITION, LEAF),
        new ProjectionExec(NAMED, LEAF),
        new ProjectionExec(List.of(), LEAF),
        new SortExec(SORT, OptionalLong.empty(), true, LEAF),
        new SortExec(SORT, OptionalLong.of(0), false, LEAF),
        new SortPreservingMergeExec(SORT, OptionalLong.of(7), LEAF),
        new SortPreservingMergeExec(SORT, OptionalLong.empty(), LEAF),
        new GlobalLimitExec(3, OptionalLong.of(0), LEAF),
        new GlobalLimitExec(Long.MAX_VALUE, OptionalLong.empty(), LEAF),
        new LocalLimitExec(9, LEAF),
        new SingleRowExec(List.of(), LEAF),
        new SingleRowExec(List.of(new ColumnExpression("a", 0, DataType.BIGINT, true)), LEAF),
        new UnionExec(List.of(LEAF, new LocalLimitExec(1, LEAF), LEAF)),
        new RepartitionExec(new Partitioning.Hash(List.of(NUMBER, CONDITION), 32), LEAF),
        new RepartitionExec(new Partitioning.RoundRobinBatch(16), LEAF),
        new RepartitionExec(new Partitioning.Unknown(2), LEAF),
        new SpoolExec(3, 2, LEAF),
        new BroadcastExec(4, LEAF),
        new CoalescePartitionsExec(LEAF),
        new FileWriteExec(
            new FileTarget(
                "/a folder",
                FORMATS.get(0),
                Map.of("compression", "none"),
                LEAF.schema(),
                List.of(1),
                MarkKind.FATE),
            LEAF),
        new CoalesceBatchesExec(8192, LEAF),
        new ExpandExec(
            List.of(COLUMN, COLUMN),
            List.of(List.of(0, 1), List.of(1), List.of(), List.of()),
            LEAF),
        new MarkedExec("extension", LEAF)));
    for (AggregateMode mode : AggregateMode.values()) {
      List<AggregateCall> calls = new ArrayList<>();
      calls.add(new AggregateCall(
          BasicAggregate.COUNT, List.of(), Optional.of(CONDITION), DataType.BIGINT, "count"));
      for (AggregateFunction function : AggregateFunctions.BUILTIN.all()) {
        calls.add(new AggregateCall(
            function,
            List.of(NUMBER, CONDITION),
            true,
            SORT,
            Optional.empty(),
            DataType.decimal(38, 0),
            "call"));
      }
      plans.add(new AggregateExec(mode, NAMED, calls, LEAF));
    }
    plans.add(new AggregateExec(AggregateMode.FINAL, NAMED, List.of(), LEAF));
    for (WindowFunction function : WindowFunction.values()) {
      WindowFrame frame = new WindowFrame(
          FrameUnits.GROUPS,
          FrameBound.preceding(7),
          FrameBound.ofColumn(false, 3),
          FrameExclusion.TIES);
      Optional<AggregateFunction> aggregate = function == WindowFunction.AGGREGATE
          ? AggregateFunctions.BUILTIN.find("stddev_pop")
          : Optional.empty();
      List<WindowCall> calls = List.of(
          new WindowCall(
              function,
              aggregate,
              List.of(COLUMN),
              aggregate.map(any -> COLUMN),
              aggregate.isPresent() ? List.of(new SortField(COLUMN, true, false)) : List.of(),
              true,
              false,
              frame,
              DataType.BIGINT,
              "call"),
          new WindowCall(
              function,
              aggregate,
              List.of(),
              Optional.empty(),
              List.of(),
              false,
              true,
              WindowFrame.WHOLE_PARTITION,
              DataType.decimal(38, 0),
              ""));
      plans.add(new WindowExec(
          List.of(COLUMN), List.of(new SortField(COLUMN, true, false)), calls, LEAF));
    }
    for (JoinType type : JoinType.values()) {
      plans.add(new HashJoinExec(
          JoinMode.PARTITIONED,
          type,
          List.of(new JoinKey(NUMBER, NUMBER)),
          Optional.of(CONDITION),
          LEAF,
          new LocalLimitExec(1, LEAF)));
      plans.add(new NestedLoopJoinExec(type, Optional.of(CONDITION), LEAF, LEAF));
    }
    plans.add(new NestedLoopJoinExec(JoinType.INNER, Optional.empty(), LEAF, LEAF));
    for (SampleMethod method : SampleMethod.values()) {
      plans.add(new SampleExec(method, 0.25, -7, LEAF));
    }
    plans.add(new HashJoinExec(
        JoinMode.COLLECT_LEFT,
        JoinType.INNER,
        List.of(new JoinKey(NUMBER, NUMBER, true)),
        Optional.empty(),
        LEAF,
        LEAF));
    plans.add(new HashJoinExec(
        JoinMode.COLLECT_LEFT,
        JoinType.RIGHT_MARK,
        List.of(new JoinKey(NUMBER, NUMBER)),
        Optional.empty(),
        true,
        LEAF,
        LEAF));
    return plans;
  }

  /** A partial aggregation has columns of states, which the sample's arguments do not fit. */
  static List<ExecutionPlan> plansWithProperties() {
    return plans().stream()
        .filter(plan ->
            !(plan instanceof AggregateExec aggregate) || aggregate.mode() != AggregateMode.PARTIAL)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("plans")
  void everyPlanComesBackEqual(ExecutionPlan plan) {
    assertThat(codec.decode(codec.encode(plan))).isEqualTo(plan);
  }

  /** Otherwise the properties of a deep plan take exponential time. */
  @ParameterizedTest
  @MethodSource("plansWithProperties")
  void everyNodeAsksEachChildForItsPropertiesAtMostOnce(ExecutionPlan plan) {
    List<AskedExec> children = plan.children().stream().map(AskedExec::new).toList();
    ExecutionPlan over = plan.withNewChildren(List.copyOf(children));
    int before = children.stream().mapToInt(AskedExec::questions).sum();
    over.properties();
    assertThat(children.stream().mapToInt(AskedExec::questions).sum() - before)
        .isLessThanOrEqualTo(children.size());
  }

  @Test
  void thereIsASampleOfEveryNodeOfTheOperatorsThatLeavesTheCoordinator() {
    Set<String> sampled = Stream.concat(plans().stream(), TableNodesCodecTest.plans().stream())
        .map(plan -> plan.getClass().getName())
        .collect(Collectors.toSet());
    Set<String> nodes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.sluice.operator")
            .stream()
            .filter(type -> type.isAssignableTo(ExecutionPlan.class))
            .map(JavaClass::getName)
            .filter(name -> !NEVER_SENT.contains(name))
            .collect(Collectors.toSet());
    assertThat(nodes).contains(ValuesExec.class.getName());
    assertThat(sampled).containsAll(nodes);
  }

  @Test
  void aNodeWithoutCodecIsAnErrorThatNamesIt() {
    PlanCodec plain = new PlanCodec(List.of());
    assertFails(
        () -> plain.encode(new FilterExec(CONDITION, new MarkedExec("m", LEAF))),
        ErrorCode.INTERNAL_ERROR,
        "MarkedExec: m");
  }

  @Test
  void aCodecThatTheWorkerLacksIsAnErrorThatNamesIt() {
    Buffer bytes = codec.encode(new MarkedExec("m", LEAF));
    assertFails(
        () -> new PlanCodec(List.of()).decode(bytes), ErrorCode.INCOMPATIBLE_WORKER, "'marked'");
  }

  @Test
  void aNodeOfANewerVersionIsRefused() {
    assertFails(
        () -> codec.decode(Buffer.buffer(PlanMessage.getDefaultInstance().toByteArray())),
        ErrorCode.INCOMPATIBLE_WORKER,
        "kind of node");
  }

  @Test
  void anExtensionsFailureNamesItsCodec() {
    assertFails(
        () -> codec.encode(new MarkedExec("fail", LEAF)), ErrorCode.INTERNAL_ERROR, "'marked'");
    PlanMessage message = PlanMessage.newBuilder()
        .setExtension(ExtensionMessage.newBuilder()
            .setCodec("marked")
            .setNode(ExpressionMessages.write(CONDITION).toByteString()))
        .build();
    assertFails(
        () -> codec.decode(Buffer.buffer(message.toByteArray())),
        ErrorCode.INTERNAL_ERROR,
        "'marked'");
  }

  @Test
  void twoCodecsOfOneNameAreRefused() {
    assertThatThrownBy(() -> new PlanCodec(List.of(new MarkedCodec(), new MarkedCodec())))
        .hasMessageContaining("'marked'");
  }

  @Test
  void plansAreReadAsDeepAsTheyAreWritten() {
    ExecutionPlan plan = LEAF;
    for (int i = 1; i < Depth.MAX; i++) {
      plan = new CooperativeExec(plan);
    }
    PhysicalExpression deep = CONDITION;
    for (int i = 2; i < Depth.MAX; i++) {
      deep = new NotExpression(deep);
    }
    assertThat(codec.encode(codec.decode(codec.encode(plan)))).isEqualTo(codec.encode(plan));
    ExecutionPlan filter = new FilterExec(deep, LEAF);
    assertThat(codec.encode(codec.decode(codec.encode(filter)))).isEqualTo(codec.encode(filter));

    ExecutionPlan tooDeep = new CooperativeExec(plan);
    assertFails(() -> codec.encode(tooDeep), ErrorCode.NOT_SUPPORTED, "nested deeper");
  }

  @Property(tries = 2000)
  void corruptBytesAreAPlanOrATypedError(@ForAll long seed) {
    Random random = new Random(seed);
    List<ExecutionPlan> plans = plans();
    Buffer bytes = codec.encode(plans.get(random.nextInt(plans.size()))).copy();
    for (int i = 0; i <= random.nextInt(4); i++) {
      bytes.setByte(random.nextInt(bytes.length()), (byte) random.nextInt());
    }
    try {
      assertThat(codec.decode(bytes)).isNotNull();
    } catch (SluiceException e) {
      assertThat(e.code())
          .isIn(ErrorCode.INTERNAL_ERROR, ErrorCode.INCOMPATIBLE_WORKER, ErrorCode.NOT_SUPPORTED);
    }
  }

  /** Among them those that make a nested value a text, or cut it. */
  @Test
  void everyByteOfANestedConstantMayBeWrong() {
    DataType type = DataType.array(DataType.INTEGER);
    Buffer right = codec.encode(new ValuesExec(
        Schema.of(new Field("a", type, true)), List.of(List.of(new Literal(type, List.of(1, 2))))));
    for (int at = 0; at < right.length(); at++) {
      for (int value = 0; value < 256; value++) {
        Buffer wrong = right.copy().setByte(at, (byte) value);
        try {
          assertThat(codec.decode(wrong)).isNotNull();
        } catch (SluiceException e) {
          assertThat(e.code())
              .isIn(
                  ErrorCode.INTERNAL_ERROR, ErrorCode.INCOMPATIBLE_WORKER, ErrorCode.NOT_SUPPORTED);
        }
      }
    }
  }

  private static void assertFails(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, ErrorCode code, String message) {
    assertThatThrownBy(call)
        .hasMessageContaining(message)
        .isInstanceOfSatisfying(SluiceException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  /** Counts how often it is asked for its properties. */
  private static final class AskedExec implements ExecutionPlan {
    private final ExecutionPlan plan;
    private int questions;

    AskedExec(ExecutionPlan plan) {
      this.plan = plan;
    }

    int questions() {
      return questions;
    }

    @Override
    public PlanProperties properties() {
      questions++;
      return plan.properties();
    }

    @Override
    public List<ExecutionPlan> children() {
      return plan.children();
    }

    @Override
    public ExecutionPlan withNewChildren(List<ExecutionPlan> children) {
      return new AskedExec(plan.withNewChildren(children));
    }

    @Override
    public RecordBatchStream execute(int partition, TaskContext context) {
      return plan.execute(partition, context);
    }

    @Override
    public String displayAs() {
      return plan.displayAs();
    }
  }

  /** A node as an extension brings it, with an expression and a schema of its own. */
  record MarkedExec(String mark, ExecutionPlan input) implements ExecutionPlan {
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
      return new MarkedExec(mark, children.get(0));
    }

    @Override
    public RecordBatchStream execute(int partition, TaskContext context) {
      return input.execute(partition, context);
    }

    @Override
    public String displayAs() {
      return "MarkedExec: " + mark;
    }
  }

  private static final class MarkedCodec implements PhysicalExtensionCodec<MarkedExec> {
    @Override
    public String name() {
      return "marked";
    }

    @Override
    public Class<MarkedExec> planClass() {
      return MarkedExec.class;
    }

    @Override
    public byte[] encode(MarkedExec plan, CodecContext context) {
      if (plan.mark().equals("fail")) {
        throw new IllegalStateException("no");
      }
      assertThat(context.decodeSchema(context.encodeSchema(plan.schema())))
          .isEqualTo(plan.schema());
      return context.encodeExpression(SampleExpressions.literal(plan.mark(), DataType.VARCHAR));
    }

    @Override
    public MarkedExec decode(byte[] bytes, List<ExecutionPlan> children, CodecContext context) {
      PhysicalExpression mark = context.decodeExpression(bytes);
      return new MarkedExec(mark.toString(), children.get(0));
    }
  }
}
