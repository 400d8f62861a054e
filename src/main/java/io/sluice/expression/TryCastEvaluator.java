package io.sluice.expression;

import io.sluice.column.FlatVector;
import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import org.jspecify.annotations.Nullable;

/** Casts all rows at once, and one by one where that fails. Failures of the operand itself stay failures. Owned by one driver. */
final class TryCastEvaluator implements ExpressionEvaluator {
  private final Schema schema;
  private final ExpressionEvaluator operand;
  private final ExpressionEvaluator cast;
  private final OwnedVector result;
  private final int[] oneRow = new int[1];

  TryCastEvaluator(PhysicalExpression operand, DataType type) {
    schema = Schema.of(new Field("value", operand.type(), true));
    this.operand = operand.newEvaluator();
    cast = new CastExpression(new ColumnExpression("value", 0, operand.type(), true), type)
        .newEvaluator();
    result = new OwnedVector(type);
  }

  @Override
  public Vector evaluate(RecordBatch batch, int @Nullable [] rows, int count) {
    Vector values = operand.evaluate(batch, rows, count);
    RecordBatch single = RecordBatch.of(schema, batch.length(), values);
    try {
      return cast.evaluate(single, rows, count);
    } catch (SluiceException e) {
      checkIsCast(e);
      return castEach(single, rows, count);
    }
  }

  private Vector castEach(RecordBatch batch, int @Nullable [] rows, int count) {
    FlatVector output = result.begin(batch.length());
    output.setLength(0);
    for (int i = 0; i < count; i++) {
      int row = rows == null ? i : rows[i];
      while (output.length() < row) {
        output.appendNull();
      }
      oneRow[0] = row;
      try {
        output.appendRows(cast.evaluate(batch, oneRow, 1), oneRow, 0, 1);
      } catch (SluiceException e) {
        checkIsCast(e);
        output.appendNull();
      }
    }
    while (output.length() < batch.length()) {
      output.appendNull();
    }
    return output;
  }

  private static void checkIsCast(SluiceException failure) {
    if (failure.code() != ErrorCode.INVALID_CAST && failure.code() != ErrorCode.NUMERIC_OVERFLOW) {
      throw failure;
    }
  }

  @Override
  public int select(RecordBatch batch, int @Nullable [] rows, int count, int[] output) {
    return TrueRows.select(evaluate(batch, rows, count), rows, count, output);
  }

  @Override
  public void detach() {
    cast.detach();
    operand.detach();
    result.detach();
  }
}
