package io.sluice.extension;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What is known of a table; estimates, never used for results.
 *
 * @param columns one for each column of the schema, or empty when nothing is known of any
 */
public record TableStatistics(OptionalDouble rowCount, List<ColumnStatistics> columns) {
  public static final TableStatistics UNKNOWN =
      new TableStatistics(OptionalDouble.empty(), List.of());

  public TableStatistics {
    columns = List.copyOf(columns);
  }

  public ColumnStatistics column(int index) {
    return columns.isEmpty() ? ColumnStatistics.UNKNOWN : columns.get(index);
  }
}
