package io.sluice.operator.spill;

import io.sluice.column.BatchBuilder;
import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.expression.HashMixing;
import io.sluice.expression.RowHasher;
import io.sluice.memory.MemoryReservation;
import io.sluice.plan.SpillFile;
import io.sluice.plan.TaskContext;
import io.sluice.type.Schema;
import io.vertx.core.Future;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Rows on disk, divided by the hash of their keys: rows of equal keys are in one partition, whoever wrote them on the same level. The rows of a partition can
 * be divided again on the next level, by other bits of the hash.
 *
 * <p>Write with {@link #add}, waiting for {@link #awaitRoom} before; then {@link #finish}, wait for {@link #awaitWritten}, and read. Owned by one driver.
 */
public final class PartitionedSpill implements AutoCloseable {
  /** How many partitions there are. */
  public static final int COUNT = 1 << PartitionedSpill.BITS;

  private static final int BITS = 4;
  /** Batches of the partitions are smaller than others, as many are made at a time. */
  private static final int PARTITION_BATCHES = 4;
  /** Eight levels use 32 bits: most rows that are still together then have the same key. */
  private static final int MAX_LEVEL = 8;

  private static final long LEVEL_SEED = 0x9E3779B97F4A7C15L;

  private final int level;
  private final RowHasher hasher;
  private final boolean[] areNullsSpread;
  private final MemoryReservation reservation;
  private final PartitionWriter[] partitions = new PartitionWriter[COUNT];
  private final int[] ends = new int[COUNT];
  private long[] hashes = new long[0];
  private int[] numbers = new int[0];
  private int[] rows = new int[0];
  private int spreadCount;

  /** Rows with equal keys, NULLs among them, are together. */
  public PartitionedSpill(
      String consumer, Schema schema, int keyCount, int level, TaskContext context) {
    this(consumer, schema, new boolean[keyCount], level, context);
  }

  /**
   * @param consumer who spills, for messages
   * @param areNullsSpread for each key whether its NULL equals nothing, so that rows with it can be anywhere
   * @param level how often the rows were divided before
   * @throws SluiceException of code MEMORY_LIMIT when dividing them once more is of no use
   */
  public PartitionedSpill(
      String consumer, Schema schema, boolean[] areNullsSpread, int level, TaskContext context) {
    if (level >= MAX_LEVEL) {
      throw new SluiceException(
          ErrorCode.MEMORY_LIMIT,
          "Not enough memory: %s has too many rows of one key. Raise worker.memory_bytes or the heap."
              .formatted(consumer));
    }
    this.level = level;
    this.areNullsSpread = areNullsSpread.clone();
    hasher = new RowHasher(areNullsSpread.length);
    reservation = context.reserve(consumer + " partitions");
    long maxBytes = context.spill().batchBytes() / PARTITION_BATCHES;
    for (int i = 0; i < COUNT; i++) {
      partitions[i] = new PartitionWriter(
          context.spill().create(consumer, schema),
          new BatchBuilder(schema),
          schema.size(),
          context.batchSize(),
          maxBytes,
          reservation);
    }
  }

  public int level() {
    return level;
  }

  /** Null when rows may be added, else what to wait for. */
  public @Nullable Future<Void> awaitRoom() {
    for (PartitionWriter partition : partitions) {
      Future<Void> room = partition.file().awaitRoom();
      if (room != null) {
        return room;
      }
    }
    return null;
  }

  /**
   * Adds the rows of a batch that count.
   *
   * @param keys vectors over the rows of the batch, of the same types at each call
   */
  public void add(RecordBatch batch, Vector[] keys) {
    int count = batch.rowCount();
    if (count == 0) {
      return;
    }
    divide(batch, keys, count);
    int start = 0;
    for (int i = 0; i < COUNT; i++) {
      if (ends[i] > start) {
        partitions[i].append(batch, rows, start, ends[i] - start);
      }
      start = ends[i];
    }
  }

  /** Puts the batch's rows into {@code rows} by partition, those of partition {@code p} up to {@code ends[p]}. */
  private void divide(RecordBatch batch, Vector[] keys, int count) {
    if (hashes.length < count) {
      hashes = new long[count];
      numbers = new int[count];
      rows = new int[count];
    }
    hasher.hash(keys, batch.selection(), count, hashes);
    for (int i = 0; i < count; i++) {
      // All rows of a task may have some bits of their hash in common, by which they came to it.
      numbers[i] =
          (int) (HashMixing.mix(hashes[i] + LEVEL_SEED * (level + 1)) >>> Long.SIZE - BITS);
    }
    for (int key = 0; key < keys.length; key++) {
      if (areNullsSpread[key] && keys[key].mayHaveNulls()) {
        spreadNulls(batch, keys[key], count);
      }
    }
    Arrays.fill(ends, 0);
    for (int i = 0; i < count; i++) {
      ends[numbers[i]]++;
    }
    int start = 0;
    for (int i = 0; i < COUNT; i++) {
      int partitionRows = ends[i];
      ends[i] = start;
      start += partitionRows;
    }
    for (int i = 0; i < count; i++) {
      rows[ends[numbers[i]]++] = batch.rowAt(i);
    }
  }

  private void spreadNulls(RecordBatch batch, Vector key, int count) {
    for (int i = 0; i < count; i++) {
      if (key.isNull(batch.rowAt(i))) {
        numbers[i] = spreadCount++ & COUNT - 1;
      }
    }
  }

  /** Writes what is still collected. No more rows are added. */
  public void finish() {
    for (PartitionWriter partition : partitions) {
      partition.finish();
    }
    reservation.close();
  }

  /** Null when all rows are on disk, else what to wait for. */
  public @Nullable Future<Void> awaitWritten() {
    for (PartitionWriter partition : partitions) {
      Future<Void> written = partition.file().awaitWritten();
      if (written != null) {
        return written;
      }
    }
    return null;
  }

  /** A partition's file, to read and to close early. */
  public SpillFile file(int partition) {
    return partitions[partition].file();
  }

  @Override
  public void close() {
    for (PartitionWriter partition : partitions) {
      partition.file().close();
    }
    reservation.close();
  }
}
