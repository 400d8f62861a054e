package io.sluice.codec;

import io.sluice.codec.proto.AggregateCallMessage;
import io.sluice.codec.proto.AggregateMessage;
import io.sluice.codec.proto.ExpandMessage;
import io.sluice.codec.proto.ExpressionMessage;
import io.sluice.codec.proto.ExtensionMessage;
import io.sluice.codec.proto.GlobalLimitMessage;
import io.sluice.codec.proto.GroupingSetMessage;
import io.sluice.codec.proto.HashJoinMessage;
import io.sluice.codec.proto.NestedLoopJoinMessage;
import io.sluice.codec.proto.PlanMessage;
import io.sluice.codec.proto.RecursionMessage;
import io.sluice.codec.proto.RepartitionMessage;
import io.sluice.codec.proto.SingleRowMessage;
import io.sluice.codec.proto.SortMessage;
import io.sluice.codec.proto.SortPreservingMergeMessage;
import io.sluice.codec.proto.ValuesMessage;
import io.sluice.expression.ColumnExpression;
import io.sluice.extension.AggregateFunction;
import io.sluice.extension.CodecContext;
import io.sluice.function.FunctionRegistry;
import io.sluice.operator.aggregate.AggregateCall;
import io.sluice.operator.aggregate.AggregateExec;
import io.sluice.operator.aggregate.AggregateFunctions;
import io.sluice.operator.aggregate.AggregateMode;
import io.sluice.operator.aggregate.SingleRowExec;
import io.sluice.operator.expand.ExpandExec;
import io.sluice.operator.filter.FilterExec;
import io.sluice.operator.join.FilteringKey;
import io.sluice.operator.join.HashJoinExec;
import io.sluice.operator.join.JoinMode;
import io.sluice.operator.join.NestedLoopJoinExec;
import io.sluice.operator.join.match.JoinKey;
import io.sluice.operator.join.match.JoinType;
import io.sluice.operator.limit.GlobalLimitExec;
import io.sluice.operator.limit.LocalLimitExec;
import io.sluice.operator.projection.ProjectionExec;
import io.sluice.operator.recursion.RecursiveQueryExec;
import io.sluice.operator.recursion.WorkingTableExec;
import io.sluice.operator.repartition.BroadcastExec;
import io.sluice.operator.repartition.CoalesceBatchesExec;
import io.sluice.operator.repartition.CoalescePartitionsExec;
import io.sluice.operator.repartition.RepartitionExec;
import io.sluice.operator.repartition.SpoolExec;
import io.sluice.operator.sample.SampleExec;
import io.sluice.operator.sample.SampleMethod;
import io.sluice.operator.scan.CooperativeExec;
import io.sluice.operator.scan.ValuesExec;
import io.sluice.operator.sort.SortExec;
import io.sluice.operator.sort.SortPreservingMergeExec;
import io.sluice.operator.union.UnionExec;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.Partitioning;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Messages to plans, for the time of one plan. Messages that make no sense are an {@link IllegalArgumentException}. */
final class PlanReader {
  private final ExtensionCodecs extensions;
  private final AggregateFunctions aggregateFunctions;
  private final ExpressionReader expressions;
  private final CodecContext context;
  private final Depth depth = new Depth();

  PlanReader(ExtensionCodecs extensions, FunctionRegistry functions, CodecContext context) {
    this.extensions = extensions;
    this.aggregateFunctions = functions.aggregate();
    this.expressions = new ExpressionReader(functions.scalar());
    this.context = context;
  }

