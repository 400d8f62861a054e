package io.sluice.coordinator;

import io.sluice.column.RecordBatch;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the rows of a reply within its bounds. For one result; one call at a time. */
final class ReplyRows {
  private static final long BYTES_PER_VALUE = 24;
  private static final long BYTES_PER_ROW = 24;

  private final int maxRows;
  private final long maxBytes;
  private final List<List<@Nullable Object>> rows = new ArrayList<>();
  private long bytes;

  ReplyRows(int maxRows, long maxBytes) {
    this.maxRows = maxRows;
    this.maxBytes = maxBytes;
  }

  /**
   * Takes the rows of a batch, at most one more than wanted, to know whether there was one.
   *
   * @return whether more rows are wanted
   * @throws SluiceException of code RESULT_TOO_LARGE
   */
  boolean append(RecordBatch batch) {
    for (List<@Nullable Object> row : batch.rows()) {
      if (rows.size() > maxRows) {
        return false;
      }
      bytes += bytes(row);
      if (bytes > maxBytes) {
        throw new SluiceException(
            ErrorCode.RESULT_TOO_LARGE,
            "The reply holds more than the %d bytes that coordinator.max_result_bytes allows; ask for fewer rows or columns"
                .formatted(maxBytes));
      }
      rows.add(row);
    }
    return rows.size() <= maxRows;
  }

  private static long bytes(List<@Nullable Object> row) {
    long size = BYTES_PER_ROW + BYTES_PER_VALUE * row.size();
    for (Object value : row) {
      size += value instanceof String text ? text.length() : 0;
    }
    return size;
  }

  boolean isTruncated() {
    return rows.size() > maxRows;
  }

  /** No more than were wanted. */
  List<List<@Nullable Object>> rows() {
    return isTruncated() ? rows.subList(0, maxRows) : rows;
  }
}
