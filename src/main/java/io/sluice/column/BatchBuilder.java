package io.sluice.column;

import io.sluice.type.Schema;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Makes the output batches of one stream and recycles their vectors: {@link #begin} hands out the vectors of the last batch again
 * unless somebody retained it. A builder whose batches are mostly retained, by queues for instance, may remember some of them, and hands out the vectors of one
 * that was released meanwhile.
 *
 * <p>Owned by one driver. Call {@link #begin}, append to the columns, then {@link #finish}; the batch is borrowed until the next begin.
 */
public final class BatchBuilder {
  private final Schema schema;
  private final int maxRemembered;
  private final ArrayDeque<Remembered> remembered = new ArrayDeque<>();
  private FlatVector @Nullable [] columns;
  private @Nullable RecordBatch last;

  /** A batch that was retained when the next one was begun. */
  private record Remembered(RecordBatch batch, FlatVector[] columns) {}

  public BatchBuilder(Schema schema) {
    this(schema, 0);
  }

  /**
   * A builder of batches that are retained.
   *
   * @param maxRemembered how many batches are out at most whose vectors come back; their memory stays with the builder
   */
  public BatchBuilder(Schema schema, int maxRemembered) {
    this.schema = schema;
    this.maxRemembered = maxRemembered;
  }

  /** Starts a batch with room for that many rows. */
  public void begin(int capacity) {
    FlatVector[] vectors = columns;
    if (vectors != null && last != null && last.isRetained()) {
      vectors = exchange(last, vectors);
    }
    if (vectors == null) {
      vectors = new FlatVector[schema.size()];
      for (int i = 0; i < vectors.length; i++) {
        vectors[i] = FlatVector.create(schema.type(i), capacity);
      }
    } else {
      for (FlatVector vector : vectors) {
        vector.reset();
        vector.ensureCapacity(capacity);
      }
    }
    columns = vectors;
    last = null;
  }

  /** Remembers a batch that is still in use; answers the vectors of one that no longer is, or null. */
  private FlatVector @Nullable [] exchange(RecordBatch used, FlatVector[] vectors) {
    FlatVector[] free = null;
    for (Iterator<Remembered> i = remembered.iterator(); free == null && i.hasNext(); ) {
      Remembered earlier = i.next();
      if (!earlier.batch().isRetained()) {
        free = earlier.columns();
        i.remove();
      }
    }
    if (remembered.size() < maxRemembered) {
      remembered.add(new Remembered(used, vectors));
    }
    return free;
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
