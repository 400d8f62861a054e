package io.sluice.source.tpch;

import io.sluice.extension.TableStatistics;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import io.trino.tpch.TextPool;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;

/**
 * A table of the benchmark for any scale factor.
 *
 * @param rowCount number of rows by scale factor
 * @param generator makes the rows
 */
record GeneratedTable<E>(
    String name,
    DoubleUnaryOperator rowCount,
    Generator<E> generator,
    List<GeneratedColumn<E>> columns) {
  GeneratedTable {
    columns = List.copyOf(columns);
  }

  /** Makes the rows of one part of a table. */
  interface Generator<E> {
    /**
     * @param part from 1 to partCount; the parts together are the table, whatever their number
     */
    Iterator<? extends E> rows(double scaleFactor, int part, int partCount, TextPool textPool);
  }

  Schema schema() {
    List<Field> fields = new ArrayList<>(columns.size());
    columns.forEach(column -> fields.add(column.field()));
    return new Schema(fields);
  }

  double rows(double scaleFactor) {
    return Math.max(1, Math.floor(rowCount.applyAsDouble(scaleFactor)));
  }

  TableStatistics statistics(double scaleFactor) {
    double rows = rows(scaleFactor);
    return new TableStatistics(
        OptionalDouble.of(rows),
        columns.stream().map(column -> column.statistics(scaleFactor, rows)).toList());
  }

  /** Average width of a row of some columns. */
  long rowBytes(List<Integer> projection) {
    long bytes = 0;
    for (int column : projection) {
      bytes += columns.get(column).averageBytes();
    }
    return bytes;
  }
}
