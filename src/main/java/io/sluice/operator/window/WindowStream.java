package io.sluice.operator.window;

import io.sluice.column.BatchBuilder;
import io.sluice.column.FlatVector;
import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import io.sluice.expression.ColumnExpression;
import io.sluice.expression.SortField;
import io.sluice.memory.MemoryReservation;
import io.sluice.operator.sort.KeyComparator;
import io.sluice.operator.sort.RowStore;
import io.sluice.plan.CooperativeThread;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.type.DataType;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps rows until at least one window partition is complete and they fill a batch, evaluates the calls over the complete partitions, hands these out, and goes on with the
 * rows of the partition that has begun.
 */
final class WindowStream implements RecordBatchStream {
  private final Schema schema;
  private final RecordBatchStream input;
  private final int batchSize;
  private final MemoryReservation reservation;
  private final List<DataType> types = new ArrayList<>();
  private final KeyComparator partitionComparator;
  private final int[] partitionColumns;
  private final WindowRows rows;
  private final Map<WindowFrame, FrameRows> frames = new LinkedHashMap<>();
  private final List<WindowEvaluator> evaluators = new ArrayList<>();
  private final BatchBuilder output;
  private final int bytesPerRow;

  private RowStore store;
  /** The first rows of partitions, ascending; the last one may be incomplete. */
  private int[] starts = new int[16];

  private int startCount;
  private int comparedRows;
  private boolean isInputClosed;

  /** Rows of complete partitions that are being evaluated or handed out; 0 when none are. */
  private int completeRows;

  private int completePartitions;
  private int evaluatedPartitions;
  private int handedOutRows;
  private long evaluationBytes;

  WindowStream(
      WindowExec node, RecordBatchStream input, int batchSize, MemoryReservation reservation) {
    this.schema = node.schema();
    this.input = input;
    this.batchSize = batchSize;
    this.reservation = reservation;
    node.input().schema().fields().forEach(field -> types.add(field.type()));
    partitionColumns =
        node.partitionBy().stream().mapToInt(ColumnExpression::index).toArray();
    partitionComparator = new KeyComparator(node.partitionBy().stream()
        .map(column -> new SortField(column, false, false))
        .toList());
    int[] orderColumns = node.orderBy().stream()
        .mapToInt(field -> ((ColumnExpression) field.expression()).index())
        .toArray();
    rows = new WindowRows(new KeyComparator(node.orderBy()), orderColumns);
    int orderColumn = orderColumns.length == 0 ? 0 : orderColumns[0];
    int bytes = WindowRows.BYTES_PER_ROW;
    for (WindowCall call : node.calls()) {
      FrameRows frame = null;
      if (call.function().hasFrame()) {
        frame = frames.computeIfAbsent(
            call.frame(), missing -> new FrameRows(missing, node.orderBy(), orderColumn, rows));
      }
      WindowEvaluator evaluator = WindowEvaluator.create(call, frame, reservation);
      evaluators.add(evaluator);
      bytes += evaluator.bytesPerRow();
    }
    bytesPerRow = bytes + frames.size() * FrameRows.BYTES_PER_ROW;
    output = new BatchBuilder(schema);
    store = new RowStore(types, reservation);
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public Poll poll() {
    while (true) {
      if (completeRows == 0) {
        Poll obstacle = consume();
        if (obstacle != null) {
          return obstacle;
        }
        begin();
      }
      if (evaluatedPartitions < completePartitions && !evaluate()) {
        return Poll.YIELD;
      }
      if (handedOutRows < completeRows) {
        return Poll.batch(nextBatch());
      }
      end();
    }
  }

  /** Takes in rows until enough partitions are complete; answers what hinders it, or null. */
  private @Nullable Poll consume() {
    while (!isInputClosed) {
      Poll poll = input.poll();
      if (poll instanceof Poll.Ready ready) {
        append(ready.batch());
        completePartitions = startCount - 1;
        if (completePartitions > 0 && starts[completePartitions] >= batchSize) {
          completeRows = starts[completePartitions];
          return null;
        }
        if (CooperativeThread.shouldYield()) {
          return Poll.YIELD;
        }
      } else if (poll instanceof Poll.Pending) {
        return poll;
      } else {
        isInputClosed = true;
        input.close();
      }
    }
    completePartitions = startCount;
    completeRows = store.rowCount();
    return completeRows == 0 ? Poll.END : null;
  }

  private void append(RecordBatch batch) {
    Vector[] columns = new Vector[types.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = batch.column(i);
    }
    store.append(columns, batch.selection(), batch.rowCount());
    findPartitions();
  }

  private void findPartitions() {
    FlatVector[] keys = new FlatVector[partitionColumns.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = store.columns()[partitionColumns[i]];
    }
    for (; comparedRows < store.rowCount(); comparedRows++) {
      boolean isStart = comparedRows == 0
          || partitionComparator.compare(keys, comparedRows - 1, keys, comparedRows, 0) != 0;
      if (isStart) {
        if (startCount == starts.length) {
          starts = Arrays.copyOf(starts, 2 * starts.length);
        }
        starts[startCount++] = comparedRows;
      }
    }
  }

  private void begin() {
    evaluationBytes = (long) bytesPerRow * completeRows;
    reservation.grow(evaluationBytes);
    rows.begin(store.columns(), completeRows);
    evaluators.forEach(evaluator -> evaluator.begin(completeRows));
    evaluatedPartitions = 0;
    handedOutRows = 0;
  }

  /** Evaluates partition after partition; answers whether all are done, or others should have their turn first. */
  private boolean evaluate() {
    while (evaluatedPartitions < completePartitions) {
      int from = starts[evaluatedPartitions];
      int to =
          evaluatedPartitions + 1 < startCount ? starts[evaluatedPartitions + 1] : completeRows;
      rows.addPartition(from, to);
      frames.values().forEach(frame -> frame.compute(from, to));
      evaluators.forEach(evaluator -> evaluator.evaluate(rows, from, to));
      evaluatedPartitions++;
      if (CooperativeThread.shouldYield()) {
        break;
      }
    }
    return evaluatedPartitions == completePartitions;
  }

  private RecordBatch nextBatch() {
    int count = Math.min(batchSize, completeRows - handedOutRows);
    output.begin(count);
    for (int i = 0; i < types.size(); i++) {
      output.column(i).appendRange(store.columns()[i], handedOutRows, count);
    }
    for (int i = 0; i < evaluators.size(); i++) {
      evaluators.get(i).write(handedOutRows, count, output.column(types.size() + i));
    }
    handedOutRows += count;
    return output.finish(count);
  }

  /** Keeps the rows behind the complete partitions only. */
  private void end() {
    RowStore rest = new RowStore(types, reservation);
    int restRows = store.rowCount() - completeRows;
    int[] kept = new int[restRows];
    for (int i = 0; i < restRows; i++) {
      kept[i] = completeRows + i;
    }
    rest.append(store.columns(), kept, restRows);
    store.release();
    reservation.shrink(evaluationBytes);
    store = rest;
    completeRows = 0;
    startCount = 0;
    comparedRows = 0;
    findPartitions();
  }

  @Override
  public void close() {
    if (!isInputClosed) {
      isInputClosed = true;
      input.close();
    }
    reservation.close();
  }
}
