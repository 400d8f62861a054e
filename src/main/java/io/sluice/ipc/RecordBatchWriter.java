package io.sluice.ipc;

import com.google.flatbuffers.FlatBufferBuilder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.sluice.column.RecordBatch;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.MessageHeader;

/**
 * Writes a batch as one encapsulated Arrow record batch message. The rows that count are written one after the other, dictionaries and constants as
 * flat values, and validity only where there is a NULL.
 */
public final class RecordBatchWriter {
  private final RecordBatch batch;
  private final ColumnRows[] columns;
  private final long[] bufferOffsets;
  private final long[] bufferLengths;
  private int bufferCount;
  private long bodyBytes;

  private RecordBatchWriter(RecordBatch batch) {
    this.batch = batch;
    columns = new ColumnRows[batch.columnCount()];
    bufferOffsets = new long[columns.length * 3];
    bufferLengths = new long[columns.length * 3];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = ColumnRows.of(batch, i);
      layOut(columns[i]);
    }
  }

  /** The message. Its memory is its own: the batch may be used again at once. */
  public static Buffer write(RecordBatch batch) {
    return IpcMessage.wrap(toBytes(batch));
  }

  /** The message as an array of its own. */
  public static byte[] toBytes(RecordBatch batch) {
    RecordBatchWriter writer = new RecordBatchWriter(batch);
    ByteBuffer head = writer.head();
    byte[] bytes = new byte[writer.length(head)];
    writer.write(head, ByteBuffer.wrap(bytes));
    return bytes;
  }

  /**
   * The message in memory outside of the heap, from where it can be sent without another copy.
   *
   * @param allocator of the buffer, which the caller releases
   */
  public static ByteBuf write(RecordBatch batch, ByteBufAllocator allocator) {
    RecordBatchWriter writer = new RecordBatchWriter(batch);
    ByteBuffer head = writer.head();
    int length = writer.length(head);
    ByteBuf bytes = allocator.directBuffer(length, length);
    try {
      writer.write(head, bytes.internalNioBuffer(0, length).slice());
      return bytes.writerIndex(length);
    } catch (RuntimeException e) {
      bytes.release();
      throw e;
    }
  }

  private void layOut(ColumnRows column) {
    int count = column.count();
    addBuffer(column.nullCount() == 0 ? 0 : ColumnWriter.bitBytes(count));
    switch (ArrowLayout.of(column.values().type())) {
      case BIT -> addBuffer(ColumnWriter.bitBytes(count));
      case BYTE -> addBuffer(count);
      case SHORT -> addBuffer(2L * count);
      case INT, FLOAT -> addBuffer(4L * count);
      case LONG, DOUBLE -> addBuffer(8L * count);
      case DECIMAL, UUID -> addBuffer(16L * count);
      case BYTES -> {
        addBuffer(4L * (count + 1));
        addBuffer(column.textBytes());
      }
    }
  }

  private void addBuffer(long bytes) {
    bufferOffsets[bufferCount] = bodyBytes;
    bufferLengths[bufferCount] = bytes;
    bufferCount++;
    bodyBytes += IpcMessage.padded(bytes);
  }

  private ByteBuffer head() {
    FlatBufferBuilder builder = new FlatBufferBuilder(128 + columns.length * 64);
    return IpcMessage.head(builder, MessageHeader.RecordBatch, header(builder), bodyBytes);
  }

  private int length(ByteBuffer head) {
    return head.remaining() + (int) bodyBytes;
  }

  /**
   * Writes every byte of the message.
   *
   * @param target of the message's length; what it holds before is of no account
   */
  private void write(ByteBuffer head, ByteBuffer target) {
    int body = head.remaining();
    target.put(0, head, 0, body);
    ColumnWriter writer = new ColumnWriter(target);
    int buffer = 0;
    for (ColumnRows column : columns) {
      long[] validity = column.validity();
      if (validity != null) {
        writer.writeBits(validity, column.count(), body + (int) bufferOffsets[buffer]);
      }
      int values = body + (int) bufferOffsets[buffer + 1];
      if (ArrowLayout.of(column.values().type()) == ArrowLayout.BYTES) {
        writer.writeText(column, values, body + (int) bufferOffsets[buffer + 2]);
        buffer += 3;
      } else {
        writer.writeFixed(column, values);
        buffer += 2;
      }
    }
    for (int i = 0; i < bufferCount; i++) {
      long end = bufferOffsets[i] + bufferLengths[i];
      writer.clear(body + (int) end, (int) (IpcMessage.padded(end) - end));
    }
  }

  /** Structs of a flatbuffer are written last to first. */
  private int header(FlatBufferBuilder builder) {
    org.apache.arrow.flatbuf.RecordBatch.startBuffersVector(builder, bufferCount);
    for (int i = bufferCount - 1; i >= 0; i--) {
      org.apache.arrow.flatbuf.Buffer.createBuffer(builder, bufferOffsets[i], bufferLengths[i]);
    }
    int buffers = builder.endVector();
    org.apache.arrow.flatbuf.RecordBatch.startNodesVector(builder, columns.length);
    for (int i = columns.length - 1; i >= 0; i--) {
      FieldNode.createFieldNode(builder, columns[i].count(), columns[i].nullCount());
    }
    int nodes = builder.endVector();
    return org.apache.arrow.flatbuf.RecordBatch.createRecordBatch(
        builder, batch.rowCount(), nodes, buffers, 0, 0);
  }
}
