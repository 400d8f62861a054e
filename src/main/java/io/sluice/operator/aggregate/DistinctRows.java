package io.sluice.operator.aggregate;

import io.sluice.column.IntVector;
import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import io.sluice.expression.ExpressionEvaluator;
import io.sluice.expression.PhysicalExpression;
import io.sluice.memory.MemoryReservation;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the rows whose values were not seen in their group before; NULLs are equal. Remembers all values of all groups. Owned by one driver. */
public final class DistinctRows {
  private final List<PhysicalExpression> values;
  private final MemoryReservation reservation;
  private final ExpressionEvaluator[] evaluators;
  private Vector[] keys = new Vector[0];
  private @Nullable GroupKeys seen;
  private final IntVector groupNumbers = new IntVector(DataType.INTEGER, 0);
  private final BitSet isNew = new BitSet();
  private int[] numbers = new int[0];
  private int[] selected = new int[0];

  /**
   * Remembers nothing yet.
   *
   * @param values what is compared
   */
  public DistinctRows(List<PhysicalExpression> values, MemoryReservation reservation) {
    evaluators =
        values.stream().map(PhysicalExpression::newEvaluator).toArray(ExpressionEvaluator[]::new);
    this.values = values;
    this.reservation = reservation;
  }

  /** Remembers values, with the numbers of their groups unless all are in one. */
  private GroupKeys newKeys(boolean hasGroups) {
    List<Field> fields = new ArrayList<>();
    for (PhysicalExpression value : values) {
      fields.add(new Field("value", value.type(), value.isNullable()));
    }
    if (hasGroups) {
      fields.add(new Field("group", DataType.INTEGER, false));
    }
    keys = new Vector[fields.size()];
    return new GroupKeys(fields, reservation);
  }

  /**
   * Selects the rows that are new.
   *
   * @param groups the group of each row; null when all belong to group 0
   * @return how many there are; they stand in {@link #selected}
   */
  public int select(RecordBatch batch, int @Nullable [] rows, int count, int @Nullable [] groups) {
    int length = batch.length();
    if (numbers.length < length) {
      numbers = new int[length];
      selected = new int[length];
    }
    GroupKeys known = seen;
    if (known == null) {
      known = newKeys(groups != null);
      seen = known;
    }
    for (int i = 0; i < evaluators.length; i++) {
      keys[i] = evaluators[i].evaluate(batch, rows, count);
    }
    if (groups != null) {
      keys[evaluators.length] = numberGroups(rows, count, groups, length);
    }
    int knownCount = known.groupCount();
    known.assign(keys, rows, count, numbers);
    isNew.clear();
    isNew.set(0, known.groupCount() - knownCount);
    int newCount = 0;
    for (int i = 0; i < count; i++) {
      int row = rows == null ? i : rows[i];
      int number = numbers[row] - knownCount;
      if (number >= 0 && isNew.get(number)) {
        isNew.clear(number);
        selected[newCount++] = row;
      }
    }
    return newCount;
  }

  private IntVector numberGroups(int @Nullable [] rows, int count, int[] groups, int length) {
    groupNumbers.reset();
    groupNumbers.ensureCapacity(length);
    for (int i = 0; i < count; i++) {
      int row = rows == null ? i : rows[i];
      groupNumbers.values()[row] = groups[row];
    }
    groupNumbers.setLength(length);
    return groupNumbers;
  }

  /** The rows that {@link #select} found, valid until it is called again. */
  public int[] selected() {
    return selected;
  }

  void clear() {
    if (seen != null) {
      seen.clear();
    }
  }
}
