package io.sluice.operator.join;

import io.sluice.column.RecordBatch;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.memory.MemoryReservation;
import io.sluice.operator.key.KeyEncoder;
import io.sluice.plan.CooperativeThread;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the left input of a join to its end and makes a {@link BuildSide} of it. Owned by one driver; the memory belongs to a reservation of the
 * caller, which outlives this.
 */
final class JoinBuild implements Building<BuildSide> {
  private static final int ROWS_PER_STEP = 1 << 16;
  private static final int MAX_WORDS = Integer.MAX_VALUE - 8;

  private final RecordBatchStream left;
  private final MemoryReservation reservation;
  private final JoinType type;
  private final boolean isThreeValued;
  private final @Nullable DataType singleKeyType;
  private final KeyEncoder encoder;
  private final JoinKeys keys;
  private final BuildRows rows;
  private final BuildRows rowsWithoutKey;
  private long[] words = new long[0];
  private @Nullable JoinTable table;
  private @Nullable BuildMatches matches;
  private boolean hasRows;
  private boolean hasNullKey;
  private int rowsToInsert;
  private boolean isLeftClosed;

  /** Opens a partition of the left input, last, so that a failure leaves nothing open. */
  JoinBuild(HashJoinExec node, int partition, MemoryReservation reservation, TaskContext context) {
    this.reservation = reservation;
    type = node.type();
    isThreeValued = node.isMarkNullable();
    List<Field> fields = node.on().stream()
        .map(key -> new Field("", key.left().type(), key.isNullEqual()))
        .toList();
    Field first = fields.get(0);
    singleKeyType = fields.size() == 1 && !first.nullable() ? first.type() : null;
    encoder = new KeyEncoder(fields, reservation);
    keys = JoinKeys.left(node.on(), encoder);
    boolean areColumnsRead = type.hasLeftColumns() || node.filter().isPresent();
    rows = new BuildRows(areColumnsRead ? node.left().schema() : Schema.EMPTY, reservation);
    rowsWithoutKey = new BuildRows(node.left().schema(), reservation);
    left = node.left().execute(partition, context);
  }

  @Override
  public Poll poll() {
    while (!CooperativeThread.shouldYield()) {
      JoinTable building = table;
      if (building != null) {
        if (rowsToInsert == 0) {
          return Poll.END;
        }
        int from = Math.max(0, rowsToInsert - ROWS_PER_STEP);
        building.insert(from, rowsToInsert);
        rowsToInsert = from;
        continue;
      }
      Poll poll = left.poll();
      if (poll instanceof Poll.Ready ready) {
        add(ready.batch());
      } else if (poll instanceof Poll.End) {
        close();
        rowsToInsert = rows.size();
        table =
            JoinTable.create(words, encoder.wordsPerKey(), singleKeyType, rows.size(), reservation);
        if (type.awaitsRight()) {
          matches = new BuildMatches(type, isThreeValued, rows, rowsWithoutKey, reservation);
        }
      } else {
        return poll;
      }
    }
    return Poll.YIELD;
  }

  private void add(RecordBatch batch) {
    if (batch.rowCount() == 0) {
      return;
    }
    long[] batchWords = keys.encode(batch);
    int width = encoder.wordsPerKey();
    ensureWords((long) (rows.size() + keys.count()) * width);
    System.arraycopy(batchWords, 0, words, rows.size() * width, keys.count() * width);
    rows.append(batch, keys.rows(), keys.count());
    hasRows = true;
    hasNullKey |= keys.nullCount() > 0;
    if (type.keepsUnmatchedLeft() && keys.nullCount() > 0) {
      rowsWithoutKey.append(batch, keys.nullRows(), keys.nullCount());
    }
  }

  private void ensureWords(long needed) {
    if (needed <= words.length) {
      return;
    }
    if (needed > MAX_WORDS) {
      throw new SluiceException(
          ErrorCode.MEMORY_LIMIT,
          "The keys of a join's build side are too many for one partition; raise target_partitions");
    }
    int capacity = (int) Math.min(MAX_WORDS, Math.max(needed, 2L * words.length));
    reservation.grow((long) Long.BYTES * (capacity - words.length));
    words = Arrays.copyOf(words, capacity);
  }

  @Override
  public BuildSide result() {
    JoinTable finished = table;
    if (finished == null || rowsToInsert > 0) {
      throw new IllegalStateException("the build side is not complete");
    }
    return new BuildSide(rows, finished, encoder, matches, hasRows, hasNullKey);
  }

  @Override
  public void close() {
    if (!isLeftClosed) {
      isLeftClosed = true;
      left.close();
    }
  }
}
