package io.sluice.operator.aggregate.function;

import io.sluice.column.FlatVector;
import io.sluice.column.IntVector;
import io.sluice.column.LongVector;
import io.sluice.column.Vector;
import io.sluice.extension.GroupedRows;
import io.sluice.memory.MemoryReservation;
import java.util.Arrays;

/** Bitwise AND, OR or XOR of all values. The state is the result so far. */
final class BitAccumulator extends GroupedState {
  /** What is done with the bits. */
  enum Operator {
    AND,
    OR,
    XOR
  }

  private final Operator operator;
  private long[] results = new long[0];
  private byte[] hasValue = new byte[0];

  BitAccumulator(Operator operator, MemoryReservation reservation) {
    super(reservation);
    this.operator = operator;
  }

  @Override
  void grow(int oldCapacity, int newCapacity) {
    results = longer(results, newCapacity);
    hasValue = longer(hasValue, newCapacity);
  }

  @Override
  public void update(GroupedRows rows, Vector[] arguments) {
    Vector values = arguments[0];
    for (int i = 0; i < rows.count(); i++) {
      int row = rows.row(i);
      int group = rows.groupOfRow(row);
      long value = values.flat() instanceof IntVector ints
          ? ints.values()[values.flatRow(row)]
          : Values.longAt(values, row);
      if (hasValue[group] == 0) {
        hasValue[group] = 1;
        results[group] = value;
      } else {
        results[group] = combine(results[group], value);
      }
    }
  }

  private long combine(long left, long right) {
    return switch (operator) {
      case AND -> left & right;
      case OR -> left | right;
      case XOR -> left ^ right;
    };
  }

  @Override
  public void merge(GroupedRows rows, Vector[] states) {
    update(NotNullRows.of(rows, states[0]), states);
  }

  @Override
  public void writeState(int column, int from, int count, FlatVector target) {
    write(from, count, target);
  }

  @Override
  public void write(int from, int count, FlatVector target) {
    for (int group = from; group < from + count; group++) {
      if (hasValue[group] == 0) {
        target.appendNull();
      } else if (target instanceof LongVector) {
        Values.append(target, results[group]);
      } else {
        target.appendValue((int) results[group]);
      }
    }
  }

  @Override
  public void clear(int groupCount) {
    Arrays.fill(hasValue, 0, groupCount, (byte) 0);
  }
}