  ExecutionPlan read(PlanMessage message) {
    depth.enter();
    List<ExecutionPlan> children = new ArrayList<>(message.getChildrenCount());
    for (PlanMessage child : message.getChildrenList()) {
      children.add(read(child));
    }
    depth.leave();
    return switch (message.getNodeCase()) {
      case VALUES -> values(message.getValues());
      case COOPERATIVE -> new CooperativeExec(child(children, 0));
      case FILTER -> new FilterExec(expressions.read(message.getFilter()), child(children, 0));
      case PROJECTION ->
        new ProjectionExec(
            expressions.readNamed(message.getProjection().getExpressionsList()),
            child(children, 0));
      case AGGREGATE -> aggregate(message.getAggregate(), child(children, 0));
      case SINGLE_ROW -> singleRow(message.getSingleRow(), child(children, 0));
      case UNNEST -> UnnestMessages.read(message.getUnnest(), expressions, child(children, 0));
      case RECURSION -> recursion(message.getRecursion(), child(children, 0), child(children, 1));
      case WORKING_TABLE ->
        new WorkingTableExec(
            message.getWorkingTable().getId(),
            ValueMessages.read(message.getWorkingTable().getSchema()));
      case EXPAND -> expand(message.getExpand(), child(children, 0));
      case WINDOW ->
        WindowMessages.read(
            message.getWindow(), aggregateFunctions, expressions, child(children, 0));
      case HASH_JOIN -> join(message.getHashJoin(), child(children, 0), child(children, 1));
      case NESTED_LOOP_JOIN ->
        join(message.getNestedLoopJoin(), child(children, 0), child(children, 1));
      case SAMPLE ->
        new SampleExec(
            ValueMessages.constant(SampleMethod.class, message.getSample().getMethod()),
            message.getSample().getFraction(),
            message.getSample().getSeed(),
            child(children, 0));
      case SORT -> sort(message.getSort(), child(children, 0));
      case SORT_PRESERVING_MERGE -> merge(message.getSortPreservingMerge(), child(children, 0));
      case GLOBAL_LIMIT -> limit(message.getGlobalLimit(), child(children, 0));
      case LOCAL_LIMIT_FETCH ->
        new LocalLimitExec(message.getLocalLimitFetch(), child(children, 0));
      case UNION -> new UnionExec(children);
      case REPARTITION ->
        new RepartitionExec(partitioning(message.getRepartition()), child(children, 0));
      case SPOOL ->
        new SpoolExec(
            message.getSpool().getNumber(), message.getSpool().getReaders(), child(children, 0));
      case BROADCAST_CONSUMERS ->
        new BroadcastExec(message.getBroadcastConsumers(), child(children, 0));
      case COALESCE_PARTITIONS -> new CoalescePartitionsExec(child(children, 0));
      case COALESCE_BATCHES_TARGET ->
        new CoalesceBatchesExec(message.getCoalesceBatchesTarget(), child(children, 0));
      case EXTENSION -> {
        ExtensionMessage extension = message.getExtension();
        yield extensions.decode(
            extension.getCodec(), extension.getNode().toByteArray(), children, context);
      }
      case NODE_NOT_SET -> throw ValueMessages.incompatible("kind of node");
    };
  }

  private static ExecutionPlan child(List<ExecutionPlan> children, int index) {
    if (index >= children.size()) {
      throw new IllegalArgumentException("a node lacks an input");
    }
    return children.get(index);
  }

  private ValuesExec values(ValuesMessage message) {
    return new ValuesExec(
        ValueMessages.read(message.getSchema()),
        message.getRowsList().stream()
            .map(row -> row.getValuesList().stream()
                .map(value -> ValueMessages.read(value))
                .toList())
            .toList());
  }

  private SingleRowExec singleRow(SingleRowMessage message, ExecutionPlan input) {
    return new SingleRowExec(
        message.getKeysList().stream()
            .map(key -> (ColumnExpression) expressions.read(key))
            .toList(),
        input);
  }

  private AggregateExec aggregate(AggregateMessage message, ExecutionPlan input) {
    return new AggregateExec(
        ValueMessages.constant(AggregateMode.class, message.getMode()),
        expressions.readNamed(message.getGroupByList()),
        message.getCallsList().stream().map(this::call).toList(),
        input);
  }

