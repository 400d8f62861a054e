package io.sluice.operator.sort;

import io.sluice.column.FlatVector;
import io.sluice.column.Vector;
import io.sluice.memory.MemoryReservation;
import io.sluice.type.DataType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows that are kept and put in order by some of their columns. NULLs go to the end that is asked for; rows with equal keys come in any order. Bytes are
 * reserved before the columns grow. Owned by one driver.
 */
public final class RowSorter {
  private final List<DataType> types;
  private final List<Key> keys;
  private final KeyComparator comparator;
  private final MemoryReservation reservation;
  private RowStore rows;

  /** A column to sort by. */
  public record Key(int column, boolean descending, boolean nullsFirst) {}

  /**
   * @param types the types of the columns
   */
  public RowSorter(List<DataType> types, List<Key> keys, MemoryReservation reservation) {
    this.types = List.copyOf(types);
    this.keys = List.copyOf(keys);
    this.reservation = reservation;
    boolean[] descending = new boolean[keys.size()];
    boolean[] nullsFirst = new boolean[keys.size()];
    for (int i = 0; i < descending.length; i++) {
      descending[i] = keys.get(i).descending();
      nullsFirst[i] = keys.get(i).nullsFirst();
    }
    comparator = new KeyComparator(descending, nullsFirst);
    rows = new RowStore(this.types, reservation);
  }

  /**
   * Keeps some rows.
   *
   * @param source a vector for each column, of any encoding
   * @param selected the rows; null for the first {@code count}
   */
  public void append(Vector[] source, int @Nullable [] selected, int count) {
    rows.append(source, selected, count);
  }

  public int rowCount() {
    return rows.rowCount();
  }

  /** The columns of all rows, valid until rows are added. */
  public FlatVector[] columns() {
    return rows.columns();
  }

  /** All rows in order. */
  public int[] order() {
    int rowCount = rows.rowCount();
    long bytes = (long) RowOrder.BYTES_PER_ROW * rowCount;
    reservation.grow(bytes);
    try {
      FlatVector[] keyColumns =
          keys.stream().map(key -> rows.columns()[key.column()]).toArray(FlatVector[]::new);
      return RowOrder.of(keyColumns, comparator, rowCount);
    } finally {
      reservation.shrink(bytes);
    }
  }

  /** Compares a value with the first key of a row that is kept. */
  public int compareWith(Vector values, int valueRow, int keptRow) {
    return comparator.compareField(
        values, valueRow, rows.columns()[keys.get(0).column()], keptRow, 0);
  }

  /** Keeps only some of the rows, in that order. */
  public void retain(int[] kept, int count) {
    RowStore all = rows;
    RowStore fewer = new RowStore(types, reservation);
    fewer.append(Arrays.copyOf(all.columns(), types.size(), Vector[].class), kept, count);
    all.release();
    rows = fewer;
  }

  /** Forgets all rows. */
  public void clear() {
    rows.release();
    rows = new RowStore(types, reservation);
  }
}
