package io.sluice.operator.join.match;

import io.sluice.column.ConstantVector;
import io.sluice.column.FlatVector;
import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import io.sluice.expression.ExpressionEvaluator;
import io.sluice.expression.PhysicalExpression;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A condition over one build row, whose values are constants, and many rows of a probe batch: no row is copied to try it. Owned by one driver. */
public final class RowCondition {
  private final @Nullable ExpressionEvaluator condition;
  private final boolean isThreeValued;
  private final Schema schema;
  private final int[] leftColumns;
  private final int[] rightColumns;
  private final int[] one = new int[1];
  private int[] passed = new int[0];
  private int[] unknown = new int[0];
  private int unknownCount;

  /**
   * @param condition over the left columns, then the right ones; null lets all rows pass
   * @param isThreeValued whether rows for which it is NULL are told from those for which it is false
   */
  public RowCondition(
      @Nullable PhysicalExpression condition, Schema left, Schema right, boolean isThreeValued) {
    this.isThreeValued = isThreeValued;
    List<Integer> columns =
        condition == null ? List.of() : new ArrayList<>(JoinColumns.readBy(condition));
    this.condition = condition == null
        ? null
        : JoinColumns.relocate(condition, columns::indexOf).newEvaluator();
    int leftCount = left.size();
    leftColumns =
        columns.stream().mapToInt(column -> column).filter(c -> c < leftCount).toArray();
    rightColumns = columns.stream()
        .mapToInt(column -> column - leftCount)
        .filter(c -> c >= 0)
        .toArray();
    List<Field> fields = new ArrayList<>();
    fields.addAll(left.project(leftColumns).fields());
    fields.addAll(right.project(rightColumns).fields());
    schema = new Schema(fields);
  }

  /**
   * Tries rows of the probe batch, and answers for how many the condition is true: {@link #passed()}.
   *
   * @param rows in ascending order
   */
  public int test(BuildRows build, int buildRow, RecordBatch probe, int[] rows, int count) {
    if (passed.length < count) {
      passed = new int[count];
      unknown = new int[count];
    }
    unknownCount = 0;
    if (condition == null) {
      System.arraycopy(rows, 0, passed, 0, count);
      return count;
    }
    RecordBatch pairs = pairs(build, buildRow, probe);
    return isThreeValued
        ? split(condition.evaluate(pairs, rows, count), rows, count)
        : condition.select(pairs, rows, count, passed);
  }

  private RecordBatch pairs(BuildRows build, int buildRow, RecordBatch probe) {
    Vector[] columns = new Vector[schema.size()];
    one[0] = buildRow;
    for (int i = 0; i < leftColumns.length; i++) {
      FlatVector value = FlatVector.create(schema.type(i), 1);
      value.appendRows(build.column(leftColumns[i]), one, 0, 1);
      columns[i] = new ConstantVector(value, probe.length());
    }
    for (int i = 0; i < rightColumns.length; i++) {
      columns[leftColumns.length + i] = probe.column(rightColumns[i]);
    }
    return RecordBatch.of(schema, probe.length(), columns);
  }

  private int split(Vector values, int[] rows, int count) {
    int passedCount = 0;
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      if (values.isNull(row)) {
        unknown[unknownCount++] = row;
      } else if (Boolean.TRUE.equals(values.value(row))) {
        passed[passedCount++] = row;
      }
    }
    return passedCount;
  }

  /** The rows that passed. */
  public int[] passed() {
    return passed;
  }

  /** The rows for which the condition is NULL. */
  public int[] unknown() {
    return unknown;
  }

  public int unknownCount() {
    return unknownCount;
  }
}
