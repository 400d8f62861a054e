package io.sluice.coordinator.message;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.OptionalInt;

/**
 * In what form a client wants its rows.
 *
 * @param isPaged whether the rows that do not fit the reply are fetched from a cursor
 * @param fetchRows how many rows the first page may hold; the coordinator's own limit when absent
 */
public record ReplyForm(Encoding encoding, boolean isPaged, OptionalInt fetchRows) {
  /** JSON rows in one reply. */
  public static final ReplyForm DEFAULT = new ReplyForm(Encoding.JSON, false, OptionalInt.empty());

  /** How rows are written. */
  public enum Encoding {
    /** Arrays of values in a JSON object, as {@link JsonValues} has them. */
    JSON,
    /** A whole stream in Arrow's IPC format as the message's body; all else is in its headers. */
    ARROW;

    /** The value of a request's {@code format}. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public ReplyForm {
    requireNonNull(encoding, "encoding");
    requireNonNull(fetchRows, "fetchRows");
  }

  /** Pages of a cursor. */
  public static ReplyForm pages(Encoding encoding, OptionalInt fetchRows) {
    return new ReplyForm(encoding, true, fetchRows);
  }
}
