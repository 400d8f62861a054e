package io.sluice.source.series;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.sluice.expression.series.CalendarSeries;
import io.sluice.expression.series.LinearSeries;
import io.sluice.expression.series.Series;
import io.sluice.extension.CodecContext;
import io.sluice.extension.PhysicalExtensionCodec;
import io.sluice.plan.ExecutionPlan;
import io.sluice.source.series.proto.CalendarMessage;
import io.sluice.source.series.proto.LinearMessage;
import io.sluice.source.series.proto.SeriesMessage;
import io.sluice.source.series.proto.SeriesNode;
import io.sluice.type.Interval;
import java.util.List;

/** {@link SeriesExec} as a protobuf message. */
final class SeriesExecCodec implements PhysicalExtensionCodec<SeriesExec> {
  @Override
  public String name() {
    return "series";
  }

  @Override
  public Class<SeriesExec> planClass() {
    return SeriesExec.class;
  }

  @Override
  public byte[] encode(SeriesExec plan, CodecContext context) {
    SeriesNode.Builder node = SeriesNode.newBuilder()
        .setSchema(ByteString.copyFrom(context.encodeSchema(plan.table())))
        .setHasColumn(plan.hasColumn());
    plan.partsPerTask().forEach(series -> node.addSeries(write(series)));
    return node.build().toByteArray();
  }

  @Override
  public SeriesExec decode(byte[] bytes, List<ExecutionPlan> children, CodecContext context) {
    try {
      SeriesNode node = SeriesNode.parseFrom(bytes);
      if (node.getSeriesCount() == 0) {
        throw new IllegalArgumentException("a SeriesExec without series");
      }
      return new SeriesExec(
          context.decodeSchema(node.getSchema().toByteArray()),
          node.getSeriesList().stream().map(SeriesExecCodec::read).toList(),
          node.getHasColumn());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("not a SeriesExec", e);
    }
  }

  private static SeriesMessage write(Series series) {
    SeriesMessage.Builder message = SeriesMessage.newBuilder();
    if (series instanceof LinearSeries linear) {
      message.setLinear(LinearMessage.newBuilder()
          .setStart(linear.start())
          .setStep(linear.step())
          .setCount(linear.count()));
    } else if (series instanceof CalendarSeries calendar) {
      message.setCalendar(CalendarMessage.newBuilder()
          .setStart(calendar.start())
          .setStop(calendar.stop())
          .setMonths(calendar.step().months())
          .setDays(calendar.step().days())
          .setMicros(calendar.step().micros())
          .setStopIncluded(calendar.isStopIncluded()));
    }
    return message.build();
  }

  private static Series read(SeriesMessage message) {
    return switch (message.getKindCase()) {
      case LINEAR -> {
        LinearMessage linear = message.getLinear();
        yield new LinearSeries(linear.getStart(), linear.getStep(), linear.getCount());
      }
      case CALENDAR -> {
        CalendarMessage calendar = message.getCalendar();
        yield new CalendarSeries(
            calendar.getStart(),
            calendar.getStop(),
            new Interval(calendar.getMonths(), calendar.getDays(), calendar.getMicros()),
            calendar.getStopIncluded());
      }
      case KIND_NOT_SET -> throw new IllegalArgumentException("a series of no known kind");
    };
  }
}
