package io.sluice.expression;

import io.sluice.column.Bits;
import io.sluice.column.ConstantVector;
import io.sluice.column.DictionaryVector;
import io.sluice.column.FlatVector;
import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import io.sluice.expression.kernel.DictionaryDecoder;
import io.sluice.expression.kernel.KernelInput;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates the operands of an operation that is NULL where one of them is, and brings their encodings into a form its kernel can work on with
 * as few rows as possible. Owned by one driver.
 */
final class StrictOperands {
  /** What the kernel has to compute. */
  enum Form {
    /** Nothing: no row is asked for, or an operand is NULL for all rows. */
    NOTHING,
    /** One row for all: every operand is constant. */
    CONSTANT,
    /** Each value of {@link #dictionary()}: all other operands are constant. */
    DICTIONARY,
    /** The rows that are asked for. */
    FLAT
  }

  private final ExpressionEvaluator[] evaluators;
  private final Vector[] values;
  private final KernelInput input;
  private final DictionaryDecoder[] decoders;
  private long[] combined = new long[0];
  private long @Nullable [] validity;
  private @Nullable DictionaryVector dictionary;

  StrictOperands(List<PhysicalExpression> operands) {
    int size = operands.size();
    evaluators = new ExpressionEvaluator[size];
    decoders = new DictionaryDecoder[size];
    for (int i = 0; i < size; i++) {
      evaluators[i] = operands.get(i).newEvaluator();
      decoders[i] = new DictionaryDecoder();
    }
    values = new Vector[size];
    input = new KernelInput(size);
  }

  /** Evaluates the operands and fills {@link #input()} for the form it answers. */
  Form evaluate(RecordBatch batch, int @Nullable [] rows, int count) {
    int variable = -1;
    int variableCount = 0;
    boolean isNull = count == 0;
    for (int i = 0; i < evaluators.length; i++) {
      Vector value = evaluators[i].evaluate(batch, rows, count);
      values[i] = value;
      if (value instanceof ConstantVector constant) {
        isNull |= constant.mayHaveNulls();
        input.setArgument(i, constant.flat(), true);
      } else {
        variable = i;
        variableCount++;
      }
    }
    if (isNull) {
      return Form.NOTHING;
    }
    if (variableCount == 0) {
      for (int i = 0; i < values.length; i++) {
        input.setArgument(i, values[i].flat(), false);
      }
      input.setRows(1, null, 1, null);
      return Form.CONSTANT;
    }
    if (variableCount == 1
        && values[variable] instanceof DictionaryVector encoded
        && encoded.dictionary().length() <= count) {
      dictionary = encoded;
      input.setArgument(variable, encoded.dictionary(), false);
      input.setRows(encoded.dictionary().length(), null, 0, null);
      return Form.DICTIONARY;
    }
    validity = null;
    for (int i = 0; i < values.length; i++) {
      if (values[i] instanceof DictionaryVector encoded) {
        input.setArgument(i, decoders[i].decode(encoded, rows, count), false);
        combine(encoded.validity(), batch.length());
      } else if (values[i] instanceof FlatVector flat) {
        input.setArgument(i, flat, false);
        combine(flat.validity(), batch.length());
      }
    }
    input.setRows(batch.length(), rows, count, validity);
    return Form.FLAT;
  }

  private void combine(long @Nullable [] words, int length) {
    long[] first = validity;
    if (words == null) {
      return;
    }
    if (first == null) {
      validity = words;
      return;
    }
    int wordCount = Bits.wordCount(length);
    if (combined.length < wordCount) {
      combined = new long[wordCount];
    }
    long[] output = combined;
    for (int i = 0; i < wordCount; i++) {
      output[i] = first[i] & words[i];
    }
    validity = output;
  }

  KernelInput input() {
    return input;
  }

  /** Form {@link Form#FLAT}: clear bits where an operand is NULL, or null when none is. */
  long @Nullable [] validity() {
    return validity;
  }

  /** Form {@link Form#DICTIONARY}: the operand. */
  DictionaryVector dictionary() {
    DictionaryVector encoded = dictionary;
    if (encoded == null) {
      throw new IllegalStateException("no operand is a dictionary");
    }
    return encoded;
  }
}
