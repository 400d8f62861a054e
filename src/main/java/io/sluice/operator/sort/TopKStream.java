package io.sluice.operator.sort;

import io.sluice.column.BatchBuilder;
import io.sluice.column.FlatVector;
import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import io.sluice.expression.SortField;
import io.sluice.memory.MemoryReservation;
import io.sluice.plan.CooperativeThread;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.type.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first rows of its input in an order. Keeps candidates; when there are more than a few times as many as are wanted it orders them, drops the
 * rest, and from then on takes in only rows before the last one kept. So memory is that of the wanted rows and a batch or two.
 */
final class TopKStream implements RecordBatchStream {
  private final RecordBatchStream input;
  private final int fetch;
  private final int batchSize;
  private final int candidateLimit;
  private final MemoryReservation reservation;
  private final KeyComparator comparator;
  private final KeyPrefix keyPrefix;
  private final SortKeys keys;
  private final BatchBuilder output;
  private RowStore candidates;
  /** Whether the candidates' row {@code fetch - 1} is the last wanted one so far, and rows behind it are of no use. */
  private boolean hasThreshold;

  private long thresholdPrefix;
  private long[] prefixes = new long[0];
  private int[] accepted = new int[0];
  private int @Nullable [] order;
  private int next;
  private boolean isInputClosed;

  TopKStream(
      RecordBatchStream input,
      List<SortField> fields,
      SortKeys keys,
      int fetch,
      int batchSize,
      MemoryReservation reservation) {
    this.input = input;
    this.fetch = fetch;
    this.batchSize = batchSize;
    this.reservation = reservation;
    candidateLimit = fetch + Math.max(fetch, batchSize);
    comparator = new KeyComparator(fields);
    keyPrefix = new KeyPrefix(fields.get(0));
    this.keys = keys;
    output = new BatchBuilder(input.schema());
    candidates = new RowStore(keys.types(), reservation);
  }

  @Override
  public Schema schema() {
    return input.schema();
  }

  @Override
  public Poll poll() {
    if (fetch == 0) {
      closeInput();
      return Poll.END;
    }
    if (order == null) {
      Poll obstacle = consume();
      if (obstacle != null) {
        return obstacle;
      }
      order = sortCandidates();
    }
    int count = Math.min(Math.min(candidates.rowCount(), fetch) - next, batchSize);
    if (count == 0) {
      return Poll.END;
    }
    output.begin(count);
    output.appendRows(candidates.batch(schema()), order, next, count);
    next += count;
    return Poll.batch(output.finish(count));
  }

  private @Nullable Poll consume() {
    while (true) {
      Poll poll = input.poll();
      if (poll instanceof Poll.Ready ready) {
        add(ready.batch());
        if (CooperativeThread.shouldYield()) {
          return Poll.YIELD;
        }
      } else if (poll instanceof Poll.Pending) {
        return poll;
      } else {
        closeInput();
        return null;
      }
    }
  }

  private void add(RecordBatch batch) {
    int count = batch.rowCount();
    if (count == 0) {
      return;
    }
    Vector[] columns = keys.columns(batch);
    int[] rows = batch.selection();
    if (hasThreshold) {
      count = selectBeforeThreshold(columns, rows, count);
      rows = accepted;
    }
    if (count > 0) {
      candidates.append(columns, rows, count);
      if (candidates.rowCount() >= candidateLimit || candidates.isTextFull()) {
        keepBest();
      }
    }
  }

  private int selectBeforeThreshold(Vector[] columns, int @Nullable [] rows, int count) {
    if (prefixes.length < count) {
      prefixes = new long[count];
      accepted = new int[count];
    }
    Vector[] keyColumns = keys.keys(columns, new Vector[keys.keyCount()]);
    FlatVector[] candidateKeys = candidateKeys();
    keyPrefix.compute(keyColumns[0], rows, count, prefixes);
    int selected = 0;
    for (int i = 0; i < count; i++) {
      int row = rows == null ? i : rows[i];
      int order = Long.compareUnsigned(prefixes[i], thresholdPrefix);
      if (order == 0) {
        order = comparator.compare(
            keyColumns, row, candidateKeys, fetch - 1, keyPrefix.firstOpenField());
      }
      if (order < 0) {
        accepted[selected++] = row;
      }
    }
    return selected;
  }

  /** Keeps the first rows of the candidates, in order. */
  private void keepBest() {
    if (candidates.rowCount() < fetch) {
      return;
    }
    RowStore all = candidates;
    int[] best = sortCandidates();
    RowStore kept = new RowStore(keys.types(), reservation);
    kept.append(all.columns(), best, fetch);
    all.release();
    releaseOrder(best);
    candidates = kept;
    hasThreshold = true;
    thresholdPrefix = keyPrefix.of(candidateKeys()[0], fetch - 1);
  }

  private int[] sortCandidates() {
    int rowCount = candidates.rowCount();
    reservation.grow((long) RowOrder.BYTES_PER_ROW * rowCount);
    int[] sorted = RowOrder.of(candidateKeys(), comparator, rowCount);
    reservation.shrink((long) (RowOrder.BYTES_PER_ROW - Integer.BYTES) * rowCount);
    return sorted;
  }

  private void releaseOrder(int[] sorted) {
    reservation.shrink((long) Integer.BYTES * sorted.length);
  }

  private FlatVector[] candidateKeys() {
    return keys.keys(candidates.columns(), new FlatVector[keys.keyCount()]);
  }

  private void closeInput() {
    if (!isInputClosed) {
      isInputClosed = true;
      input.close();
    }
  }

  @Override
  public void close() {
    closeInput();
    reservation.close();
  }
}
