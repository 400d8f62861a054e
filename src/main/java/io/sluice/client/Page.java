package io.sluice.client;

import io.sluice.column.RecordBatch;
import io.sluice.coordinator.message.PageHeader;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.ipc.IpcStream;
import io.sluice.type.Schema;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import java.util.List;

/**
 * A page of a result as it came.
 *
 * @param batches of its rows
 */
record Page(PageHeader header, Schema schema, List<RecordBatch> batches) {
  /**
   * Reads a reply.
   *
   * @throws SluiceException of code EXCHANGE_ERROR when its rows are not all there, INTERNAL_ERROR when it is no page
   */
  static Page of(Message<Object> message) {
    PageHeader header = PageHeader.ofHeaders(message.headers());
    if (!(message.body() instanceof Buffer body)) {
      throw new SluiceException(
          ErrorCode.INTERNAL_ERROR,
          "The coordinator's reply has no rows in Arrow's format; do client and coordinator have the same version?");
    }
    IpcStream stream = IpcStream.read(body);
    long rows = stream.batches().stream().mapToLong(RecordBatch::rowCount).sum();
    if (rows != header.rowCount()) {
      throw new SluiceException(
          ErrorCode.EXCHANGE_ERROR,
          "A page of the result has %d rows instead of %d".formatted(rows, header.rowCount()));
    }
    return new Page(header, stream.schema(), stream.batches());
  }
}
