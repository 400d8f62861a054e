package io.sluice.exchange;

import com.google.protobuf.InvalidProtocolBufferException;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.sluice.error.ErrorCode;
import io.sluice.error.ErrorInfo;
import io.sluice.error.SluiceException;
import io.sluice.exchange.proto.ErrorMessage;
import io.sluice.extension.BatchPayload;
import io.sluice.extension.ExchangeConsumer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;

/**
 * A message from the producer on an exchange: parts one after the other, each a kind (1 byte), a partition (4), a number (8), a length (4), and that
 * many bytes. Big-endian.
 *
 * <ul>
 *   <li>Batch: the number is what it took from the credit, the bytes are an Arrow message.
 *   <li>End: the number is the partition's row count; no bytes.
 *   <li>Error: the bytes are an {@link ErrorMessage}; the last part.
 * </ul>
 */
final class ExchangeFrame {
  private static final byte BATCH = 1;
  private static final byte END = 2;
  private static final byte ERROR = 3;
  static final int HEADER_BYTES = 17;

  private final CompositeByteBuf content = Unpooled.compositeBuffer(Integer.MAX_VALUE);

  void addBatch(int partition, Buffer bytes, long creditBytes) {
    add(BATCH, partition, creditBytes, bytes);
  }

  void addEnd(int partition, long rowCount) {
    add(END, partition, rowCount, Buffer.buffer());
  }

  void addError(SluiceException cause) {
    add(ERROR, 0, 0, WireMessages.toBuffer(WireMessages.toMessage(ErrorInfo.of(cause))));
  }

  private void add(byte kind, int partition, long number, Buffer bytes) {
    Buffer header = Buffer.buffer(HEADER_BYTES)
        .appendByte(kind)
        .appendInt(partition)
        .appendLong(number)
        .appendInt(bytes.length());
    content.addComponent(true, ((BufferInternal) header).getByteBuf());
    if (bytes.length() > 0) {
      content.addComponent(true, ((BufferInternal) bytes).getByteBuf());
    }
  }

  int length() {
    return content.readableBytes();
  }

  Buffer toBuffer() {
    return BufferInternal.buffer(content);
  }

  /**
   * Hands the parts of a message to a consumer. Batches share its memory.
   *
   * @throws SluiceException of code EXCHANGE_ERROR when it makes no sense; what stands before is handed over
   */
  static void read(Buffer frame, ExchangeConsumer consumer) {
    int position = 0;
    while (position < frame.length()) {
      if (frame.length() - position < HEADER_BYTES) {
        throw corrupt("a part's header is cut off");
      }
      byte kind = frame.getByte(position);
      int partition = frame.getInt(position + 1);
      long number = frame.getLong(position + 5);
      int length = frame.getInt(position + 13);
      position += HEADER_BYTES;
      if (length < 0 || length > frame.length() - position || number < 0) {
        throw corrupt("a part has " + length + " bytes and number " + number);
      }
      Buffer bytes = frame.slice(position, position + length);
      position += length;
      switch (kind) {
        case BATCH -> consumer.onBatch(partition, new BatchPayload.Encoded(bytes), number);
        case END -> consumer.onEnd(partition, number);
        case ERROR -> consumer.onError(readError(bytes));
        default -> throw corrupt("a part is of kind " + kind);
      }
    }
  }

  private static SluiceException readError(Buffer bytes) {
    try {
      return WireMessages.fromMessage(ErrorMessage.parseFrom(bytes.getBytes())).toException();
    } catch (InvalidProtocolBufferException e) {
      throw corrupt("its error cannot be read");
    }
  }

  private static SluiceException corrupt(String why) {
    return new SluiceException(
        ErrorCode.EXCHANGE_ERROR, "An exchange's message is corrupt: " + why);
  }
}
