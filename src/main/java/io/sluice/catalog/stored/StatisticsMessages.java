package io.sluice.catalog.stored;

import io.sluice.catalog.proto.ColumnStatisticsMessage;
import io.sluice.catalog.proto.StatisticsMessage;
import io.sluice.codec.ValueMessages;
import io.sluice.extension.ColumnStatistics;
import io.sluice.extension.TableStatistics;
import java.util.Optional;
import java.util.OptionalDouble;

/** What ANALYZE found as protobuf messages. */
final class StatisticsMessages {
  private StatisticsMessages() {}

  static StatisticsMessage write(StoredObject.Statistics statistics) {
    StatisticsMessage.Builder message = StatisticsMessage.newBuilder()
        .setName(statistics.name())
        .setRowCount(statistics.found().rowCount().orElse(0));
    for (ColumnStatistics column : statistics.found().columns()) {
      ColumnStatisticsMessage.Builder written = ColumnStatisticsMessage.newBuilder();
      column.distinctCount().ifPresent(written::setDistinctCount);
      column.nullFraction().ifPresent(written::setNullFraction);
      column.min().ifPresent(value -> written.setMin(ValueMessages.write(value)));
      column.max().ifPresent(value -> written.setMax(ValueMessages.write(value)));
      column.histogram().forEach(value -> written.addHistogram(ValueMessages.write(value)));
      message.addColumns(written);
    }
    return message.build();
  }

  static StoredObject.Statistics read(StatisticsMessage message) {
    return new StoredObject.Statistics(
        message.getName(),
        new TableStatistics(
            OptionalDouble.of(message.getRowCount()),
            message.getColumnsList().stream().map(StatisticsMessages::read).toList()));
  }

  private static ColumnStatistics read(ColumnStatisticsMessage column) {
    return new ColumnStatistics(
        column.hasDistinctCount()
            ? OptionalDouble.of(column.getDistinctCount())
            : OptionalDouble.empty(),
        column.hasNullFraction()
            ? OptionalDouble.of(column.getNullFraction())
            : OptionalDouble.empty(),
        column.hasMin() ? Optional.of(ValueMessages.read(column.getMin())) : Optional.empty(),
        column.hasMax() ? Optional.of(ValueMessages.read(column.getMax())) : Optional.empty(),
        column.getHistogramList().stream().map(ValueMessages::read).toList());
  }
}
