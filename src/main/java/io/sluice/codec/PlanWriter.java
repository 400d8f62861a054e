package io.sluice.codec;

import com.google.protobuf.ByteString;
import io.sluice.codec.proto.AggregateCallMessage;
import io.sluice.codec.proto.AggregateMessage;
import io.sluice.codec.proto.Empty;
import io.sluice.codec.proto.ExpandMessage;
import io.sluice.codec.proto.ExtensionMessage;
import io.sluice.codec.proto.FilteringKeyMessage;
import io.sluice.codec.proto.GlobalLimitMessage;
import io.sluice.codec.proto.GroupingSetMessage;
import io.sluice.codec.proto.HashJoinMessage;
import io.sluice.codec.proto.HashMessage;
import io.sluice.codec.proto.JoinKeyMessage;
import io.sluice.codec.proto.NestedLoopJoinMessage;
import io.sluice.codec.proto.PlanMessage;
import io.sluice.codec.proto.ProjectionMessage;
import io.sluice.codec.proto.RecursionMessage;
import io.sluice.codec.proto.RepartitionMessage;
import io.sluice.codec.proto.RowMessage;
import io.sluice.codec.proto.SampleMessage;
import io.sluice.codec.proto.SingleRowMessage;
import io.sluice.codec.proto.SortMessage;
import io.sluice.codec.proto.SortPreservingMergeMessage;
import io.sluice.codec.proto.SpoolMessage;
import io.sluice.codec.proto.ValuesMessage;
import io.sluice.codec.proto.WorkingTableMessage;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.CodecContext;
import io.sluice.extension.PhysicalExtensionCodec;
import io.sluice.operator.aggregate.AggregateCall;
import io.sluice.operator.aggregate.AggregateExec;
import io.sluice.operator.aggregate.SingleRowExec;
import io.sluice.operator.expand.ExpandExec;
import io.sluice.operator.filter.FilterExec;
import io.sluice.operator.join.HashJoinExec;
import io.sluice.operator.join.NestedLoopJoinExec;
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
import io.sluice.operator.scan.CooperativeExec;
import io.sluice.operator.scan.ValuesExec;
import io.sluice.operator.sort.SortExec;
import io.sluice.operator.sort.SortPreservingMergeExec;
import io.sluice.operator.union.UnionExec;
import io.sluice.operator.unnest.UnnestExec;
import io.sluice.operator.window.WindowExec;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.Partitioning;

/** Plans to messages, for the time of one plan. */
final class PlanWriter {
  private final ExtensionCodecs extensions;
  private final CodecContext context;
  private final Depth depth = new Depth();

  PlanWriter(ExtensionCodecs extensions, CodecContext context) {
    this.extensions = extensions;
    this.context = context;
  }

  PlanMessage write(ExecutionPlan plan) {
    depth.enter();
    PlanMessage.Builder message = PlanMessage.newBuilder();
    for (ExecutionPlan child : plan.children()) {
      message.addChildren(write(child));
    }
    writeNode(plan, message);
    depth.leave();
    return message.build();
  }

  private void writeNode(ExecutionPlan plan, PlanMessage.Builder message) {
    if (plan instanceof ValuesExec values) {
      message.setValues(values(values));
    } else if (plan instanceof CooperativeExec) {
      message.setCooperative(Empty.getDefaultInstance());
    } else if (plan instanceof FilterExec filter) {
      message.setFilter(ExpressionMessages.write(filter.predicate()));
    } else if (plan instanceof ProjectionExec projection) {
      message.setProjection(ProjectionMessage.newBuilder()
          .addAllExpressions(ExpressionMessages.writeNamed(projection.expressions())));
    } else if (plan instanceof AggregateExec aggregate) {
      message.setAggregate(aggregate(aggregate));
    } else if (plan instanceof SingleRowExec single) {
      SingleRowMessage.Builder keys = SingleRowMessage.newBuilder();
      single.keys().forEach(key -> keys.addKeys(ExpressionMessages.write(key)));
      message.setSingleRow(keys);
    } else if (plan instanceof UnnestExec unnest) {
      message.setUnnest(UnnestMessages.write(unnest));
    } else if (plan instanceof RecursiveQueryExec recursion) {
      message.setRecursion(RecursionMessage.newBuilder()
          .setId(recursion.recursion())
          .setDistinct(recursion.isDistinct())
          .setMaxIterations(recursion.maxIterations()));
    } else if (plan instanceof WorkingTableExec table) {
      message.setWorkingTable(WorkingTableMessage.newBuilder()
          .setId(table.recursion())
          .setSchema(ValueMessages.write(table.table())));
    } else if (plan instanceof ExpandExec expand) {
      message.setExpand(expand(expand));
    } else if (plan instanceof WindowExec window) {
      message.setWindow(WindowMessages.write(window));
    } else if (plan instanceof HashJoinExec join) {
      message.setHashJoin(join(join));
    } else if (plan instanceof NestedLoopJoinExec join) {
      message.setNestedLoopJoin(join(join));
    } else if (plan instanceof SampleExec sample) {
      message.setSample(SampleMessage.newBuilder()
          .setMethod(sample.method().name())
          .setFraction(sample.fraction())
          .setSeed(sample.seed()));
    } else if (plan instanceof SortExec sort) {
      message.setSort(sort(sort));
    } else if (plan instanceof SortPreservingMergeExec merge) {
      SortPreservingMergeMessage.Builder merging = SortPreservingMergeMessage.newBuilder()
          .addAllFields(ExpressionMessages.writeSort(merge.fields()));
      merge.fetch().ifPresent(merging::setFetch);
      message.setSortPreservingMerge(merging);
    } else if (plan instanceof GlobalLimitExec limit) {
      GlobalLimitMessage.Builder limiting = GlobalLimitMessage.newBuilder().setSkip(limit.skip());
      limit.fetch().ifPresent(limiting::setFetch);
      message.setGlobalLimit(limiting);
    } else if (plan instanceof LocalLimitExec limit) {
      message.setLocalLimitFetch(limit.fetch());
    } else if (plan instanceof UnionExec) {
      message.setUnion(Empty.getDefaultInstance());
    } else if (plan instanceof RepartitionExec repartition) {
      message.setRepartition(partitioning(repartition.partitioning()));
    } else if (plan instanceof SpoolExec spool) {
      message.setSpool(
          SpoolMessage.newBuilder().setNumber(spool.number()).setReaders(spool.readers()));
    } else if (plan instanceof BroadcastExec broadcast) {
      message.setBroadcastConsumers(broadcast.consumers());
    } else if (plan instanceof CoalescePartitionsExec) {
      message.setCoalescePartitions(Empty.getDefaultInstance());
    } else if (plan instanceof CoalesceBatchesExec coalesce) {
      message.setCoalesceBatchesTarget(coalesce.targetBatchSize());
    } else {
      message.setExtension(extension(plan));
    }
  }

