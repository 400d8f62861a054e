package io.sluice.source.tpch;

import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import io.sluice.error.SluiceException;
import io.sluice.memory.MemoryReservation;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import io.sluice.type.Schema;
import io.trino.tpch.TextPool;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Generates one part of a table, a batch a poll, on the driver's thread. Only the text pool is made elsewhere. */
final class TpchStream<E> implements RecordBatchStream {
  private final GeneratedTable<E> table;
  private final TpchExec scan;
  private final int part;
  private final int partCount;
  private final Schema schema;
  private final int batchSize;
  private final MemoryReservation reservation;
  private final Future<TextPool> textPool;
  private List<ColumnWriter<E>> writers = List.of();
  private @Nullable Iterator<? extends E> rows;
  private @Nullable RecordBatch last;

  /**
   * @param part from 1 to partCount
   */
  TpchStream(GeneratedTable<E> table, TpchExec scan, int part, int partCount, TaskContext context) {
    this.table = table;
    this.scan = scan;
    this.part = part;
    this.partCount = partCount;
    this.schema = scan.schema();
    this.batchSize = context.batchSize();
    boolean readsText = scan.projection().stream()
        .anyMatch(column -> table.columns().get(column).isText());
    this.textPool = readsText
        ? context.executeBlocking(TextPools::full)
        : Future.succeededFuture(TextPools.UNREAD);
    this.reservation = context.reserve("TpchExec " + table.name());
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public Poll poll() {
    Iterator<? extends E> source = rows;
    if (source == null) {
      if (!textPool.isComplete()) {
        return Poll.pending(textPool.mapEmpty());
      }
      if (textPool.failed()) {
        throw SluiceException.of(textPool.cause());
      }
      reservation.grow(batchSize * table.rowBytes(scan.projection()));
      source = table.generator().rows(scan.scaleFactor(), part, partCount, textPool.result());
      rows = source;
    }
    return source.hasNext() ? Poll.batch(nextBatch(source)) : Poll.END;
  }

  private RecordBatch nextBatch(Iterator<? extends E> source) {
    if (last == null || last.isRetained()) {
      writers = newWriters();
    }
    for (ColumnWriter<E> writer : writers) {
      writer.begin(batchSize);
    }
    int row = 0;
    while (row < batchSize && source.hasNext()) {
      E entity = source.next();
      for (int i = 0; i < writers.size(); i++) {
        writers.get(i).write(row, entity);
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

  private List<ColumnWriter<E>> newWriters() {
    List<ColumnWriter<E>> created = new ArrayList<>(scan.projection().size());
    for (int column : scan.projection()) {
      created.add(table.columns().get(column).newWriter().get());
    }
    return created;
  }

  @Override
  public void close() {
    reservation.close();
  }
}
