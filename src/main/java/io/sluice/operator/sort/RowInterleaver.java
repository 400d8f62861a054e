package io.sluice.operator.sort;

import io.sluice.column.BatchBuilder;
import io.sluice.column.BooleanVector;
import io.sluice.column.BytesVector;
import io.sluice.column.Decimal128Vector;
import io.sluice.column.DoubleVector;
import io.sluice.column.FlatVector;
import io.sluice.column.IntVector;
import io.sluice.column.LongVector;
import io.sluice.column.Vector;
import io.sluice.type.Schema;

/** Copies rows of several batches in any sequence, column by column. Owned by one driver. */
final class RowInterleaver {
  private final int columnCount;
  private final Vector[] sources;
  private final FlatVector[] flats;
  private int[] flatRows = new int[0];

  RowInterleaver(Schema schema, int inputCount) {
    columnCount = schema.size();
    sources = new Vector[inputCount];
    flats = new FlatVector[inputCount];
  }

  /**
   * Appends to a batch.
   *
   * @param pickedInputs the input of each row
   * @param pickedRows the row in the vectors of that input's batch
   */
  void append(
      OrderedRows[] inputs, int[] pickedInputs, int[] pickedRows, int count, BatchBuilder output) {
    if (count == 0) {
      return;
    }
    if (flatRows.length < count) {
      flatRows = new int[pickedRows.length];
    }
    for (int column = 0; column < columnCount; column++) {
      boolean areFlat = true;
      for (int i = 0; i < inputs.length; i++) {
        if (inputs[i].hasBatch()) {
          sources[i] = inputs[i].batch().column(column);
          flats[i] = sources[i].flat();
          areFlat &= sources[i] == flats[i];
        }
      }
      FlatVector target = output.column(column);
      target.ensureCapacity(target.length() + count);
      int[] rows = areFlat ? pickedRows : mapRows(pickedInputs, pickedRows, count);
      copyNulls(pickedInputs, pickedRows, count, target);
      copyValues(pickedInputs, rows, count, target);
      target.setLength(target.length() + count);
    }
  }

  private int[] mapRows(int[] pickedInputs, int[] pickedRows, int count) {
    for (int i = 0; i < count; i++) {
      flatRows[i] = sources[pickedInputs[i]].flatRow(pickedRows[i]);
    }
    return flatRows;
  }

  private void copyNulls(int[] pickedInputs, int[] pickedRows, int count, FlatVector target) {
    int start = target.length();
    for (int i = 0; i < count; i++) {
      Vector source = sources[pickedInputs[i]];
      if (source.mayHaveNulls() && source.isNull(pickedRows[i])) {
        target.setNull(start + i);
      }
    }
  }

  /** Values at NULL rows are copied too; they mean nothing. */
  private void copyValues(int[] inputs, int[] rows, int count, FlatVector target) {
    int start = target.length();
    if (target instanceof LongVector longs) {
      long[] values = longs.values();
      for (int i = 0; i < count; i++) {
        values[start + i] = ((LongVector) flats[inputs[i]]).values()[rows[i]];
      }
    } else if (target instanceof IntVector ints) {
      int[] values = ints.values();
      for (int i = 0; i < count; i++) {
        values[start + i] = ((IntVector) flats[inputs[i]]).values()[rows[i]];
      }
    } else if (target instanceof DoubleVector doubles) {
      double[] values = doubles.values();
      for (int i = 0; i < count; i++) {
        values[start + i] = ((DoubleVector) flats[inputs[i]]).values()[rows[i]];
      }
    } else if (target instanceof Decimal128Vector decimals) {
      for (int i = 0; i < count; i++) {
        Decimal128Vector source = (Decimal128Vector) flats[inputs[i]];
        decimals.high()[start + i] = source.high()[rows[i]];
        decimals.low()[start + i] = source.low()[rows[i]];
      }
    } else if (target instanceof BytesVector texts) {
      copyTexts(inputs, rows, count, texts);
    } else {
      BooleanVector booleans = (BooleanVector) target;
      for (int i = 0; i < count; i++) {
        booleans.put(start + i, ((BooleanVector) flats[inputs[i]]).get(rows[i]));
      }
    }
  }

  private void copyTexts(int[] inputs, int[] rows, int count, BytesVector target) {
    int start = target.length();
    for (int i = 0; i < count; i++) {
      if (target.isNull(start + i)) {
        target.writeEmpty(start + i);
      } else {
        BytesVector source = (BytesVector) flats[inputs[i]];
        int from = source.offsets()[rows[i]];
        target.write(start + i, source.data(), from, source.offsets()[rows[i] + 1] - from);
      }
    }
  }
}
