package io.sluice.source.arrow.read;

import io.sluice.source.arrow.buffer.BufferCompression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be read of a message: a record batch, or the values of a dictionary as its only column.
 *
 * @param dictionaryId null for a record batch
 * @param columns those that are wanted
 * @param bytes what its buffers take in memory while they are read and decompressed, and its values in a dictionary
 */
public record MessagePlan(
    @Nullable Long dictionaryId,
    int rowCount,
    BufferCompression compression,
    List<PlannedColumn> columns,
    long bytes) {
  public MessagePlan {
    columns = List.copyOf(columns);
  }

  /** The nodes and buffers of a column, those of its children behind its own. */
  record PlannedColumn(ArrowField field, List<Node> nodes, List<PlannedBuffer> buffers) {}

  /** How many values a field has, and how many are NULL. */
  record Node(int length, long nullCount) {}

  /**
   * A buffer.
   *
   * @param offset in the file
   * @param storedBytes as it stands there
   * @param bytes when it is decompressed
   */
  record PlannedBuffer(long offset, int storedBytes, int bytes, boolean isCompressed) {}

  public boolean isDictionary() {
    return dictionaryId != null;
  }
}
