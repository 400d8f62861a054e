package io.sluice.expression;

import io.sluice.column.Bits;
import io.sluice.column.ConstantVector;
import io.sluice.column.DictionaryVector;
import io.sluice.column.FlatVector;
import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import io.sluice.expression.kernel.ScalarKernel;
import io.sluice.expression.kernel.Selections;
import io.sluice.type.DataType;
import io.sluice.type.Literal;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An operation that gives a value for each row, NULL where an operand is. */
final class ScalarEvaluator implements ExpressionEvaluator {
  private final StrictOperands operands;
  private final ScalarKernel kernel;
  private final OwnedVector result;
  private final ConstantVector nothing;
  private long[] usedCodes = new long[0];
  private int[] usedRows = new int[0];

  ScalarEvaluator(DataType type, List<PhysicalExpression> operands, ScalarKernel kernel) {
    this.operands = new StrictOperands(operands);
    this.kernel = kernel;
    this.result = new OwnedVector(type);
    this.nothing = ConstantVector.of(Literal.ofNull(type), 0);
  }

  @Override
  public Vector evaluate(RecordBatch batch, int @Nullable [] rows, int count) {
    int length = batch.length();
    return switch (operands.evaluate(batch, rows, count)) {
      case NOTHING -> nothing.withLength(length);
      case CONSTANT -> new ConstantVector(compute(1), length);
      case DICTIONARY -> {
        DictionaryVector source = operands.dictionary();
        int size = source.dictionary().length();
        int used = findUsed(source, rows, count, size);
        operands.input().setRows(size, usedRows, used, null);
        // Readers keep what they computed for a dictionary as long as they see the same object.
        result.detach();
        yield new DictionaryVector(compute(size), source.codes(), source.validity(), length);
      }
      case FLAT -> {
        FlatVector values = result.begin(length);
        values.copyValidity(operands.validity(), length);
        kernel.compute(operands.input(), values);
        yield values;
      }
    };
  }

  private FlatVector compute(int length) {
    FlatVector values = result.begin(length);
    kernel.compute(operands.input(), values);
    return values;
  }

  /** The codes of the rows asked for: values that no such row has must not fail. */
  private int findUsed(DictionaryVector source, int @Nullable [] rows, int count, int size) {
    int wordCount = Bits.wordCount(size);
    if (usedCodes.length < wordCount) {
      usedCodes = new long[wordCount];
    }
    if (usedRows.length < size) {
      usedRows = new int[size];
    }
    long[] used = usedCodes;
    Arrays.fill(used, 0, wordCount, 0);
    int[] codes = source.codes();
    for (int i = 0; i < count; i++) {
      int row = rows == null ? i : rows[i];
      if (!source.isNull(row)) {
        Bits.set(used, codes[row]);
      }
    }
    return Selections.whereSet(used, null, size, usedRows);
  }

  @Override
  public int select(RecordBatch batch, int @Nullable [] rows, int count, int[] output) {
    return TrueRows.select(evaluate(batch, rows, count), rows, count, output);
  }

  @Override
  public void detach() {
    result.detach();
  }
}
