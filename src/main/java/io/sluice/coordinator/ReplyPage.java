package io.sluice.coordinator;

import io.sluice.coordinator.message.PageHeader;
import io.sluice.coordinator.message.ReplyForm;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.type.Schema;
import io.vertx.core.eventbus.Message;

/** Collects the rows of one message. */
sealed interface ReplyPage extends RowPage permits JsonPage, ArrowPage {
  /**
   * What a page may hold.
   *
   * @param maxBytes about, beyond one row
   * @param isWhole whether more bytes are an error, because no page follows
   */
  record Bounds(int maxRows, long maxBytes, boolean isWhole) {
    SluiceException tooLarge() {
      return new SluiceException(
          ErrorCode.RESULT_TOO_LARGE,
          "The reply holds more than the %d bytes that coordinator.max_result_bytes allows; ask for fewer rows or columns, or for a cursor"
              .formatted(maxBytes));
    }
  }

  /**
   * An empty page.
   *
   * @param hasColumns whether JSON tells the columns, too; Arrow always does
   */
  static ReplyPage begin(
      ReplyForm.Encoding encoding, Schema schema, boolean hasColumns, Bounds bounds) {
    return switch (encoding) {
      case JSON -> new JsonPage(schema, hasColumns, bounds);
      case ARROW -> new ArrowPage(schema, bounds);
    };
  }

  /** Answers a request with the rows and what a page of a cursor says beside. */
  void replyPage(Message<?> request, PageHeader header);

  /** Answers a request with the rows and what the only reply says beside. */
  void replyWhole(Message<?> request, PageHeader header);
}
