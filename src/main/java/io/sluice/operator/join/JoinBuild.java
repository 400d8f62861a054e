package io.sluice.operator.join;

import io.sluice.column.FlatVector;
import io.sluice.column.RecordBatch;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.memory.MemoryReservation;
import io.sluice.operator.join.match.BuildMatches;
import io.sluice.operator.join.match.BuildRows;
import io.sluice.operator.join.match.BuildSide;
import io.sluice.operator.join.match.JoinKeys;
import io.sluice.operator.join.match.JoinTable;
import io.sluice.operator.join.match.JoinType;
import io.sluice.operator.key.KeyEncoder;
import io.sluice.plan.CooperativeThread;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the left input of a join to its end and makes a {@link BuildSide} of it. Owned by one driver; the memory belongs to a reservation of the
 * caller, which outlives this.
 *
 * <p>Where the reservation is spillable it stops when memory is short: see {@link #isMemoryShort}.
 */
final class JoinBuild implements Building<BuildSide> {
  private static final int ROWS_PER_STEP = 1 << 16;
  private static final int MAX_WORDS = Integer.MAX_VALUE - 8;
  /** About what a table takes for each row. */
  private static final int TABLE_BYTES_PER_ROW = 32;

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
  private boolean canSpill;
  private @Nullable BuildFilters filters;
  private boolean isMemoryShort;
  private boolean isLeftDone;
  private boolean isLeftClosed;

  /**
   * Reads any rows with the columns of the left input.
   *
   * @param open opens them, last, so that a failure leaves nothing open
   * @param canSpill whether the reservation is spillable, and the caller looks after {@link #isMemoryShort}
   * @param filters what the keys are made known to, if all left rows are read here
   */
  JoinBuild(
      HashJoinExec node,
      Supplier<RecordBatchStream> open,
      boolean canSpill,
      MemoryReservation reservation,
      @Nullable BuildFilters filters) {
    this.reservation = reservation;
    this.canSpill = canSpill;
    this.filters = filters;
    type = node.type();
    isThreeValued = node.isMarkNullable();
    List<Field> fields = node.on().stream()
        .map(key -> new Field("", key.left().type(), key.isNullEqual()))
        .toList();
    Field first = fields.get(0);
    singleKeyType = fields.size() == 1 && !first.nullable() ? first.type() : null;
    encoder = KeyEncoder.plain(fields, reservation);
    keys = JoinKeys.left(node.on(), encoder);
    boolean areColumnsRead = areColumnsRead(node);
    rows = new BuildRows(areColumnsRead ? node.left().schema() : Schema.EMPTY, reservation);
    rowsWithoutKey = new BuildRows(node.left().schema(), reservation);
    left = open.get();
  }

  /** Whether more than the keys of left rows are kept. */
  static boolean areColumnsRead(HashJoinExec node) {
    return node.type().hasLeftColumns() || node.filter().isPresent();
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
      isMemoryShort = canSpill
          && (isLeftDone
              ? reservation.shouldSpillAtLast(nextBytes())
              : reservation.shouldSpill(nextBytes()));
      if (isMemoryShort) {
        return Poll.YIELD;
      }
      if (isLeftDone) {
        startTable();
        continue;
      }
      Poll poll = left.poll();
      if (poll instanceof Poll.Ready ready) {
        add(ready.batch());
      } else if (poll instanceof Poll.End) {
        closeLeft();
        isLeftDone = true;
      } else {
        return poll;
      }
    }
    return Poll.YIELD;
  }

  /** What the table takes, and before that another batch at worst. */
  private long nextBytes() {
    long tableBytes = (long) TABLE_BYTES_PER_ROW * rows.size();
    return isLeftDone ? tableBytes : tableBytes + rows.growthBytes();
  }

  private void startTable() {
    rowsToInsert = rows.size();
    if (filters != null) {
      filters.add(words, encoder, rowsToInsert, reservation);
      filters = null;
    }
    table = JoinTable.create(words, encoder.wordsPerKey(), singleKeyType, rows.size(), reservation);
    if (type.awaitsRight()) {
      matches = new BuildMatches(type, isThreeValued, rows, rowsWithoutKey, reservation);
    }
  }

  /** Whether the last poll stopped because the rows should be spilled. */
  boolean isMemoryShort() {
    return isMemoryShort;
  }

  /** Goes on with the rows that were read as if they were all. What is left of the left input is the caller's. */
  void endEarly() {
    canSpill = false;
    leaveFilters();
    isMemoryShort = false;
    isLeftDone = true;
    isLeftClosed = true;
  }

  /** What is left of the left input, once this stopped; null when it has ended. */
  @Nullable
  RecordBatchStream unreadLeft() {
    return isLeftDone ? null : left;
  }

  /** Rows that were read and have a key. */
  BuildRows rows() {
    return rows;
  }

  /** Rows that were read and have no key, where the join gives them. */
  BuildRows rowsWithoutKey() {
    return rowsWithoutKey;
  }

  /** Appends one key of rows that have one. */
  void writeKeys(int from, int count, int key, FlatVector target) {
    encoder.decode(words, from, count, key, target);
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
    leaveFilters();
    closeLeft();
  }

  private void closeLeft() {
    if (!isLeftClosed) {
      isLeftClosed = true;
      left.close();
    }
  }

  /** Nobody waits for keys that will not be known. */
  private void leaveFilters() {
    if (filters != null) {
      filters.addUnknown();
      filters = null;
    }
  }
}
