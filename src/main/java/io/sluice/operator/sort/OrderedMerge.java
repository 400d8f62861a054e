package io.sluice.operator.sort;

import io.sluice.column.BatchBuilder;
import io.sluice.column.RecordBatch;
import io.sluice.expression.SortField;
import io.sluice.type.Schema;
import java.util.List;

/**
 * Merges ordered inputs into ordered batches. Rows are picked by a tournament and copied column by column when the batch is full or an input needs other
 * rows. Owned by one driver.
 */
final class OrderedMerge {
  private final OrderedRows[] inputs;
  private final KeyComparator comparator;
  private final int firstOpenField;
  private final LoserTree tournament;
  private final int batchSize;
  private final BatchBuilder output;
  private final RowInterleaver interleaver;
  private final int[] pickedInputs;
  private final int[] pickedRows;
  private int pickCount;
  private int outputCount;
  private boolean isStarted;

  OrderedMerge(Schema schema, List<SortField> fields, int inputCount, int batchSize) {
    this.batchSize = batchSize;
    comparator = new KeyComparator(fields);
    KeyPrefix prefix = new KeyPrefix(fields.get(0));
    firstOpenField = prefix.firstOpenField();
    inputs = new OrderedRows[inputCount];
    for (int i = 0; i < inputCount; i++) {
      inputs[i] = new OrderedRows(prefix);
    }
    tournament = new LoserTree(inputCount, this::isBefore);
    output = new BatchBuilder(schema);
    interleaver = new RowInterleaver(schema, inputCount);
    pickedInputs = new int[batchSize];
    pickedRows = new int[batchSize];
  }

  int inputCount() {
    return inputs.length;
  }

  /** The rows of an input: to refill or to end. All that need it must be refilled before {@link #advance}. */
  OrderedRows input(int index) {
    return inputs[index];
  }

  /**
   * Picks rows until the batch is full, an input needs other rows, or all have ended.
   *
   * @param rowLimit rows the batch may have
   * @return whether the batch is complete: full, or the last; take it by {@link #finish}
   */
  boolean advance(long rowLimit) {
    int limit = (int) Math.min(batchSize, rowLimit);
    if (isStarted) {
      tournament.replay();
    } else {
      tournament.build();
      isStarted = true;
    }
    if (outputCount == 0 && pickCount == 0) {
      output.begin(limit);
    }
    while (outputCount + pickCount < limit) {
      int winner = tournament.winner();
      OrderedRows input = inputs[winner];
      if (input.isEnded()) {
        return true;
      }
      pickedInputs[pickCount] = winner;
      pickedRows[pickCount] = input.row();
      pickCount++;
      input.advance();
      if (input.needsRefill()) {
        copyPicked();
        return outputCount == limit;
      }
      tournament.replay();
    }
    return true;
  }

  /** Rows that the batch has so far. */
  int rowCount() {
    return outputCount + pickCount;
  }

  /** The batch, borrowed until the next {@link #advance}. */
  RecordBatch finish() {
    copyPicked();
    RecordBatch batch = output.finish(outputCount);
    outputCount = 0;
    return batch;
  }

  private void copyPicked() {
    interleaver.append(inputs, pickedInputs, pickedRows, pickCount, output);
    outputCount += pickCount;
    pickCount = 0;
  }

  /** Inputs that have ended come last, equal rows in the order of inputs. */
  private boolean isBefore(int left, int right) {
    OrderedRows leftRows = inputs[left];
    OrderedRows rightRows = inputs[right];
    if (leftRows.isEnded() || rightRows.isEnded()) {
      return rightRows.isEnded() && (!leftRows.isEnded() || left < right);
    }
    int order = Long.compareUnsigned(leftRows.prefix(), rightRows.prefix());
    if (order == 0) {
      order = comparator.compare(
          leftRows.keys(), leftRows.row(), rightRows.keys(), rightRows.row(), firstOpenField);
    }
    return order < 0 || order == 0 && left < right;
  }
}
