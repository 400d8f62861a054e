package io.sluice.source.arrow.read;

import io.sluice.column.FlatVector;
import io.sluice.column.Vector;
import io.sluice.source.file.FileIdentity;
import java.util.List;

/** A record batch in memory, its columns as they stand in the file but decompressed. Thread-safe. */
public final class LoadedBatch {
  private final FileIdentity file;
  private final int rowCount;
  private final List<ArrowArray> columns;

  LoadedBatch(FileIdentity file, int rowCount, List<ArrowArray> columns) {
    this.file = file;
    this.rowCount = rowCount;
    this.columns = List.copyOf(columns);
  }

  public int rowCount() {
    return rowCount;
  }

  /** About how many bytes some rows take in vectors. */
  public long bytes(int from, int count) {
    long bytes = 0;
    for (ArrowArray column : columns) {
      bytes += column.bytes(from, count);
    }
    return bytes;
  }

  /**
   * Some values of a column.
   *
   * @param target of its type, whose values are overwritten; the result may be another vector
   * @throws io.sluice.error.SluiceException of code INVALID_FILE for a value that its type does not hold
   */
  public Vector read(int column, FlatVector target, int from, int count) {
    ArrowArray array = columns.get(column);
    try {
      return array.read(target, from, count);
    } catch (RuntimeException e) {
      throw ArrowErrors.damaged(file, "column '%s'".formatted(array.field().name()), e);
    }
  }
}
