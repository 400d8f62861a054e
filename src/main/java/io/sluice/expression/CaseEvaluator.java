package io.sluice.expression;

import io.sluice.column.BytesVector;
import io.sluice.column.FlatVector;
import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import io.sluice.expression.kernel.BytesOutput;
import io.sluice.expression.kernel.RowCopy;
import io.sluice.expression.kernel.Selections;
import io.sluice.type.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CASE: deals the rows to the branches, computes each result for its rows only, and puts the results together. */
final class CaseEvaluator implements ExpressionEvaluator {
  private final ExpressionEvaluator[] conditions;
  /** One for each condition, then the default. */
  private final ExpressionEvaluator[] results;

  private final OwnedVector owned;
  private final RowCopy rowCopy = new RowCopy();
  private final @Nullable Vector[] values;
  private int[] remaining = new int[0];
  private int[] selected = new int[0];
  private int[] branchOfRow = new int[0];

  CaseEvaluator(List<CaseExpression.Branch> branches, PhysicalExpression otherwise, DataType type) {
    int size = branches.size();
    conditions = new ExpressionEvaluator[size];
    results = new ExpressionEvaluator[size + 1];
    for (int i = 0; i < size; i++) {
      conditions[i] = branches.get(i).condition().newEvaluator();
      results[i] = branches.get(i).result().newEvaluator();
    }
    results[size] = otherwise.newEvaluator();
    values = new Vector[size + 1];
    owned = new OwnedVector(type);
  }

  @Override
  public Vector evaluate(RecordBatch batch, int @Nullable [] rows, int count) {
    int length = batch.length();
    if (remaining.length < length) {
      remaining = new int[length];
      selected = new int[length];
      branchOfRow = new int[length];
    }
    FlatVector output = owned.begin(length);
    int left = Selections.all(rows, count, remaining);
    for (int branch = 0; branch < conditions.length && left > 0; branch++) {
      int matching = conditions[branch].select(batch, remaining, left, selected);
      if (matching == count && count > 0) {
        return results[branch].evaluate(batch, rows, count);
      }
      take(branch, batch, selected, matching, output);
      left = Selections.without(remaining, left, selected, matching, remaining);
    }
    if (left == count && count > 0) {
      return results[conditions.length].evaluate(batch, rows, count);
    }
    take(conditions.length, batch, remaining, left, output);
    if (output instanceof BytesVector bytes) {
      assemble(bytes, rows, count);
    }
    return output;
  }

  private void take(int branch, RecordBatch batch, int[] branchRows, int count, FlatVector output) {
    if (count == 0) {
      return;
    }
    Vector value = results[branch].evaluate(batch, branchRows, count);
    if (output instanceof BytesVector) {
      values[branch] = value;
      for (int i = 0; i < count; i++) {
        branchOfRow[branchRows[i]] = branch;
      }
    } else {
      rowCopy.copy(value, branchRows, count, output);
    }
  }

  /** Bytes are written in the order of rows, so their rows are dealt first and copied together. */
  private void assemble(BytesVector output, int @Nullable [] rows, int count) {
    BytesOutput bytes = new BytesOutput(output);
    for (int i = 0; i < count; i++) {
      int row = rows == null ? i : rows[i];
      Vector value = values[branchOfRow[row]];
      if (value == null) {
        output.setNull(row);
      } else {
        bytes.copy(row, value);
      }
    }
    bytes.finish(output.length());
  }

  @Override
  public int select(RecordBatch batch, int @Nullable [] rows, int count, int[] output) {
    return TrueRows.select(evaluate(batch, rows, count), rows, count, output);
  }

  @Override
  public void detach() {
    owned.detach();
    for (ExpressionEvaluator result : results) {
      result.detach();
    }
  }
}
