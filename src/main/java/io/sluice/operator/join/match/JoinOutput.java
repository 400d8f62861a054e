package io.sluice.operator.join.match;

import io.sluice.column.BatchBuilder;
import io.sluice.column.BooleanVector;
import io.sluice.column.FlatVector;
import io.sluice.column.RecordBatch;
import io.sluice.type.Schema;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Assembles output batches: copies build and probe rows, or NULLs for either, until a batch is full. Owned by one driver. */
public final class JoinOutput {
  private final Schema schema;
  private final int leftCount;
  private final int batchSize;
  private final BatchBuilder builder;
  private final FlatVector[] nothing;
  private int[] missing = new int[0];
  private int rowCount;

  public JoinOutput(Schema schema, int leftCount, int batchSize) {
    this.schema = schema;
    this.leftCount = leftCount;
    this.batchSize = batchSize;
    builder = new BatchBuilder(schema);
    nothing = new FlatVector[schema.size()];
  }

  public int rowCount() {
    return rowCount;
  }

  /** How many rows fit before the batch is full. */
  public int room() {
    return batchSize - rowCount;
  }

  /** Appends pairs of a build row, or {@link JoinTable#NONE}, and a row of the probe batch. */
  public void append(
      BuildRows build, int[] buildRows, RecordBatch probe, int[] probeRows, int count) {
    append(build, buildRows, probe, probeRows, 0, count);
  }

  /** Appends pairs, of which the probe rows stand from some place on. */
  public void append(
      BuildRows build,
      int[] buildRows,
      RecordBatch probe,
      int[] probeRows,
      int probeFrom,
      int count) {
    begin();
    for (int i = 0; i < leftCount; i++) {
      builder.column(i).appendRows(build.column(i), buildRows, 0, count);
    }
    for (int i = leftCount; i < schema.size(); i++) {
      builder.column(i).appendRows(probe.column(i - leftCount), probeRows, probeFrom, count);
    }
    rowCount += count;
  }

  /** Appends rows of the probe batch without a partner. */
  public void appendProbeOnly(RecordBatch probe, int[] probeRows, int from, int count) {
    begin();
    appendMissing(0, leftCount, count);
    for (int i = leftCount; i < schema.size(); i++) {
      builder.column(i).appendRows(probe.column(i - leftCount), probeRows, from, count);
    }
    rowCount += count;
  }

  /** Appends build rows without a partner. */
  void appendBuildOnly(BuildRows build, int[] buildRows, int count) {
    begin();
    for (int i = 0; i < leftCount; i++) {
      builder.column(i).appendRows(build.column(i), buildRows, 0, count);
    }
    appendMissing(leftCount, schema.size(), count);
    rowCount += count;
  }

  /** Appends build rows, each with its marker. */
  void appendMarked(BuildRows build, int[] buildRows, BooleanVector marks, int count) {
    begin();
    for (int i = 0; i < leftCount; i++) {
      builder.column(i).appendRows(build.column(i), buildRows, 0, count);
    }
    builder.column(leftCount).appendRange(marks, 0, count);
    rowCount += count;
  }

  private void appendMissing(int fromColumn, int toColumn, int count) {
    if (missing.length < count) {
      missing = new int[count];
      Arrays.fill(missing, JoinTable.NONE);
    }
    for (int i = fromColumn; i < toColumn; i++) {
      builder.column(i).appendRows(nothing(i), missing, 0, count);
    }
  }

  private FlatVector nothing(int column) {
    @Nullable FlatVector vector = nothing[column];
    if (vector == null) {
      vector = FlatVector.create(schema.type(column), 1);
      nothing[column] = vector;
    }
    return vector;
  }

  private void begin() {
    if (rowCount == 0) {
      builder.begin(batchSize);
    }
  }

  /** The batch of all rows appended since the last one, borrowed until the next row is appended. */
  public RecordBatch take() {
    RecordBatch batch = builder.finish(rowCount);
    rowCount = 0;
    return batch;
  }
}
