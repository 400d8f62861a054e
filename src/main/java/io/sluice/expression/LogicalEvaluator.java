package io.sluice.expression;

import io.sluice.column.Bits;
import io.sluice.column.BooleanVector;
import io.sluice.column.FlatVector;
import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import io.sluice.expression.kernel.Selections;
import io.sluice.type.DataType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * AND and OR in three-valued logic. False closes AND and true closes OR; an operand is computed for the rows that those before it
 * left open.
 */
final class LogicalEvaluator implements ExpressionEvaluator {
  private final boolean isAnd;
  private final ExpressionEvaluator[] operands;
  private final OwnedVector result = new OwnedVector(DataType.BOOLEAN);
  private int[] open = new int[0];
  private int[] selected = new int[0];
  private long[] marks = new long[0];

  LogicalEvaluator(LogicalOperator operator, List<PhysicalExpression> operands) {
    this.isAnd = operator == LogicalOperator.AND;
    List<ExpressionEvaluator> evaluators = isAnd
        ? ColumnRange.evaluators(operands)
        : operands.stream().map(PhysicalExpression::newEvaluator).toList();
    this.operands = evaluators.toArray(ExpressionEvaluator[]::new);
  }

  @Override
  public int select(RecordBatch batch, int @Nullable [] rows, int count, int[] output) {
    reserve(batch.length());
    return isAnd ? selectAll(batch, rows, count, output) : selectAny(batch, rows, count, output);
  }

  private void reserve(int length) {
    if (open.length < length) {
      open = new int[length];
      selected = new int[length];
      marks = new long[Bits.wordCount(length)];
    }
  }

  /** Each operand narrows the selection of the one before. */
  private int selectAll(RecordBatch batch, int @Nullable [] rows, int count, int[] output) {
    int[] current = rows;
    int remaining = count;
    // Two buffers take turns so that the last one written is the output.
    boolean toOutput = operands.length % 2 == 1;
    for (ExpressionEvaluator operand : operands) {
      int[] next = toOutput ? output : selected;
      remaining = operand.select(batch, current, remaining, next);
      current = next;
      toOutput = !toOutput;
      if (remaining == 0) {
        return 0;
      }
    }
    return remaining;
  }

  /** Each operand is asked for the rows that none before it selected. */
  private int selectAny(RecordBatch batch, int @Nullable [] rows, int count, int[] output) {
    long[] taken = marks;
    Arrays.fill(taken, 0, Bits.wordCount(batch.length()), 0);
    int[] current = rows;
    int remaining = count;
    for (ExpressionEvaluator operand : operands) {
      int matching = operand.select(batch, current, remaining, selected);
      Selections.setBits(taken, selected, matching);
      remaining = Selections.without(current, remaining, selected, matching, open);
      current = open;
      if (remaining == 0) {
        break;
      }
    }
    return Selections.whereSet(taken, rows, count, output);
  }

  @Override
  public Vector evaluate(RecordBatch batch, int @Nullable [] rows, int count) {
    int length = batch.length();
    reserve(length);
    BooleanVector values = (BooleanVector) result.begin(length);
    long[] words = values.words();
    Arrays.fill(words, isAnd ? -1L : 0L);
    long[] unknown = marks;
    Arrays.fill(unknown, 0, Bits.wordCount(length), 0);
    int[] current = rows;
    int remaining = count;
    boolean hasUnknown = false;
    for (ExpressionEvaluator operand : operands) {
      if (remaining == 0) {
        break;
      }
      Vector value = operand.evaluate(batch, current, remaining);
      hasUnknown |= value.mayHaveNulls();
      remaining = close(value, current, remaining, words, unknown);
      current = open;
    }
    if (hasUnknown) {
      long[] validity = values.writableValidity();
      for (int i = 0; i < Bits.wordCount(length); i++) {
        validity[i] = ~unknown[i];
      }
    }
    return values;
  }

  /** Settles the rows that an operand closes and keeps the others open; marks the rows at which it is NULL. */
  private int close(Vector value, int @Nullable [] rows, int count, long[] words, long[] unknown) {
    if (value instanceof FlatVector && !value.mayHaveNulls()) {
      return closeKnown(((BooleanVector) value).words(), rows, count, words, unknown);
    }
    int remaining = 0;
    BooleanVector flat = (BooleanVector) value.flat();
    for (int i = 0; i < count; i++) {
      int row = rows == null ? i : rows[i];
      if (value.isNull(row)) {
        Bits.set(unknown, row);
        open[remaining++] = row;
      } else if (flat.get(value.flatRow(row)) == isAnd) {
        open[remaining++] = row;
      } else {
        Bits.put(words, row, !isAnd);
        Bits.clear(unknown, row);
      }
    }
    return remaining;
  }

  private int closeKnown(
      long[] operand, int @Nullable [] rows, int count, long[] words, long[] unknown) {
    long flip = isAnd ? 0 : 1;
    int remaining = 0;
    for (int i = 0; i < count; i++) {
      int row = rows == null ? i : rows[i];
      int word = row >>> 6;
      // 1 where the row stays open.
      long stays = (operand[word] >>> row & 1) ^ flip;
      long closed = (stays ^ 1) << row;
      words[word] ^= closed;
      unknown[word] &= ~closed;
      open[remaining] = row;
      remaining += (int) stays;
    }
    return remaining;
  }

  @Override
  public void detach() {
    result.detach();
  }
}
