package io.sluice.coordinator.message;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.plan.QueryId;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What a page of a result says beside its rows: in JSON fields of the reply, with Arrow headers of the message, of the same names.
 *
 * @param offset how many rows came before the page
 * @param isEnd whether this is the last page; the rows of all pages are then {@code totalRows}
 * @param isTruncated whether the result had more rows than {@code maxRows} of the request allowed; only the last page knows
 * @param cursor where the next pages are fetched; on the first page only
 */
public record PageHeader(
    QueryId queryId,
    long offset,
    int rowCount,
    boolean isEnd,
    boolean isTruncated,
    Optional<Cursor> cursor) {
  static final String QUERY_ID = "queryId";
  static final String ROW_COUNT = "rowCount";
  static final String TRUNCATED = "truncated";
  static final String OFFSET = "offset";
  static final String END = "end";
  static final String TOTAL_ROWS = "totalRows";
  static final String CURSOR = "cursor";
  static final String CURSOR_TIMEOUT = "cursorTimeout";

  /**
   * Where pages are fetched.
   *
   * @param address on the event bus
   * @param timeoutMillis after how long without a message the cursor ends
   */
  public record Cursor(String address, long timeoutMillis) {}

  /** The header of a result that is one reply. */
  public static PageHeader whole(QueryId queryId, int rowCount, boolean isTruncated) {
    return new PageHeader(queryId, 0, rowCount, true, isTruncated, Optional.empty());
  }

  /** The rows up to the end of this page. */
  public long totalRows() {
    return offset + rowCount;
  }

  /** Adds the fields of a reply that is all a client gets. */
  public void addWhole(JsonObject json) {
    visitWhole(json::put);
  }

  /** Adds the fields of a page. */
  public void addPage(JsonObject json) {
    visitPage(json::put);
  }

  /** The headers of a reply that is all a client gets. */
  public MultiMap wholeHeaders() {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    visitWhole((name, value) -> headers.set(name, value.toString()));
    return headers;
  }

  /** The headers of a page. */
  public MultiMap pageHeaders() {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    visitPage((name, value) -> headers.set(name, value.toString()));
    return headers;
  }

  private void visitWhole(BiConsumer<String, Object> visitor) {
    visitor.accept(QUERY_ID, queryId.toString());
    visitor.accept(ROW_COUNT, rowCount);
    visitor.accept(TRUNCATED, isTruncated);
  }

  private void visitPage(BiConsumer<String, Object> visitor) {
    visitWhole(visitor);
    visitor.accept(OFFSET, offset);
    visitor.accept(END, isEnd);
    if (isEnd) {
      visitor.accept(TOTAL_ROWS, totalRows());
    }
    cursor.ifPresent(place -> {
      visitor.accept(CURSOR, place.address());
      visitor.accept(CURSOR_TIMEOUT, place.timeoutMillis());
    });
  }

  /**
   * Reads the headers of a page.
   *
   * @throws SluiceException of code INTERNAL_ERROR when they are not those of a page
   */
  public static PageHeader ofHeaders(MultiMap headers) {
    try {
      PageHeader header = read(headers);
      String total = headers.get(TOTAL_ROWS);
      if (header.isEnd && Long.parseLong(total) != header.totalRows()) {
        throw new IllegalArgumentException(total + " rows in all");
      }
      return header;
    } catch (RuntimeException e) {
      throw new SluiceException(
          ErrorCode.INTERNAL_ERROR,
          "The coordinator's reply has an unknown form; do client and coordinator have the same version?",
          e);
    }
  }

  private static PageHeader read(MultiMap headers) {
    String address = headers.get(CURSOR);
    Optional<Cursor> cursor = address == null
        ? Optional.empty()
        : Optional.of(new Cursor(address, Long.parseLong(headers.get(CURSOR_TIMEOUT))));
    return new PageHeader(
        QueryId.parse(headers.get(QUERY_ID)),
        Long.parseLong(headers.get(OFFSET)),
        Integer.parseInt(headers.get(ROW_COUNT)),
        flag(headers.get(END)),
        flag(headers.get(TRUNCATED)),
        cursor);
  }

  private static boolean flag(@Nullable String text) {
    return switch (String.valueOf(text)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("neither true nor false: " + text);
    };
  }
}
