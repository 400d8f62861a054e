package io.sluice.expression;

import io.sluice.column.BooleanVector;
import io.sluice.column.ConstantVector;
import io.sluice.column.FlatVector;
import io.sluice.column.Vector;
import io.sluice.expression.kernel.Selections;
import org.jspecify.annotations.Nullable;

/** The rows at which a BOOLEAN vector of any encoding is true. */
final class TrueRows {
  private TrueRows() {}

  static int select(Vector values, int @Nullable [] rows, int count, int[] output) {
    if (values instanceof ConstantVector constant) {
      boolean isTrue = !constant.mayHaveNulls() && ((BooleanVector) constant.flat()).get(0);
      return isTrue ? Selections.all(rows, count, output) : 0;
    }
    if (values instanceof FlatVector flat) {
      int selected = Selections.whereSet(((BooleanVector) flat).words(), rows, count, output);
      long[] validity = flat.validity();
      return validity == null ? selected : Selections.whereSet(validity, output, selected, output);
    }
    BooleanVector dictionary = (BooleanVector) values.flat();
    int selected = 0;
    for (int i = 0; i < count; i++) {
      int row = rows == null ? i : rows[i];
      if (!values.isNull(row) && dictionary.get(values.flatRow(row))) {
        output[selected++] = row;
      }
    }
    return selected;
  }
}
