package io.sluice.operator.join.match;

import io.sluice.column.RecordBatch;
import java.util.List;

/**
 * The pairs of build and probe rows with equal keys for one probe batch after another, taken in portions of any size: a probe row with very many
 * partners is left in the middle and taken up again. Owned by one driver.
 */
public final class ProbeMatches {
  private final JoinTable table;
  private final JoinKeys keys;
  private final boolean keepsProbeRows;
  private int[] firstRows = new int[0];
  private int[] probeRows = new int[0];
  private int rowCount;
  private int position;
  private int nextBuildRow = JoinTable.NONE;
  private int[] pairBuildRows = new int[0];
  private int[] pairProbeRows = new int[0];

  /**
   * @param keepsProbeRows whether a probe row without partner is paired with {@link JoinTable#NONE}
   */
  public ProbeMatches(BuildSide build, List<JoinKey> on, boolean keepsProbeRows) {
    table = build.table();
    keys = JoinKeys.right(on, build.encoder().reader());
    this.keepsProbeRows = keepsProbeRows;
  }

  /** Looks up all rows of the next batch. */
  public void start(RecordBatch batch) {
    long[] words = keys.encode(batch);
    if (firstRows.length < batch.rowCount()) {
      firstRows = new int[batch.rowCount()];
      probeRows = new int[batch.rowCount()];
    }
    table.find(words, keys.count(), firstRows);
    if (keepsProbeRows) {
      keepAll(batch);
    } else {
      keepMatched();
    }
    position = 0;
    nextBuildRow = rowCount > 0 ? firstRows[0] : JoinTable.NONE;
  }

  private void keepMatched() {
    int[] rows = keys.rows();
    int kept = 0;
    for (int i = 0; i < keys.count(); i++) {
      int first = firstRows[i];
      firstRows[kept] = first;
      probeRows[kept] = rows[i];
      kept += first >= 0 ? 1 : 0;
    }
    rowCount = kept;
  }

  /** Brings the rows with a NULL key back into their places. */
  private void keepAll(RecordBatch batch) {
    int[] rows = keys.rows();
    int found = keys.count() - 1;
    for (int i = batch.rowCount() - 1; i >= 0; i--) {
      int row = batch.rowAt(i);
      boolean hasKey = found >= 0 && rows[found] == row;
      firstRows[i] = hasKey ? firstRows[found--] : JoinTable.NONE;
      probeRows[i] = row;
    }
    rowCount = batch.rowCount();
  }

  /** Whether all pairs of the batch were taken. */
  public boolean isDone() {
    return position >= rowCount;
  }

  /** Takes at most so many pairs into {@link #pairBuildRows()} and {@link #pairProbeRows()}, and answers how many. */
  public int take(int maxCount) {
    if (pairBuildRows.length < maxCount) {
      pairBuildRows = new int[maxCount];
      pairProbeRows = new int[maxCount];
    }
    if (table.isUnique()) {
      int count = Math.min(maxCount, rowCount - position);
      System.arraycopy(firstRows, position, pairBuildRows, 0, count);
      System.arraycopy(probeRows, position, pairProbeRows, 0, count);
      position += count;
      return count;
    }
    int count = 0;
    int buildRow = nextBuildRow;
    while (count < maxCount && position < rowCount) {
      pairBuildRows[count] = buildRow;
      pairProbeRows[count++] = probeRows[position];
      buildRow = buildRow < 0 ? JoinTable.NONE : table.next(buildRow);
      if (buildRow < 0) {
        position++;
        buildRow = position < rowCount ? firstRows[position] : JoinTable.NONE;
      }
    }
    nextBuildRow = buildRow;
    return count;
  }

  /** Takes all probe rows that are left, without their partners; afterwards all pairs are taken. */
  public int takeProbeRows() {
    int count = rowCount - position;
    if (position > 0) {
      System.arraycopy(probeRows, position, probeRows, 0, count);
      System.arraycopy(firstRows, position, firstRows, 0, count);
    }
    position = rowCount;
    return count;
  }

  /** What {@link #takeProbeRows} took. */
  public int[] probeRows() {
    return probeRows;
  }

  /** The first partner of each of these. */
  public int[] firstBuildRows() {
    return firstRows;
  }

  /** The rows of the batch that have no key. */
  public int[] rowsWithoutKey() {
    return keys.nullRows();
  }

  public int rowsWithoutKeyCount() {
    return keys.nullCount();
  }

  /** The build row of each pair, or {@link JoinTable#NONE}. */
  public int[] pairBuildRows() {
    return pairBuildRows;
  }

  public int[] pairProbeRows() {
    return pairProbeRows;
  }
}
