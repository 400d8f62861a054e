package io.sluice.coordinator;

import io.sluice.config.NodeConfig;
import io.sluice.config.NodeOptions;

/**
 * What replies and cursors on the event bus may hold.
 *
 * @param maxRows of a reply without cursor, when the request does not say
 * @param maxBytes of such a reply
 * @param fetchRows of a cursor's first page, when the request does not say
 * @param fetchBytes of each page
 * @param fetchWaitMillis how long a page that has rows waits for more
 * @param cursorTimeoutMillis after how long without a message a cursor ends
 * @param maxFetches of one cursor that wait
 * @param maxCursors that are open at once
 */
record QueryBounds(
    int maxRows,
    long maxBytes,
    int fetchRows,
    long fetchBytes,
    long fetchWaitMillis,
    long cursorTimeoutMillis,
    int maxFetches,
    int maxCursors) {

  static QueryBounds of(NodeConfig node) {
    return new QueryBounds(
        node.getInt(NodeOptions.COORDINATOR_MAX_RESULT_ROWS),
        node.get(NodeOptions.COORDINATOR_MAX_RESULT_BYTES),
        node.getInt(NodeOptions.COORDINATOR_FETCH_ROWS),
        node.get(NodeOptions.COORDINATOR_FETCH_BYTES),
        node.get(NodeOptions.COORDINATOR_FETCH_WAIT),
        node.get(NodeOptions.COORDINATOR_CURSOR_TIMEOUT),
        node.getInt(NodeOptions.COORDINATOR_MAX_FETCHES),
        node.getInt(NodeOptions.COORDINATOR_MAX_QUERIES));
  }

  /** A page of a cursor. */
  ReplyPage.Bounds page(int rows) {
    return new ReplyPage.Bounds(rows, fetchBytes, false);
  }

  /** A reply that is all a client gets. */
  ReplyPage.Bounds whole() {
    return new ReplyPage.Bounds(Integer.MAX_VALUE, maxBytes, true);
  }
}
