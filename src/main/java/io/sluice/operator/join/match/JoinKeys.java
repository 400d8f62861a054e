package io.sluice.operator.join.match;

import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import io.sluice.expression.ExpressionEvaluator;
import io.sluice.expression.PhysicalExpression;
import io.sluice.operator.key.KeyEncoder;
import java.util.List;
import java.util.function.Function;

/** Evaluates one side's keys of a join, leaves out rows with a NULL that equals nothing, and encodes the rest. Owned by one driver. */
public final class JoinKeys {
  private final ExpressionEvaluator[] evaluators;
  private final Vector[] keys;
  private final boolean[] areNullsEqual;
  private final KeyEncoder encoder;
  private int[] rows = new int[0];
  private int[] nullRows = new int[0];
  private int count;
  private int nullCount;

  private JoinKeys(
      List<JoinKey> on, Function<JoinKey, PhysicalExpression> side, KeyEncoder encoder) {
    evaluators =
        on.stream().map(key -> side.apply(key).newEvaluator()).toArray(ExpressionEvaluator[]::new);
    keys = new Vector[evaluators.length];
    areNullsEqual = new boolean[evaluators.length];
    for (int i = 0; i < areNullsEqual.length; i++) {
      areNullsEqual[i] = on.get(i).isNullEqual();
    }
    this.encoder = encoder;
  }

  public static JoinKeys left(List<JoinKey> on, KeyEncoder encoder) {
    return new JoinKeys(on, JoinKey::left, encoder);
  }

  static JoinKeys right(List<JoinKey> on, KeyEncoder encoder) {
    return new JoinKeys(on, JoinKey::right, encoder);
  }

  /** Takes the rows of a batch, and answers the words of those that have a key, key after key. The array is used again by the next call. */
  public long[] encode(RecordBatch batch) {
    for (int i = 0; i < keys.length; i++) {
      keys[i] = evaluators[i].evaluate(batch, batch.selection(), batch.rowCount());
    }
    splitRows(batch);
    return encoder.encode(keys, rows, count);
  }

  private void splitRows(RecordBatch batch) {
    int total = batch.rowCount();
    if (rows.length < total) {
      rows = new int[total];
      nullRows = new int[total];
    }
    for (int i = 0; i < total; i++) {
      rows[i] = batch.rowAt(i);
    }
    count = total;
    nullCount = 0;
    for (int i = 0; i < keys.length; i++) {
      if (!areNullsEqual[i] && keys[i].mayHaveNulls()) {
        leaveOutNulls(keys[i]);
      }
    }
  }

  private void leaveOutNulls(Vector key) {
    int kept = 0;
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      if (key.isNull(row)) {
        nullRows[nullCount++] = row;
      } else {
        rows[kept++] = row;
      }
    }
    count = kept;
  }

  /** The rows that have a key, in ascending order. */
  public int[] rows() {
    return rows;
  }

  public int count() {
    return count;
  }

  /** The other rows, in no particular order. */
  public int[] nullRows() {
    return nullRows;
  }

  public int nullCount() {
    return nullCount;
  }
}
