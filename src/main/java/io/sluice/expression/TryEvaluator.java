package io.sluice.expression;

import io.sluice.column.BytesVector;
import io.sluice.column.FlatVector;
import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.expression.kernel.BytesOutput;
import io.sluice.expression.kernel.RowCopy;
import io.sluice.expression.kernel.Selections;
import io.sluice.type.Literal;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * TRY: computes all rows at once as long as none fails. Where one does, the rows are halved until those that fail are alone, and the others are computed once more.
 */
final class TryEvaluator implements ExpressionEvaluator {
  /** What the values of a row are to blame for. */
  private static final Set<ErrorCode> FAILURES = EnumSet.of(
      ErrorCode.DIVISION_BY_ZERO,
      ErrorCode.INVALID_ARGUMENT,
      ErrorCode.INVALID_CAST,
      ErrorCode.NUMERIC_OVERFLOW);

  private final ExpressionEvaluator operand;
  private final OwnedVector owned;
  private final RowCopy rowCopy = new RowCopy();
  private int[] computed = new int[0];
  private int computedCount;

  private TryEvaluator(ExpressionEvaluator operand, OwnedVector owned) {
    this.operand = operand;
    this.owned = owned;
  }

  /** The evaluator; one of NULL where constants of the operand, a pattern for instance, fail in every row. */
  static ExpressionEvaluator of(PhysicalExpression operand) {
    try {
      return new TryEvaluator(operand.newEvaluator(), new OwnedVector(operand.type()));
    } catch (SluiceException e) {
      if (!FAILURES.contains(e.code())) {
        throw e;
      }
      return new LiteralExpression(Literal.ofNull(operand.type())).newEvaluator();
    }
  }

  @Override
  public Vector evaluate(RecordBatch batch, int @Nullable [] rows, int count) {
    try {
      return operand.evaluate(batch, rows, count);
    } catch (SluiceException e) {
      if (!FAILURES.contains(e.code())) {
        throw e;
      }
    }
    if (computed.length < batch.length()) {
      computed = new int[batch.length()];
    }
    int[] all = new int[count];
    Selections.all(rows, count, all);
    computedCount = 0;
    findComputed(batch, all, 0, count, true);
    FlatVector output = owned.begin(batch.length());
    int next = 0;
    for (int row : all) {
      if (next < computedCount && computed[next] == row) {
        next++;
      } else {
        output.setNull(row);
      }
    }
    if (computedCount > 0) {
      copy(operand.evaluate(batch, computed, computedCount), all, output);
    } else if (output instanceof BytesVector bytes) {
      new BytesOutput(bytes).finish(bytes.length());
    }
    return output;
  }

  /** Collects the rows of a part that do not fail, in their order. */
  private void findComputed(
      RecordBatch batch, int[] rows, int from, int to, boolean isKnownToFail) {
    if (from == to) {
      return;
    }
    if (!isKnownToFail && canCompute(batch, rows, from, to)) {
      System.arraycopy(rows, from, computed, computedCount, to - from);
      computedCount += to - from;
    } else if (to - from > 1) {
      int middle = (from + to) >>> 1;
      findComputed(batch, rows, from, middle, false);
      findComputed(batch, rows, middle, to, false);
    }
  }

  private boolean canCompute(RecordBatch batch, int[] rows, int from, int to) {
    int[] part = new int[to - from];
    System.arraycopy(rows, from, part, 0, part.length);
    try {
      operand.evaluate(batch, part, part.length);
      return true;
    } catch (SluiceException e) {
      if (!FAILURES.contains(e.code())) {
        throw e;
      }
      return false;
    }
  }

  private void copy(Vector value, int[] all, FlatVector output) {
    if (!(output instanceof BytesVector bytes)) {
      rowCopy.copy(value, computed, computedCount, output);
      return;
    }
    BytesOutput written = new BytesOutput(bytes);
    for (int row : all) {
      if (!output.isNull(row)) {
        written.copy(row, value);
      }
    }
    written.finish(output.length());
  }

  @Override
  public int select(RecordBatch batch, int @Nullable [] rows, int count, int[] output) {
    return TrueRows.select(evaluate(batch, rows, count), rows, count, output);
  }

  @Override
  public void detach() {
    owned.detach();
    operand.detach();
  }
}
