package io.sluice.operator.sort;

import io.sluice.expression.SortField;
import io.sluice.operator.spill.SpillCopy;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.SpillFile;
import io.sluice.plan.TaskContext;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The ordered runs of one sort that are on disk, each a file. Owned by one driver.
 *
 * <p>A merge holds some batches of each run it reads. Where there are more runs than may be read at once, the shortest are merged to a longer one first.
 */
final class SpilledRuns implements AutoCloseable {
  /** Batches of a run in memory: one being read, one decoded, and what it was decoded of. */
  private static final int BATCHES_PER_RUN = 3;

  private static final int MERGES_PER_POOL = 32;
  private static final int MIN_FAN_IN = 4;
  private static final int MAX_FAN_IN = 64;

  private final Schema schema;
  private final List<SortField> fields;
  private final int batchSize;
  private final long fetch;
  private final TaskContext context;
  private final int fanIn;
  private final List<SpillFile> files = new ArrayList<>();
  private final List<SpillFile> merging = new ArrayList<>();

  SpilledRuns(
      Schema schema, List<SortField> fields, RunsStream.Limits limits, TaskContext context) {
    this.schema = schema;
    this.fields = fields;
    batchSize = limits.batchSize();
    fetch = limits.fetch();
    this.context = context;
    long runsInShare = context.memory().limitBytes()
        / MERGES_PER_POOL
        / (BATCHES_PER_RUN * context.spill().batchBytes());
    fanIn = (int) Math.max(MIN_FAN_IN, Math.min(MAX_FAN_IN, runsInShare));
  }

  boolean isEmpty() {
    return files.isEmpty();
  }

  /** Rows of a batch on disk, for rows of so many bytes altogether. */
  int batchRows(long bytes, long rowCount) {
    long rows = context.spill().batchBytes() * rowCount / Math.max(bytes, 1);
    return (int) Math.max(1, Math.min(batchSize, rows));
  }

  /** Begins to write a run. */
  SpillCopy write(RecordBatchStream rows) {
    return new SpillCopy(rows, context.spill().create("SortExec", schema));
  }

  /** Adds a run that was written. Those that were merged to it are deleted. */
  void add(SpillFile file) {
    merging.forEach(SpillFile::close);
    merging.clear();
    files.add(file);
  }

  /** Whether there are more than can be merged with so many other streams. */
  boolean areTooMany(int otherStreams) {
    return files.size() + otherStreams > fanIn;
  }

  /** Begins to merge the shortest runs to one. */
  SpillCopy reduce() {
    files.sort(Comparator.comparingLong(SpillFile::rowCount));
    List<SpillFile> shortest = files.subList(0, Math.min(fanIn, files.size()));
    merging.addAll(shortest);
    shortest.clear();
    long bytes = merging.stream().mapToLong(SpillFile::rawBytes).sum();
    long rowCount = merging.stream().mapToLong(SpillFile::rowCount).sum();
    return write(merge(readers(merging), batchRows(bytes, rowCount)));
  }

  /** All rows in order, with those of some ordered streams. */
  RecordBatchStream mergeWith(List<RecordBatchStream> others) {
    List<RecordBatchStream> inputs = readers(files);
    inputs.addAll(others);
    return merge(inputs, batchSize);
  }

  private static List<RecordBatchStream> readers(List<SpillFile> runs) {
    List<RecordBatchStream> readers = new ArrayList<>();
    runs.forEach(run -> readers.add(run.read()));
    return readers;
  }

  private RecordBatchStream merge(List<RecordBatchStream> inputs, int rows) {
    List<SortKeys> keys = new ArrayList<>();
    inputs.forEach(input -> keys.add(new SortKeys(schema, fields)));
    return new MergeStream(inputs, fields, keys, rows, fetch);
  }

  @Override
  public void close() {
    files.forEach(SpillFile::close);
    merging.forEach(SpillFile::close);
  }
}
