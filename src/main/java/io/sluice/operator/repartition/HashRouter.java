package io.sluice.operator.repartition;

import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import io.sluice.expression.ExpressionEvaluator;
import io.sluice.expression.RowHasher;
import io.sluice.memory.MemoryReservation;
import io.sluice.type.Schema;
import java.util.Arrays;

/**
 * Sends each row to the output that its key's hash names: partition ids, a counting sort of the rows by them, and then each output's rows are
 * gathered column by column into a batch that is queued when it is full.
 */
final class HashRouter implements BatchRouter {
  private final BatchQueues queues;
  private final ExpressionEvaluator[] keyEvaluators;
  private final Vector[] keys;
  private final RowHasher hasher;
  private final OutputCollector[] collectors;
  private final MemoryReservation reservation;
  private final int batchSize;
  private final int[] ends;
  private long[] hashes = new long[0];
  private int[] partitions = new int[0];
  private int[] rows = new int[0];

  /** What the batches that are collected for all outputs may take: rows and bytes; 0 bytes holds no row back. */
  record Limits(int batchSize, long collectBytes) {}

  HashRouter(
      Schema schema,
      ExpressionEvaluator[] keyEvaluators,
      BatchQueues queues,
      Limits limits,
      MemoryReservation reservation) {
    this.keyEvaluators = keyEvaluators;
    this.queues = queues;
    this.reservation = reservation;
    batchSize = limits.batchSize();
    keys = new Vector[keyEvaluators.length];
    hasher = new RowHasher(keys.length);
    int outputCount = queues.outputCount();
    ends = new int[outputCount];
    collectors = new OutputCollector[outputCount];
    long bytesEach = limits.collectBytes() / outputCount;
    for (int i = 0; i < outputCount; i++) {
      collectors[i] = new OutputCollector(
          schema, queues, i, new OutputCollector.Limits(batchSize, bytesEach), reservation);
    }
  }

  @Override
  public void route(RecordBatch batch) {
    int rowCount = batch.rowCount();
    if (rowCount == 0) {
      return;
    }
    hash(batch);
    sortByPartition(batch);
    int start = 0;
    for (int output = 0; output < ends.length; output++) {
      int end = ends[output];
      OutputCollector collector = collectors[output];
      if (!queues.isWanted(output)) {
        collector.clear();
      } else if (end > start) {
        if (end - start == rowCount && collector.isEmpty() && rowCount * 2 >= batchSize) {
          queues.offer(output, batch);
        } else {
          collector.append(batch, rows, start, end - start);
        }
      }
      start = end;
    }
  }

  private void hash(RecordBatch batch) {
    int rowCount = batch.rowCount();
    if (hashes.length < rowCount) {
      hashes = new long[rowCount];
      partitions = new int[rowCount];
      rows = new int[rowCount];
    }
    int[] selection = batch.selection();
    int evaluated = selection == null ? batch.length() : rowCount;
    for (int i = 0; i < keys.length; i++) {
      keys[i] = keyEvaluators[i].evaluate(batch, selection, evaluated);
    }
    hasher.hash(keys, selection, rowCount, hashes);
  }

  /** Puts the batch's rows into {@code rows} by output, those of output {@code p} up to {@code ends[p]}. */
  private void sortByPartition(RecordBatch batch) {
    int rowCount = batch.rowCount();
    int outputCount = ends.length;
    Arrays.fill(ends, 0);
    for (int i = 0; i < rowCount; i++) {
      int partition = RowHasher.partition(hashes[i], outputCount);
      partitions[i] = partition;
      ends[partition]++;
    }
    int start = 0;
    for (int output = 0; output < outputCount; output++) {
      int count = ends[output];
      ends[output] = start;
      start += count;
    }
    int[] selection = batch.selection();
    for (int i = 0; i < rowCount; i++) {
      rows[ends[partitions[i]]++] = selection == null ? i : selection[i];
    }
  }

  @Override
  public void finish() {
    for (OutputCollector collector : collectors) {
      collector.flush();
    }
  }

  @Override
  public void close() {
    reservation.close();
  }
}
