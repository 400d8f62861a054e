package io.sluice.operator.join.match;

import io.sluice.column.Bits;
import io.sluice.column.BooleanVector;
import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import io.sluice.type.Schema;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Which rows of one probe batch after another have a partner, and what a join that gives each probe row at most once makes of that. Owned by one driver. */
public final class ProbeMarks {
  private final JoinType type;
  private final Schema schema;
  private long[] matched = new long[0];
  private long[] unknown = new long[0];
  private BooleanVector marks = new BooleanVector(0);
  private int[] selected = new int[0];
  private @Nullable RecordBatch last;

  /**
   * @param schema the columns of the join
   */
  public ProbeMarks(JoinType type, Schema schema) {
    this.type = type;
    this.schema = schema;
  }

  public void start(RecordBatch probe) {
    int words = Bits.wordCount(probe.length());
    if (matched.length < words) {
      matched = new long[words];
      unknown = new long[words];
    } else {
      Arrays.fill(matched, 0, words, 0);
      Arrays.fill(unknown, 0, words, 0);
    }
  }

  /** Notes that a row has a partner. */
  public void mark(int row) {
    Bits.set(matched, row);
  }

  /** Notes that it is unknown whether a row has a partner. */
  public void markUnknown(int row) {
    Bits.set(unknown, row);
  }

  /** The output for the batch, or null if no row of it is given. Shares the batch's vectors. */
  @Nullable
  public RecordBatch finish(RecordBatch probe) {
    boolean isReusable = last == null || !last.isRetained();
    RecordBatch output =
        type == JoinType.RIGHT_MARK ? marked(probe, isReusable) : selected(probe, isReusable);
    last = output;
    return output;
  }

  private @Nullable RecordBatch selected(RecordBatch probe, boolean isReusable) {
    int total = probe.rowCount();
    if (selected.length < total || !isReusable) {
      selected = new int[Math.max(total, selected.length)];
    }
    boolean isSemi = type == JoinType.RIGHT_SEMI;
    int count = 0;
    for (int i = 0; i < total; i++) {
      int row = probe.rowAt(i);
      selected[count] = row;
      boolean isKept = isSemi ? Bits.get(matched, row) : !isMaybeMatched(row);
      count += isKept ? 1 : 0;
    }
    if (count == 0) {
      return null;
    }
    RecordBatch output = count == total ? probe : probe.withSelection(selected, count);
    return output.withColumns(schema, columns(probe, 0));
  }

  private boolean isMaybeMatched(int row) {
    return Bits.get(matched, row) || Bits.get(unknown, row);
  }

  private RecordBatch marked(RecordBatch probe, boolean isReusable) {
    if (isReusable) {
      marks.reset();
    } else {
      marks = new BooleanVector(probe.length());
    }
    marks.ensureCapacity(probe.length());
    for (int i = 0; i < probe.rowCount(); i++) {
      int row = probe.rowAt(i);
      boolean isMatched = Bits.get(matched, row);
      marks.put(row, isMatched);
      if (!isMatched && Bits.get(unknown, row)) {
        marks.setNull(row);
      }
    }
    marks.setLength(probe.length());
    Vector[] columns = columns(probe, 1);
    columns[probe.columnCount()] = marks;
    return probe.withColumns(schema, columns);
  }

  private static Vector[] columns(RecordBatch probe, int more) {
    Vector[] columns = new Vector[probe.columnCount() + more];
    for (int i = 0; i < probe.columnCount(); i++) {
      columns[i] = probe.column(i);
    }
    return columns;
  }
}
