package io.sluice.source.tpcds;

import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import io.sluice.error.SluiceException;
import io.sluice.memory.MemoryReservation;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import io.sluice.type.Schema;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Generates one part of a table, a batch a poll, on the driver's thread. Only the generator is started elsewhere. */
final class TpcdsStream implements RecordBatchStream {
  /** A row of sales takes the generator from 4 to 16 µs, so that more of them would hold the thread for too long. */
  private static final int MAX_BATCH_ROWS = 1024;

  private final TpcdsExec scan;
  private final Schema schema;
  private final int batchSize;
  private final MemoryReservation reservation;
  private final Future<Iterator<List<List<String>>>> rows;
  private List<ColumnWriter> writers = List.of();
  private @Nullable RecordBatch last;

  /**
   * @param part from 1 to partCount
   */
  TpcdsStream(TpcdsExec scan, int part, int partCount, TaskContext context) {
    this.scan = scan;
    this.schema = scan.schema();
    this.batchSize = Math.min(context.batchSize(), MAX_BATCH_ROWS);
    this.reservation = context.reserve("TpcdsExec " + scan.tableName());
    this.rows =
        context.executeBlocking(() -> scan.table().generate(scan.scaleFactor(), part, partCount));
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public Poll poll() {
    if (!rows.isComplete()) {
      return Poll.pending(rows.mapEmpty());
    }
    if (rows.failed()) {
      throw SluiceException.of(rows.cause());
    }
    Iterator<List<List<String>>> source = rows.result();
    return source.hasNext() ? Poll.batch(nextBatch(source)) : Poll.END;
  }

  private RecordBatch nextBatch(Iterator<List<List<String>>> source) {
    if (last == null) {
      reservation.grow(batchSize * scan.table().rowBytes(scan.projection()));
    }
    if (last == null || last.isRetained()) {
      writers = newWriters();
    }
    for (ColumnWriter writer : writers) {
      writer.begin(batchSize);
    }
    List<Integer> projection = scan.projection();
    int row = 0;
    while (row < batchSize && source.hasNext()) {
      List<String> values = source.next().get(0);
      for (int i = 0; i < writers.size(); i++) {
        writers.get(i).write(row, values.get(projection.get(i)));
      }
      row++;
    }
    Vector[] vectors = new Vector[writers.size()];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = writers.get(i).finish(row);
    }
    RecordBatch batch = RecordBatch.of(schema, row, vectors);
    last = batch;
    return batch;
  }

  private List<ColumnWriter> newWriters() {
    List<ColumnWriter> created = new ArrayList<>(scan.projection().size());
    for (int column : scan.projection()) {
      created.add(scan.table().columns().get(column).newWriter());
    }
    return created;
  }

  @Override
  public void close() {
    reservation.close();
  }
}
