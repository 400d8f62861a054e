package io.sluice.source.memory;

import io.sluice.column.BatchBuilder;
import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The rows of a table in batches. Immutable. Small batches at the end are joined with new ones, each row at most as often as its batch doubles, so that many
 * INSERTs of one row make a table of few batches.
 *
 * @param bytes what the batches hold on the heap
 */
record TableRows(Schema schema, List<RecordBatch> batches, long count, long bytes) {
  private static final int MAX_BATCH_ROWS = 8192;

  TableRows {
    batches = List.copyOf(batches);
  }

  static TableRows of(Schema schema, List<RecordBatch> batches) {
    long count = 0;
    long bytes = 0;
    for (RecordBatch batch : batches) {
      count += batch.rowCount();
      bytes += batch.retainedBytes();
    }
    return new TableRows(schema, batches, count, bytes);
  }

  TableRows with(List<RecordBatch> more) {
    List<RecordBatch> all = new ArrayList<>(batches);
    for (RecordBatch batch : more) {
      all.add(batch);
      while (all.size() > 1 && shouldJoin(all.get(all.size() - 2), all.get(all.size() - 1))) {
        RecordBatch last = all.remove(all.size() - 1);
        all.add(join(all.remove(all.size() - 1), last));
      }
    }
    return of(schema, all);
  }

  private static boolean shouldJoin(RecordBatch left, RecordBatch right) {
    return left.rowCount() <= right.rowCount()
        && left.rowCount() + right.rowCount() <= MAX_BATCH_ROWS;
  }

  private RecordBatch join(RecordBatch left, RecordBatch right) {
    int count = left.rowCount() + right.rowCount();
    BatchBuilder builder = new BatchBuilder(schema);
    builder.begin(count);
    builder.appendSelected(left, 0, left.rowCount());
    builder.appendSelected(right, 0, right.rowCount());
    return builder.finish(count);
  }

  /** The same rows under another schema of the same types. */
  TableRows withSchema(Schema other) {
    int[] all = IntStream.range(0, schema.size()).toArray();
    return of(other, batches.stream().map(batch -> project(batch, other, all)).toList());
  }

  /**
   * Looks for NULLs in columns without them.
   *
   * @throws SluiceException of code CONSTRAINT_VIOLATION
   */
  void checkNulls(String table) {
    for (int column = 0; column < schema.size(); column++) {
      for (RecordBatch batch : schema.field(column).nullable() ? List.<RecordBatch>of() : batches) {
        Vector values = batch.column(column);
        for (int row = 0; row < batch.rowCount(); row++) {
          if (values.isNull(batch.rowAt(row))) {
            throw new SluiceException(
                ErrorCode.CONSTRAINT_VIOLATION,
                "Column '%s' of table '%s' has NULLs"
                    .formatted(schema.field(column).name(), table));
          }
        }
      }
    }
  }

  /** The same rows with some of the columns. */
  List<RecordBatch> project(int[] columns) {
    Schema projected = schema.project(columns);
    return batches.stream().map(batch -> project(batch, projected, columns)).toList();
  }

  private static RecordBatch project(RecordBatch batch, Schema projected, int[] columns) {
    Vector[] vectors = new Vector[columns.length];
    for (int i = 0; i < columns.length; i++) {
      vectors[i] = batch.column(columns[i]);
    }
    return RecordBatch.of(projected, batch.rowCount(), vectors);
  }
}
