package io.sluice.expression;

import io.sluice.column.BooleanVector;
import io.sluice.column.ConstantVector;
import io.sluice.column.DictionaryVector;
import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import io.sluice.expression.kernel.SelectionKernel;
import io.sluice.expression.kernel.Selections;
import io.sluice.type.DataType;
import io.sluice.type.Literal;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A condition on values, NULL where an operand is. Its natural result is a selection; a BOOLEAN vector is made from that. */
final class PredicateEvaluator implements ExpressionEvaluator {
  private final StrictOperands operands;
  private final SelectionKernel kernel;
  private final OwnedVector result = new OwnedVector(DataType.BOOLEAN);
  private final ConstantVector nothing = ConstantVector.of(Literal.ofNull(DataType.BOOLEAN), 0);
  private final int[] constantOutput = new int[1];
  private int[] selection = new int[0];
  private int[] matchingCodes = new int[0];
  private byte[] matches = new byte[0];

  PredicateEvaluator(List<PhysicalExpression> operands, SelectionKernel kernel) {
    this.operands = new StrictOperands(operands);
    this.kernel = kernel;
  }

  @Override
  public int select(RecordBatch batch, int @Nullable [] rows, int count, int[] output) {
    return selectForm(operands.evaluate(batch, rows, count), rows, count, output);
  }

  private int selectForm(StrictOperands.Form form, int @Nullable [] rows, int count, int[] output) {
    return switch (form) {
      case NOTHING -> 0;
      case CONSTANT -> holdsForConstants() ? Selections.all(rows, count, output) : 0;
      case DICTIONARY -> {
        DictionaryVector source = operands.dictionary();
        matchDictionary(source.dictionary().length());
        int selected = Selections.whereMatches(matches, source.codes(), rows, count, output);
        yield dropNulls(source.validity(), selected, output);
      }
      case FLAT -> dropNulls(operands.validity(), kernel.select(operands.input(), output), output);
    };
  }

  private boolean holdsForConstants() {
    return kernel.select(operands.input(), constantOutput) == 1;
  }

  private void matchDictionary(int size) {
    if (matches.length <= size) {
      matches = new byte[size + 1];
      matchingCodes = new int[size];
    }
    // One more than the size, so that NULL rows have a code to look up even when the dictionary is
    // empty.
    Arrays.fill(matches, 0, size + 1, (byte) 0);
    int matching = kernel.select(operands.input(), matchingCodes);
    for (int i = 0; i < matching; i++) {
      matches[matchingCodes[i]] = 1;
    }
  }

  private static int dropNulls(long @Nullable [] validity, int selected, int[] output) {
    return validity == null ? selected : Selections.whereSet(validity, output, selected, output);
  }

  @Override
  public Vector evaluate(RecordBatch batch, int @Nullable [] rows, int count) {
    int length = batch.length();
    StrictOperands.Form form = operands.evaluate(batch, rows, count);
    if (form == StrictOperands.Form.NOTHING) {
      return nothing.withLength(length);
    }
    if (form == StrictOperands.Form.CONSTANT) {
      BooleanVector one = (BooleanVector) result.begin(1);
      one.put(0, holdsForConstants());
      return new ConstantVector(one, length);
    }
    if (selection.length < count) {
      selection = new int[length];
    }
    int selected = selectForm(form, rows, count, selection);
    BooleanVector values = (BooleanVector) result.begin(length);
    Arrays.fill(values.words(), 0);
    Selections.setBits(values.words(), selection, selected);
    values.copyValidity(
        form == StrictOperands.Form.DICTIONARY
            ? operands.dictionary().validity()
            : operands.validity(),
        length);
    return values;
  }

  @Override
  public void detach() {
    result.detach();
  }
}
