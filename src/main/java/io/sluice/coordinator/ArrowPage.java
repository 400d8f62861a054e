package io.sluice.coordinator;

import io.sluice.column.RecordBatch;
import io.sluice.coordinator.message.PageHeader;
import io.sluice.ipc.IpcStream;
import io.sluice.ipc.RecordBatchWriter;
import io.sluice.ipc.SchemaMessage;
import io.sluice.type.Schema;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import java.util.Arrays;

/** A page whose rows are a stream in Arrow's IPC format. */
final class ArrowPage implements ReplyPage {
  private final Bounds bounds;
  private final Buffer body;
  private int rowCount;
  private boolean isFull;

  ArrowPage(Schema schema, Bounds bounds) {
    this.bounds = bounds;
    this.body = Buffer.buffer().appendBuffer(SchemaMessage.write(schema));
    this.isFull = bounds.maxRows() == 0;
  }

  @Override
  public int append(RecordBatch batch, int from, int count) {
    if (isFull) {
      return 0;
    }
    int taken = Math.min(count, bounds.maxRows() - rowCount);
    Buffer message = RecordBatchWriter.write(rows(batch, from, taken));
    while (body.length() + (long) message.length() > bounds.maxBytes()) {
      if (bounds.isWhole()) {
        throw bounds.tooLarge();
      }
      isFull = true;
      if (taken == 1 && rowCount == 0) {
        break;
      }
      taken /= 2;
      if (taken == 0) {
        return 0;
      }
      message = RecordBatchWriter.write(rows(batch, from, taken));
    }
    body.appendBuffer(message);
    rowCount += taken;
    isFull |= rowCount == bounds.maxRows();
    return taken;
  }

  private static RecordBatch rows(RecordBatch batch, int from, int count) {
    if (from == 0 && count == batch.rowCount()) {
      return batch;
    }
    int[] selection = new int[count];
    Arrays.setAll(selection, i -> batch.rowAt(from + i));
    return batch.withSelection(selection, count);
  }

  @Override
  public boolean isFull() {
    return isFull;
  }

  @Override
  public int rowCount() {
    return rowCount;
  }

  @Override
  public void replyPage(Message<?> request, PageHeader header) {
    request.reply(whole(), new DeliveryOptions().setHeaders(header.pageHeaders()));
  }

  @Override
  public void replyWhole(Message<?> request, PageHeader header) {
    request.reply(whole(), new DeliveryOptions().setHeaders(header.wholeHeaders()));
  }

  private Buffer whole() {
    return body.appendBuffer(IpcStream.end());
  }
}
