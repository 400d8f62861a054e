package io.sluice.operator.join.match;

import io.sluice.column.BatchBuilder;
import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import io.sluice.expression.ExpressionEvaluator;
import io.sluice.expression.PhysicalExpression;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.List;

/** A condition over pairs of a build and a probe row, tried without making output rows of them: only the columns that it reads are copied. Owned by one driver. */
public final class PairCondition {
  private final ExpressionEvaluator condition;
  private final boolean isThreeValued;
  private final int[] leftColumns;
  private final int[] rightColumns;
  private final BatchBuilder builder;
  private int[] passed = new int[0];
  private int[] unknown = new int[0];
  private int unknownCount;

  /**
   * @param condition over the left columns, then the right ones
   * @param isThreeValued whether pairs for which it is NULL are told from those for which it is false
   */
  public PairCondition(
      PhysicalExpression condition, Schema left, Schema right, boolean isThreeValued) {
    this.isThreeValued = isThreeValued;
    List<Integer> columns = new ArrayList<>(JoinColumns.readBy(condition));
    this.condition = JoinColumns.relocate(condition, columns::indexOf).newEvaluator();
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
    builder = new BatchBuilder(new Schema(fields));
  }

  /** Tries pairs, and answers for how many the condition is true: {@link #passed()}. */
  public int test(BuildRows build, int[] buildRows, RecordBatch probe, int[] probeRows, int count) {
    builder.begin(count);
    for (int i = 0; i < leftColumns.length; i++) {
      builder.column(i).appendRows(build.column(leftColumns[i]), buildRows, 0, count);
    }
    for (int i = 0; i < rightColumns.length; i++) {
      builder
          .column(leftColumns.length + i)
          .appendRows(probe.column(rightColumns[i]), probeRows, 0, count);
    }
    RecordBatch pairs = builder.finish(count);
    if (passed.length < count) {
      passed = new int[count];
      unknown = new int[count];
    }
    unknownCount = 0;
    return isThreeValued ? split(pairs) : condition.select(pairs, null, count, passed);
  }

  private int split(RecordBatch pairs) {
    Vector values = condition.evaluate(pairs, null, pairs.length());
    int passedCount = 0;
    for (int i = 0; i < pairs.length(); i++) {
      if (values.isNull(i)) {
        unknown[unknownCount++] = i;
      } else if (Boolean.TRUE.equals(values.value(i))) {
        passed[passedCount++] = i;
      }
    }
    return passedCount;
  }

  /** The numbers of the pairs that passed. */
  public int[] passed() {
    return passed;
  }

  /** The numbers of the pairs for which the condition is NULL. */
  public int[] unknown() {
    return unknown;
  }

  public int unknownCount() {
    return unknownCount;
  }
}
