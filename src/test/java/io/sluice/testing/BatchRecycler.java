package io.sluice.testing;

import io.sluice.column.Bits;
import io.sluice.column.ConstantVector;
import io.sluice.column.DictionaryVector;
import io.sluice.column.FlatVector;
import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Hands out copies of batches whose arrays it uses again, as every stream may: a reader who comes too late without a retain reads
 * nonsense.
 */
final class BatchRecycler {
  private @Nullable RecordBatch last;
  private FlatVector @Nullable [] vectors;
  private int[][] codes = new int[0][];
  private int[] selection = new int[0];

  RecordBatch copy(RecordBatch template) {
    recycle(template);
    Vector[] columns = new Vector[template.columnCount()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = copy(template.column(i), i);
    }
    RecordBatch batch = RecordBatch.of(template.schema(), template.length(), columns);
    int[] rows = template.selection();
    if (rows != null) {
      if (selection.length < rows.length) {
        selection = new int[rows.length];
      }
      System.arraycopy(rows, 0, selection, 0, rows.length);
      batch = batch.withSelection(selection, template.rowCount());
    }
    last = batch;
    return batch;
  }

  /** Overwrites what was handed out, or gives it away when somebody retained it. */
  void recycle(RecordBatch template) {
    FlatVector[] known = vectors;
    if (known == null || last != null && last.isRetained()) {
      known = new FlatVector[template.columnCount()];
      for (int i = 0; i < known.length; i++) {
        known[i] = FlatVector.create(template.schema().type(i), 0);
      }
      vectors = known;
      codes = new int[template.columnCount()][0];
      selection = new int[0];
    }
    for (FlatVector vector : known) {
      overwrite(vector);
    }
    for (int[] array : codes) {
      Arrays.fill(array, Integer.MIN_VALUE);
    }
    Arrays.fill(selection, Integer.MIN_VALUE);
    last = null;
  }

  /** NULLs, where the vector held values. */
  private static void overwrite(FlatVector vector) {
    int length = vector.length();
    vector.reset();
    for (int i = 0; i < length; i++) {
      vector.appendNull();
    }
    vector.reset();
  }

  private Vector copy(Vector column, int index) {
    FlatVector[] own = vectors;
    if (own == null) {
      throw new IllegalStateException("recycle() comes first");
    }
    if (column instanceof ConstantVector) {
      return column;
    }
    if (!(column instanceof DictionaryVector dictionary)) {
      own[index].appendRange(column, 0, column.length());
      return own[index];
    }
    if (codes[index].length < column.length()) {
      codes[index] = new int[column.length()];
    }
    System.arraycopy(dictionary.codes(), 0, codes[index], 0, column.length());
    long[] validity = dictionary.validity();
    return new DictionaryVector(
        dictionary.dictionary(),
        codes[index],
        validity == null ? null : Arrays.copyOf(validity, Bits.wordCount(column.length())),
        column.length());
  }
}
