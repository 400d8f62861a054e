package io.sluice.ipc;

import com.google.flatbuffers.FlatBufferBuilder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MetadataVersion;

/**
 * Arrow's encapsulated message: continuation marker, length of the metadata, metadata (a flatbuffer padded to 8 bytes), body.
 *
 * @param metadata the message's flatbuffer
 * @param body all bytes behind the metadata, little-endian, position 0
 */
record IpcMessage(Message metadata, ByteBuffer body) {
  private static final int CONTINUATION = -1;
  private static final int PREFIX_BYTES = 8;
  private static final int ALIGNMENT = 8;

  /** The next multiple of 8. */
  static long padded(long bytes) {
    return (bytes + ALIGNMENT - 1) & -ALIGNMENT;
  }

  /**
   * Prefix and metadata of a message; its body follows.
   *
   * @param header the offset of the header table in the builder
   * @throws SluiceException of code RESULT_TOO_LARGE when it does not fit one message with its body
   */
  static ByteBuffer head(FlatBufferBuilder builder, byte headerType, int header, long bodyBytes) {
    int message =
        Message.createMessage(builder, MetadataVersion.V5, headerType, header, bodyBytes, 0);
    builder.finish(message);
    ByteBuffer metadata = builder.dataBuffer();
    int metadataBytes = (int) padded(metadata.remaining());
    long total = PREFIX_BYTES + metadataBytes + bodyBytes;
    if (total > Integer.MAX_VALUE - ALIGNMENT) {
      throw new SluiceException(
          ErrorCode.RESULT_TOO_LARGE,
          "A batch of " + total + " bytes does not fit one message; make batch_size smaller");
    }
    ByteBuffer head =
        ByteBuffer.allocate(PREFIX_BYTES + metadataBytes).order(ByteOrder.LITTLE_ENDIAN);
    head.putInt(CONTINUATION).putInt(metadataBytes).put(metadata);
    return head.rewind();
  }

  /** The metadata behind the prefix of what {@link #head} made. */
  static ByteBuffer metadata(ByteBuffer head) {
    return slice(head, PREFIX_BYTES, head.limit() - PREFIX_BYTES);
  }

  /** The array as a buffer, without copying it. */
  static Buffer wrap(byte[] bytes) {
    return BufferInternal.buffer(Unpooled.wrappedBuffer(bytes));
  }

  /**
   * Takes a message apart. The result shares the buffer's memory.
   *
   * @throws SluiceException of code EXCHANGE_ERROR when it is not a whole message of that kind
   */
  static IpcMessage read(Buffer buffer, byte headerType) {
    return read(((BufferInternal) buffer).getByteBuf(), headerType);
  }

  /** The same. */
  static IpcMessage read(ByteBuf source, byte headerType) {
    ByteBuffer bytes = source
        .nioBuffer(source.readerIndex(), source.readableBytes())
        .order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.remaining() < PREFIX_BYTES || bytes.getInt() != CONTINUATION) {
      throw corrupt("it does not begin as a message");
    }
    int metadataBytes = bytes.getInt();
    if (metadataBytes <= 0 || metadataBytes > bytes.remaining()) {
      throw corrupt("its metadata has " + metadataBytes + " bytes");
    }
    ByteBuffer metadata = slice(bytes, bytes.position(), metadataBytes);
    int bodyStart = bytes.position() + metadataBytes;
    ByteBuffer body = slice(bytes, bodyStart, bytes.limit() - bodyStart);
    try {
      Message message = Message.getRootAsMessage(metadata);
      if (message.headerType() != headerType) {
        throw corrupt("its header is of type " + message.headerType());
      }
      if (message.bodyLength() < 0 || message.bodyLength() > body.limit()) {
        throw corrupt("its body has %d of %d bytes".formatted(body.limit(), message.bodyLength()));
      }
      return new IpcMessage(message, body);
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw corrupt("its metadata cannot be read", e);
    }
  }

  /**
   * How many bytes the message has that begins at a place of a stream; 0 for the mark of the stream's end.
   *
   * @throws SluiceException of code EXCHANGE_ERROR when no whole message is there
   */
  static int length(Buffer stream, int position) {
    if (stream.length() - position < PREFIX_BYTES) {
      throw corrupt("the stream ends without an end mark");
    }
    if (stream.getIntLE(position) != CONTINUATION) {
      throw corrupt("it does not begin as a message");
    }
    int metadataBytes = stream.getIntLE(position + Integer.BYTES);
    if (metadataBytes == 0) {
      return 0;
    }
    int head = PREFIX_BYTES + metadataBytes;
    if (metadataBytes < 0 || metadataBytes > stream.length() - position - PREFIX_BYTES) {
      throw corrupt("its metadata has " + metadataBytes + " bytes");
    }
    try {
      ByteBuffer metadata = ByteBuffer.wrap(
              stream.getBytes(position + PREFIX_BYTES, position + head))
          .order(ByteOrder.LITTLE_ENDIAN);
      long bodyBytes = Message.getRootAsMessage(metadata).bodyLength();
      if (bodyBytes < 0 || bodyBytes > stream.length() - position - head) {
        throw corrupt(
            "its body has %d of %d bytes".formatted(stream.length() - position - head, bodyBytes));
      }
      return head + (int) bodyBytes;
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw corrupt("its metadata cannot be read", e);
    }
  }

  /**
   * How many bytes from a place on have to be there until the next step of reading the message that begins there: until its {@link #length} can be told, or the whole of it.
   *
   * @throws SluiceException of code EXCHANGE_ERROR when it is no message
   */
  static int neededBytes(Buffer stream, int position) {
    int there = stream.length() - position;
    if (there < PREFIX_BYTES) {
      return PREFIX_BYTES;
    }
    if (stream.getIntLE(position) != CONTINUATION) {
      throw corrupt("it does not begin as a message");
    }
    int metadataBytes = stream.getIntLE(position + Integer.BYTES);
    if (metadataBytes < 0 || metadataBytes > Integer.MAX_VALUE - PREFIX_BYTES) {
      throw corrupt("its metadata has " + metadataBytes + " bytes");
    }
    int head = PREFIX_BYTES + metadataBytes;
    if (metadataBytes == 0 || there < head) {
      return head;
    }
    ByteBuffer metadata = ByteBuffer.wrap(stream.getBytes(position + PREFIX_BYTES, position + head))
        .order(ByteOrder.LITTLE_ENDIAN);
    try {
      long bodyBytes = Message.getRootAsMessage(metadata).bodyLength();
      if (bodyBytes < 0 || bodyBytes > Integer.MAX_VALUE - head) {
        throw corrupt("its body has " + bodyBytes + " bytes");
      }
      return head + (int) bodyBytes;
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw corrupt("its metadata cannot be read", e);
    }
  }

  private static ByteBuffer slice(ByteBuffer bytes, int from, int count) {
    return bytes
        .duplicate()
        .position(from)
        .limit(from + count)
        .slice()
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  static SluiceException corrupt(String why) {
    return new SluiceException(ErrorCode.EXCHANGE_ERROR, "Arrow message is corrupt: " + why);
  }

  static SluiceException corrupt(String why, Throwable cause) {
    return new SluiceException(ErrorCode.EXCHANGE_ERROR, "Arrow message is corrupt: " + why, cause);
  }
}
