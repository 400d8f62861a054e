package io.sluice.column;

import io.sluice.type.Schema;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Makes the output batches of one stream and recycles their vectors: {@link #begin} hands out the vectors of the last batch again
 * unless somebody retained it.
 *
 * <p>Owned by one driver. Call {@link #begin}, append to the columns, then {@link #finish}; the batch is borrowed until the next begin.
 */
public final class BatchBuilder {
  private final Schema schema;
  private FlatVector @Nullable [] columns;
  private @Nullable RecordBatch last;

  public BatchBuilder(Schema schema) {
    this.schema = schema;
  }

  /** Starts a batch with room for that many rows. */
  public void begin(int capacity) {
    FlatVector[] vectors = columns;
    if (vectors == null || (last != null && last.isRetained())) {
      vectors = new FlatVector[schema.size()];
      for (int i = 0; i < vectors.length; i++) {
        vectors[i] = FlatVector.create(schema.type(i), capacity);
      }
      columns = vectors;
    } else {
      for (FlatVector vector : vectors) {
        vector.reset();
        vector.ensureCapacity(capacity);
      }
    }
    last = null;
  }

  /** A column of the batch that was begun. */
  public FlatVector column(int index) {
    FlatVector[] vectors = columns;
    if (vectors == null) {
      throw new IllegalStateException("begin() comes first");
    }
    return vectors[index];
  }

  /** Appends rows of a batch of the same schema; row numbers are those of its vectors, -1 appends a row of NULLs. */
  public void appendRows(RecordBatch source, int[] rows, int offset, int count) {
    for (int i = 0; i < schema.size(); i++) {
      column(i).appendRows(source.column(i), rows, offset, count);
    }
  }

  /** Appends the i-th to (i + count)-th of the rows that count in a batch of the same schema. */
  public void appendSelected(RecordBatch source, int from, int count) {
    int[] selection = source.selection();
    for (int i = 0; i < schema.size(); i++) {
      if (selection == null) {
        column(i).appendRange(source.column(i), from, count);
      } else {
        column(i).appendRows(source.column(i), selection, from, count);
      }
    }
  }

  /** The batch; every column must hold exactly that many rows. */
  public RecordBatch finish(int rowCount) {
    FlatVector[] vectors = columns;
    if (vectors == null) {
      throw new IllegalStateException("begin() comes first");
    }
    for (FlatVector vector : vectors) {
      if (vector.length() != rowCount) {
        throw new IllegalStateException(
            "a column holds " + vector.length() + " of " + rowCount + " rows");
      }
    }
    RecordBatch batch =
        RecordBatch.of(schema, rowCount, Arrays.copyOf(vectors, vectors.length, Vector[].class));
    last = batch;
    return batch;
  }
}