  private AggregateCall call(AggregateCallMessage message) {
    AggregateFunction function = aggregateFunctions
        .find(message.getFunction())
        .orElseThrow(
            () -> ValueMessages.incompatible("aggregate function '" + message.getFunction() + "'"));
    return new AggregateCall(
        function,
        message.getArgumentsList().stream().map(expressions::read).toList(),
        message.getDistinct(),
        expressions.readSort(message.getOrderByList()),
        message.hasFilter() ? Optional.of(expressions.read(message.getFilter())) : Optional.empty(),
        ValueMessages.read(message.getType()),
        message.getName());
  }

  private static RecursiveQueryExec recursion(
      RecursionMessage message, ExecutionPlan seed, ExecutionPlan term) {
    return new RecursiveQueryExec(
        message.getId(), message.getDistinct(), message.getMaxIterations(), seed, term);
  }

  private ExpandExec expand(ExpandMessage message, ExecutionPlan input) {
    List<ColumnExpression> keys = new ArrayList<>();
    for (ExpressionMessage key : message.getKeysList()) {
      if (!(expressions.read(key) instanceof ColumnExpression column)) {
        throw new IllegalArgumentException("a key of grouping sets is no column");
      }
      keys.add(column);
    }
    return new ExpandExec(
        keys,
        message.getSetsList().stream().map(GroupingSetMessage::getKeysList).toList(),
        input);
  }

  private HashJoinExec join(HashJoinMessage message, ExecutionPlan left, ExecutionPlan right) {
    return new HashJoinExec(
        ValueMessages.constant(JoinMode.class, message.getMode()),
        ValueMessages.constant(JoinType.class, message.getType()),
        message.getOnList().stream()
            .map(key -> new JoinKey(
                expressions.read(key.getLeft()),
                expressions.read(key.getRight()),
                key.getNullEqual()))
            .toList(),
        message.hasFilter() ? Optional.of(expressions.read(message.getFilter())) : Optional.empty(),
        message.getNullAware(),
        message.getRuntimeFiltersList().stream()
            .map(filtering -> new FilteringKey(filtering.getFilter(), filtering.getKey()))
            .toList(),
        left,
        right);
  }

  private NestedLoopJoinExec join(
      NestedLoopJoinMessage message, ExecutionPlan left, ExecutionPlan right) {
    return new NestedLoopJoinExec(
        ValueMessages.constant(JoinType.class, message.getType()),
        message.hasFilter() ? Optional.of(expressions.read(message.getFilter())) : Optional.empty(),
        left,
        right);
  }

  private SortExec sort(SortMessage message, ExecutionPlan input) {
    return new SortExec(
        expressions.readSort(message.getFieldsList()),
        message.hasFetch() ? OptionalLong.of(message.getFetch()) : OptionalLong.empty(),
        message.getPreservePartitioning(),
        input);
  }

  private SortPreservingMergeExec merge(SortPreservingMergeMessage message, ExecutionPlan input) {
    return new SortPreservingMergeExec(
        expressions.readSort(message.getFieldsList()),
        message.hasFetch() ? OptionalLong.of(message.getFetch()) : OptionalLong.empty(),
        input);
  }

  private GlobalLimitExec limit(GlobalLimitMessage message, ExecutionPlan input) {
    return new GlobalLimitExec(
        message.getSkip(),
        message.hasFetch() ? OptionalLong.of(message.getFetch()) : OptionalLong.empty(),
        input);
  }

  private Partitioning partitioning(RepartitionMessage message) {
    int count = message.getPartitionCount();
    if (count < 1) {
      throw new IllegalArgumentException(count + " partitions");
    }
    return switch (message.getKindCase()) {
      case HASH ->
        new Partitioning.Hash(
            message.getHash().getExpressionsList().stream()
                .map(expressions::read)
                .toList(),
            count);
      case ROUND_ROBIN_BATCH -> new Partitioning.RoundRobinBatch(count);
      case UNKNOWN -> new Partitioning.Unknown(count);
      case KIND_NOT_SET -> throw ValueMessages.incompatible("kind of partitioning");
    };
  }
}
