package io.sluice.operator.write;

import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import io.sluice.config.SessionOptions;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.file.FileWriter;
import io.sluice.memory.MemoryReservation;
import io.sluice.plan.TaskContext;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files that one stream writes: one, or one for each combination of values of the partition columns. At most {@code write.max_open_files} are open: the one
 * that was not written to for longest is finished for a new one, and more rows of its values get another file. The rows that the files hold on the heap are
 * reserved, and moved to the files when they are more than {@code write.buffer_bytes} or than the pool has. All methods block. Owned by one thread at a time.
 */
final class OpenFiles {
  private static final List<@Nullable Object> UNPARTITIONED = List.of();

  private final FileTarget target;
  private final String name;
  private final boolean isFirst;
  private final Schema schema;
  private final RowMarks marks;
  private final MemoryReservation memory;
  private final int maxOpenFiles;
  private final long maxBufferedBytes;

  /** By the values of the partition columns, the least recently used first. */
  private final Map<List<@Nullable Object>, OpenFile> open = new LinkedHashMap<>(16, 0.75f, true);

  private final List<WrittenFile> written = new ArrayList<>();
  private final Map<String, Integer> fileCounts = new HashMap<>();

  private static final class OpenFile {
    private final String path;
    private final FileWriter writer;
    private long rowCount;

    OpenFile(String path, FileWriter writer) {
      this.path = path;
      this.writer = writer;
    }
  }

  /** The rows of a batch that have the same values. */
  private static final class Rows {
    private int[] rows = new int[64];
    private int count;

    void add(int row) {
      if (count == rows.length) {
        rows = Arrays.copyOf(rows, 2 * count);
      }
      rows[count++] = row;
    }
  }

  /**
   * @param partition of its task; the name of its files says which
   */
  OpenFiles(FileTarget target, int partition, TaskContext context) {
    int task = context.distributed().taskIndex();
    this.target = target;
    this.name = "part-%05d-%03d".formatted(task, partition);
    this.isFirst = task == 0 && partition == 0;
    this.schema = target.fileSchema();
    this.marks = new RowMarks(target.marks());
    this.memory = context.reserve("FileWriteExec");
    this.maxOpenFiles = context.config().getInt(SessionOptions.WRITE_MAX_OPEN_FILES);
    this.maxBufferedBytes =
        context.memory().bufferBytes(context.config().get(SessionOptions.WRITE_BUFFER_BYTES));
  }

  void write(RecordBatch marked) {
    RecordBatch batch = marks.written(marked, target.schema());
    if (batch.rowCount() == 0) {
      return;
    }
    checkNulls(batch);
    if (target.partitionColumns().isEmpty()) {
      write(UNPARTITIONED, batch);
    } else {
      for (Map.Entry<List<@Nullable Object>, Rows> part : parts(batch).entrySet()) {
        Rows rows = part.getValue();
        write(part.getKey(), columnsOfFiles(batch).withSelection(rows.rows, rows.count));
      }
    }
    reserve();
  }

  private void checkNulls(RecordBatch batch) {
    for (int column = 0; column < batch.columnCount(); column++) {
      Vector values = batch.column(column);
      if (target.schema().field(column).nullable() || !values.mayHaveNulls()) {
        continue;
      }
      for (int i = 0; i < batch.rowCount(); i++) {
        if (values.isNull(batch.rowAt(i))) {
          throw new SluiceException(
              ErrorCode.CONSTRAINT_VIOLATION,
              "Column '%s' does not take NULL"
                  .formatted(target.schema().field(column).name()));
        }
      }
    }
  }

  private Map<List<@Nullable Object>, Rows> parts(RecordBatch batch) {
    Map<List<@Nullable Object>, Rows> parts = new LinkedHashMap<>();
    for (int i = 0; i < batch.rowCount(); i++) {
      int row = batch.rowAt(i);
      @Nullable Object[] values = new Object[target.partitionColumns().size()];
      for (int k = 0; k < values.length; k++) {
        values[k] = batch.column(target.partitionColumns().get(k)).value(row);
      }
      parts.computeIfAbsent(Arrays.asList(values), key -> new Rows()).add(row);
    }
    return parts;
  }

