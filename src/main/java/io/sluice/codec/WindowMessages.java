package io.sluice.codec;

import io.sluice.codec.proto.ExpressionMessage;
import io.sluice.codec.proto.FrameBoundMessage;
import io.sluice.codec.proto.WindowCallMessage;
import io.sluice.codec.proto.WindowFrameMessage;
import io.sluice.codec.proto.WindowMessage;
import io.sluice.expression.ColumnExpression;
import io.sluice.operator.aggregate.AggregateFunctions;
import io.sluice.operator.window.FrameBound;
import io.sluice.operator.window.FrameExclusion;
import io.sluice.operator.window.FrameUnits;
import io.sluice.operator.window.WindowCall;
import io.sluice.operator.window.WindowExec;
import io.sluice.operator.window.WindowFrame;
import io.sluice.operator.window.WindowFunction;
import io.sluice.plan.ExecutionPlan;
import java.util.List;
import java.util.Optional;

/** Nodes of window functions to messages and back. Stateless. */
final class WindowMessages {
  private WindowMessages() {}

  static WindowMessage write(WindowExec window) {
    WindowMessage.Builder message =
        WindowMessage.newBuilder().addAllOrderBy(ExpressionMessages.writeSort(window.orderBy()));
    window.partitionBy().forEach(key -> message.addPartitionBy(ExpressionMessages.write(key)));
    window.calls().forEach(call -> message.addCalls(write(call)));
    return message.build();
  }

  private static WindowCallMessage write(WindowCall call) {
    WindowCallMessage.Builder message = WindowCallMessage.newBuilder()
        .setFunction(call.function().name())
        .setIsDistinct(call.isDistinct())
        .setIgnoresNulls(call.ignoresNulls())
        .setFrame(WindowFrameMessage.newBuilder()
            .setUnits(call.frame().units().name())
            .setStart(write(call.frame().start()))
            .setEnd(write(call.frame().end()))
            .setExclusion(call.frame().exclusion().name()))
        .setType(ValueMessages.write(call.type()))
        .setName(call.name());
    call.aggregate().ifPresent(aggregate -> message.setAggregate(aggregate.name()));
    call.arguments().forEach(argument -> message.addArguments(ExpressionMessages.write(argument)));
    call.filter().ifPresent(filter -> message.setFilter(ExpressionMessages.write(filter)));
    message.addAllOrderBy(ExpressionMessages.writeSort(call.orderBy()));
    return message.build();
  }

  private static FrameBoundMessage write(FrameBound bound) {
    return FrameBoundMessage.newBuilder()
        .setKind(bound.kind().name())
        .setOffset(bound.offset())
        .setVaries(bound.varies())
        .build();
  }

  static WindowExec read(
      WindowMessage message,
      AggregateFunctions functions,
      ExpressionReader expressions,
      ExecutionPlan input) {
    return new WindowExec(
        columns(message.getPartitionByList(), expressions),
        expressions.readSort(message.getOrderByList()),
        message.getCallsList().stream()
            .map(call -> read(call, functions, expressions))
            .toList(),
        input);
  }

  private static WindowCall read(
      WindowCallMessage message, AggregateFunctions functions, ExpressionReader expressions) {
    WindowFrameMessage frame = message.getFrame();
    return new WindowCall(
        ValueMessages.constant(WindowFunction.class, message.getFunction()),
        message.getAggregate().isEmpty()
            ? Optional.empty()
            : Optional.of(functions
                .find(message.getAggregate())
                .orElseThrow(() ->
                    ValueMessages.incompatible("aggregate function " + message.getAggregate()))),
        columns(message.getArgumentsList(), expressions),
        message.hasFilter()
            ? Optional.of(column(message.getFilter(), expressions))
            : Optional.empty(),
        expressions.readSort(message.getOrderByList()),
        message.getIsDistinct(),
        message.getIgnoresNulls(),
        new WindowFrame(
            ValueMessages.constant(FrameUnits.class, frame.getUnits()),
            read(frame.getStart()),
            read(frame.getEnd()),
            ValueMessages.constant(FrameExclusion.class, frame.getExclusion())),
        ValueMessages.read(message.getType()),
        message.getName());
  }

  private static FrameBound read(FrameBoundMessage message) {
    return new FrameBound(
        ValueMessages.constant(FrameBound.Kind.class, message.getKind()),
        message.getOffset(),
        message.getVaries());
  }

  private static List<ColumnExpression> columns(
      List<ExpressionMessage> messages, ExpressionReader expressions) {
    return messages.stream().map(message -> column(message, expressions)).toList();
  }

  private static ColumnExpression column(ExpressionMessage message, ExpressionReader expressions) {
    if (expressions.read(message) instanceof ColumnExpression column) {
      return column;
    }
    throw new IllegalArgumentException("a window reads columns only");
  }
}
