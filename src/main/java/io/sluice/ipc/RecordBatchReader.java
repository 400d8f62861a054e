package io.sluice.ipc;

import io.netty.buffer.ByteBuf;
import io.sluice.column.FlatVector;
import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import io.sluice.error.SluiceException;
import io.sluice.type.Schema;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.nio.ByteBuffer;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.MessageHeader;
import org.jspecify.annotations.Nullable;

/**
 * Reads encapsulated Arrow record batch messages of one schema into vectors of its own, which it uses again unless somebody retained the last
 * batch.
 *
 * <p>Every length and offset is checked against the bytes that are there before anything is allocated by it. Owned by one driver.
 */
public final class RecordBatchReader {
  private final Schema schema;
  private final FlatVector[] columns;
  private @Nullable RecordBatch last;

  public RecordBatchReader(Schema schema) {
    this.schema = schema;
    columns = new FlatVector[schema.size()];
    createColumns();
  }

  private void createColumns() {
    for (int i = 0; i < columns.length; i++) {
      columns[i] = FlatVector.create(schema.type(i), 0);
    }
  }

  /**
   * The batch, borrowed until the next call.
   *
   * @throws SluiceException of code EXCHANGE_ERROR when the message is corrupt or of another schema
   */
  public RecordBatch read(Buffer message) {
    return read(((BufferInternal) message).getByteBuf());
  }

  /** The same; the message stays the caller's, and may be released at once. */
  public RecordBatch read(ByteBuf message) {
    if (last != null && last.isRetained()) {
      createColumns();
    }
    last = null;
    IpcMessage parts = IpcMessage.read(message, MessageHeader.RecordBatch);
    try {
      RecordBatch batch = read(parts);
      last = batch;
      return batch;
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw IpcMessage.corrupt("its metadata cannot be read", e);
    }
  }

  private RecordBatch read(IpcMessage message) {
    org.apache.arrow.flatbuf.RecordBatch header = new org.apache.arrow.flatbuf.RecordBatch();
    if (message.metadata().header(header) == null) {
      throw IpcMessage.corrupt("it has no record batch");
    }
    if (header.compression() != null) {
      throw IpcMessage.corrupt("it is compressed");
    }
    if (header.nodesLength() != columns.length || header.buffersLength() != bufferCount()) {
      throw IpcMessage.corrupt("it has %d columns in %d buffers instead of %d in %d"
          .formatted(header.nodesLength(), header.buffersLength(), columns.length, bufferCount()));
    }
    int count = rowCount(header.length());
    ColumnReader reader = new ColumnReader(message.body(), count);
    int buffer = 0;
    for (int i = 0; i < columns.length; i++) {
      FieldNode node = header.nodes(i);
      if (node.length() != count) {
        throw IpcMessage.corrupt("column '%s' has %d of %d rows"
            .formatted(schema.field(i).name(), node.length(), count));
      }
      FlatVector column = columns[i];
      column.reset();
      ByteBuffer validity = reader.buffer(header.buffers(buffer++));
      ByteBuffer values = reader.buffer(header.buffers(buffer++));
      if (ArrowLayout.of(column.type()) == ArrowLayout.BYTES) {
        reader.readText(column, values, reader.buffer(header.buffers(buffer++)));
      } else {
        reader.readFixed(column, values);
      }
      reader.readValidity(column, node.nullCount(), validity);
      column.setLength(count);
      reader.checkDecimals(column, values);
    }
    return RecordBatch.of(schema, count, (Vector[]) columns.clone());
  }

  private int bufferCount() {
    int count = 0;
    for (FlatVector column : columns) {
      count += ArrowLayout.of(column.type()) == ArrowLayout.BYTES ? 3 : 2;
    }
    return count;
  }

  private static int rowCount(long count) {
    if (count < 0 || count > Integer.MAX_VALUE - 64) {
      throw IpcMessage.corrupt("it has " + count + " rows");
    }
    return (int) count;
  }
}