  private RecordBatch columnsOfFiles(RecordBatch batch) {
    Vector[] columns = new Vector[schema.size()];
    int count = 0;
    for (int i = 0; i < batch.columnCount(); i++) {
      if (!target.partitionColumns().contains(i)) {
        columns[count++] = batch.column(i);
      }
    }
    return batch.withColumns(schema, columns);
  }

  private void write(List<@Nullable Object> values, RecordBatch rows) {
    OpenFile file = open.get(values);
    if (file == null) {
      if (open.size() >= maxOpenFiles) {
        finishOldest();
      }
      file = create(values);
      open.put(values, file);
    }
    file.writer.write(rows);
    file.rowCount += rows.rowCount();
  }

  private OpenFile create(List<@Nullable Object> values) {
    List<Field> columns =
        target.partitionColumns().stream().map(target.schema()::field).toList();
    String directory = PartitionPath.of(columns, values);
    int number = fileCounts.merge(directory, 1, Integer::sum);
    String path = (directory.isEmpty() ? "" : directory + "/") + name
        + (number == 1 ? "" : "-" + number) + "." + target.format().extension(target.options());
    Path file = Path.of(target.directory(), path);
    try {
      Files.createDirectories(file.getParent());
    } catch (IOException e) {
      throw new SluiceException(
          ErrorCode.IO_ERROR, "Cannot make folder '" + file.getParent() + "': " + e, e);
    }
    return new OpenFile(path, target.format().create(file, schema, target.options()));
  }

  private void finishOldest() {
    Iterator<OpenFile> files = open.values().iterator();
    OpenFile oldest = files.next();
    finish(oldest);
    files.remove();
  }

  private void finish(OpenFile file) {
    long bytes = file.writer.finish();
    file.writer.close();
    written.add(new WrittenFile(file.path, file.rowCount, bytes));
  }

  private void reserve() {
    long bytes = bufferedBytes();
    long more = bytes - memory.bytes();
    if (bytes > maxBufferedBytes || more > 0 && !memory.tryGrow(more)) {
      open.values().forEach(file -> file.writer.flush());
      memory.resize(bufferedBytes());
    } else if (more < 0) {
      memory.shrink(-more);
    }
  }

  private long bufferedBytes() {
    return open.values().stream().mapToLong(file -> file.writer.bufferedBytes()).sum();
  }

  /** Writes what is left. The first stream of an unpartitioned target makes a file even without rows, so that its columns are known. */
  void finish() {
    if (isFirst && target.partitionColumns().isEmpty() && open.isEmpty()) {
      open.put(UNPARTITIONED, create(UNPARTITIONED));
    }
    open.values().forEach(this::finish);
    open.clear();
    memory.resize(0);
  }

  /** Rows that were added, changed or removed. */
  long markedCount() {
    return marks.markedCount();
  }

  /** The files that are complete. */
  List<WrittenFile> written() {
    return List.copyOf(written);
  }

  /**
   * Gives back the memory and ends what is open.
   *
   * @param isWanted whether the files that are complete stay
   */
  void close(boolean isWanted) {
    try {
      open.values().forEach(file -> file.writer.close());
      if (!isWanted) {
        for (WrittenFile file : written) {
          Files.deleteIfExists(Path.of(target.directory(), file.path()));
        }
        // The last of all streams that end so takes the directory with it, even where nobody else
        // is left to do so.
        Files.deleteIfExists(Path.of(target.directory()));
      }
    } catch (IOException e) {
      // They stand in a directory that does not count; whoever made it removes it.
    } finally {
      memory.close();
    }
  }
}
