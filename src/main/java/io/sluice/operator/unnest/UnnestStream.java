package io.sluice.operator.unnest;

import io.sluice.column.BatchBuilder;
import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import io.sluice.expression.ExpressionEvaluator;
import io.sluice.plan.CooperativeThread;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.type.Schema;
import org.jspecify.annotations.Nullable;

/** Takes the collections of its input's rows apart. A batch of the output is of one batch of the input, which may give many. Owned by one driver. */
final class UnnestStream implements RecordBatchStream {
  private final Schema schema;
  private final int[] kept;
  private final boolean hasOrdinality;
  private final boolean isOuter;
  private final ExpressionEvaluator[] evaluators;
  private final ElementReader[] readers;
  private final Vector[] collections;
  private final RecordBatchStream input;
  private final BatchBuilder builder;
  private final int[] sourceRows;
  private @Nullable RecordBatch current;
  /** How many rows of the current batch were begun; the last one need not be at its end. */
  private int begunRows;

  private boolean isInRow;
  private long ordinal;

  UnnestStream(
      UnnestExec node, ExpressionEvaluator[] evaluators, RecordBatchStream input, int batchSize) {
    schema = node.schema();
    kept = node.kept().stream().mapToInt(Integer::intValue).toArray();
    hasOrdinality = node.ordinality().isPresent();
    isOuter = node.isOuter();
    this.evaluators = evaluators;
    this.input = input;
    builder = new BatchBuilder(schema);
    sourceRows = new int[batchSize];
    collections = new Vector[evaluators.length];
    readers = new ElementReader[evaluators.length];
    int column = kept.length;
    for (int i = 0; i < readers.length; i++) {
      UnnestedCollection collection = node.collections().get(i);
      readers[i] = new ElementReader(collection.partTypes(), column);
      column += collection.names().size();
    }
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public Poll poll() {
    while (true) {
      RecordBatch batch = current;
      if (batch == null) {
        Poll poll = input.poll();
        if (!(poll instanceof Poll.Ready ready)) {
          return poll;
        }
        batch = ready.batch();
        begin(batch);
      }
      builder.begin(sourceRows.length);
      int count = fill(batch);
      if (count > 0) {
        return Poll.batch(finish(batch, count));
      }
      current = null;
      if (CooperativeThread.shouldYield()) {
        return Poll.YIELD;
      }
    }
  }

  private void begin(RecordBatch batch) {
    current = batch;
    begunRows = 0;
    isInRow = false;
    for (int i = 0; i < evaluators.length; i++) {
      collections[i] = evaluators[i].evaluate(
          batch, batch.selection(), batch.selection() == null ? batch.length() : batch.rowCount());
    }
  }

  /** Appends elements until the output is full or the batch is at its end; tells how many rows there are. */
  private int fill(RecordBatch batch) {
    int count = 0;
    while (count < sourceRows.length) {
      if (!isInRow) {
        if (begunRows == batch.rowCount()) {
          return count;
        }
        beginRow(batch.rowAt(begunRows++));
      }
      if (advance()) {
        ordinal++;
        append(batch, count++, false);
      } else {
        isInRow = false;
        if (isOuter && ordinal == 0) {
          append(batch, count++, true);
        }
      }
    }
    return count;
  }

  private void beginRow(int row) {
    isInRow = true;
    ordinal = 0;
    for (int i = 0; i < readers.length; i++) {
      readers[i].begin(collections[i], row);
    }
  }

  /** Whether any collection of the row has another element. */
  private boolean advance() {
    boolean hasElement = false;
    for (ElementReader reader : readers) {
      hasElement |= reader.advance();
    }
    return hasElement;
  }

  private void append(RecordBatch batch, int outputRow, boolean isStandIn) {
    sourceRows[outputRow] = batch.rowAt(begunRows - 1);
    for (ElementReader reader : readers) {
      reader.append(builder);
    }
    if (hasOrdinality) {
      builder.column(schema.size() - 1).appendValue(isStandIn ? null : ordinal);
    }
  }

  private RecordBatch finish(RecordBatch batch, int count) {
    for (int i = 0; i < kept.length; i++) {
      builder.column(i).appendRows(batch.column(kept[i]), sourceRows, 0, count);
    }
    return builder.finish(count);
  }

  @Override
  public void close() {
    input.close();
  }
}