  private static ValuesMessage values(ValuesExec values) {
    ValuesMessage.Builder message =
        ValuesMessage.newBuilder().setSchema(ValueMessages.write(values.schema()));
    values.rows().forEach(row -> {
      RowMessage.Builder rowMessage = RowMessage.newBuilder();
      row.forEach(value -> rowMessage.addValues(ValueMessages.write(value)));
      message.addRows(rowMessage);
    });
    return message.build();
  }

  private static AggregateMessage aggregate(AggregateExec aggregate) {
    AggregateMessage.Builder message = AggregateMessage.newBuilder()
        .setMode(aggregate.mode().name())
        .addAllGroupBy(ExpressionMessages.writeNamed(aggregate.groupBy()));
    for (AggregateCall call : aggregate.aggregates()) {
      AggregateCallMessage.Builder callMessage = AggregateCallMessage.newBuilder()
          .setFunction(call.function().name())
          .setDistinct(call.isDistinct())
          .addAllOrderBy(ExpressionMessages.writeSort(call.orderBy()))
          .setType(ValueMessages.write(call.type()))
          .setName(call.name());
      call.arguments()
          .forEach(argument -> callMessage.addArguments(ExpressionMessages.write(argument)));
      call.filter().ifPresent(filter -> callMessage.setFilter(ExpressionMessages.write(filter)));
      message.addCalls(callMessage);
    }
    return message.build();
  }

  private static ExpandMessage expand(ExpandExec expand) {
    ExpandMessage.Builder message = ExpandMessage.newBuilder();
    expand.keys().forEach(key -> message.addKeys(ExpressionMessages.write(key)));
    expand.sets().forEach(set -> message.addSets(GroupingSetMessage.newBuilder().addAllKeys(set)));
    return message.build();
  }

  private static HashJoinMessage join(HashJoinExec join) {
    HashJoinMessage.Builder message = HashJoinMessage.newBuilder()
        .setMode(join.mode().name())
        .setType(join.type().name())
        .setNullAware(join.isNullAware());
    join.on()
        .forEach(key -> message.addOn(JoinKeyMessage.newBuilder()
            .setLeft(ExpressionMessages.write(key.left()))
            .setRight(ExpressionMessages.write(key.right()))
            .setNullEqual(key.isNullEqual())));
    join.filter().ifPresent(filter -> message.setFilter(ExpressionMessages.write(filter)));
    join.runtimeFilters()
        .forEach(filtering -> message.addRuntimeFilters(FilteringKeyMessage.newBuilder()
            .setFilter(filtering.filter())
            .setKey(filtering.key())));
    return message.build();
  }

  private static NestedLoopJoinMessage join(NestedLoopJoinExec join) {
    NestedLoopJoinMessage.Builder message =
        NestedLoopJoinMessage.newBuilder().setType(join.type().name());
    join.filter().ifPresent(filter -> message.setFilter(ExpressionMessages.write(filter)));
    return message.build();
  }

  private static SortMessage sort(SortExec sort) {
    SortMessage.Builder message = SortMessage.newBuilder()
        .addAllFields(ExpressionMessages.writeSort(sort.fields()))
        .setPreservePartitioning(sort.preservePartitioning());
    sort.fetch().ifPresent(message::setFetch);
    return message.build();
  }

  private static RepartitionMessage partitioning(Partitioning partitioning) {
    RepartitionMessage.Builder message =
        RepartitionMessage.newBuilder().setPartitionCount(partitioning.partitionCount());
    if (partitioning instanceof Partitioning.Hash hash) {
      HashMessage.Builder keys = HashMessage.newBuilder();
      hash.expressions().forEach(key -> keys.addExpressions(ExpressionMessages.write(key)));
      message.setHash(keys);
    } else if (partitioning instanceof Partitioning.RoundRobinBatch) {
      message.setRoundRobinBatch(Empty.getDefaultInstance());
    } else {
      message.setUnknown(Empty.getDefaultInstance());
    }
    return message.build();
  }

  private ExtensionMessage extension(ExecutionPlan plan) {
    PhysicalExtensionCodec<?> codec = extensions.of(plan);
    if (codec == null) {
      throw new SluiceException(
          ErrorCode.INTERNAL_ERROR,
          "No codec writes the plan node %s; its extension must bring a PhysicalExtensionCodec for %s"
              .formatted(plan.displayAs(), plan.getClass().getSimpleName()));
    }
    return ExtensionMessage.newBuilder()
        .setCodec(codec.name())
        .setNode(ByteString.copyFrom(extensions.encode(codec, plan, context)))
        .build();
  }
}
