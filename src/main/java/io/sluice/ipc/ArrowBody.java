package io.sluice.ipc;

import com.google.flatbuffers.FlatBufferBuilder;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.RecordBatch;

/** Puts a record batch message together of the nodes and buffers of its columns, which come in the order of Arrow: a column's own, then those of its children. For one message. */
public final class ArrowBody {
  private record Node(int count, int nullCount) {}

  private final List<Node> nodes = new ArrayList<>();
  private final List<byte[]> buffers = new ArrayList<>();
  private long bodyBytes;

  /** A record batch message: its metadata without the prefix of an encapsulated one, and its body, whose buffers are padded to 8 bytes. */
  public record Message(ByteBuffer metadata, List<byte[]> buffers, int bodyBytes) {
    /** Appends the body. */
    public void appendBody(Buffer target) {
      for (byte[] buffer : buffers) {
        target.appendBytes(buffer);
        for (long i = buffer.length; i < IpcMessage.padded(buffer.length); i++) {
          target.appendByte((byte) 0);
        }
      }
    }
  }

  /** Begins a column or a child of one. */
  public ArrowBody node(int count, int nullCount) {
    nodes.add(new Node(count, nullCount));
    return this;
  }

  /** The next buffer of the column that was begun last. The array is not copied. */
  public ArrowBody buffer(byte[] bytes) {
    buffers.add(bytes);
    bodyBytes += IpcMessage.padded(bytes.length);
    return this;
  }

  /**
   * The message.
   *
   * @throws io.sluice.error.SluiceException of code RESULT_TOO_LARGE when it does not fit one
   */
  public Message finish(int rowCount) {
    FlatBufferBuilder builder =
        new FlatBufferBuilder(128 + nodes.size() * 16 + buffers.size() * 16);
    RecordBatch.startBuffersVector(builder, buffers.size());
    long end = bodyBytes;
    for (int i = buffers.size() - 1; i >= 0; i--) {
      int length = buffers.get(i).length;
      end -= IpcMessage.padded(length);
      org.apache.arrow.flatbuf.Buffer.createBuffer(builder, end, length);
    }
    int bufferVector = builder.endVector();
    RecordBatch.startNodesVector(builder, nodes.size());
    for (int i = nodes.size() - 1; i >= 0; i--) {
      FieldNode.createFieldNode(builder, nodes.get(i).count(), nodes.get(i).nullCount());
    }
    int nodeVector = builder.endVector();
    int header = RecordBatch.createRecordBatch(builder, rowCount, nodeVector, bufferVector, 0, 0);
    ByteBuffer head = IpcMessage.head(builder, MessageHeader.RecordBatch, header, bodyBytes);
    return new Message(IpcMessage.metadata(head), List.copyOf(buffers), (int) bodyBytes);
  }
}
