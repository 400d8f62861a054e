package io.sluice.exchange.frame;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.sluice.config.ExchangeOptions;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import org.jspecify.annotations.Nullable;

/**
 * Takes the bytes of a connection apart. It begins with a preface, which tells that the other end speaks this protocol; frames follow. Each payload is
 * copied once, into memory of its own outside of the heap.
 *
 * <p>Memory is taken as bytes arrive, beyond {@value #FIRST_BYTES} of a payload, so that a header alone does not make the node allocate what it says.
 *
 * <p>Event loop.
 */
final class FrameDecoder {
  /** Raised when a frame of an older version would be misunderstood. */
  static final long PREFACE = 0x534C_5549_4345_0003L;

  private static final int FIRST_BYTES = 1 << 20;

  /** Takes frames. */
  interface Receiver {
    /**
     * A frame.
     *
     * @param payload the receiver's, to release
     */
    void received(FrameHeader header, ByteBuf payload);
  }

  private final ByteBufAllocator allocator;
  private final long maxMessageBytes;
  private final Receiver receiver;
  private final ByteBuf head = Unpooled.buffer(FrameHeader.BYTES, FrameHeader.BYTES);
  private boolean isPrefaceRead;
  private @Nullable FrameHeader header;
  private @Nullable ByteBuf payload;

  FrameDecoder(ByteBufAllocator allocator, long maxMessageBytes, Receiver receiver) {
    this.allocator = allocator;
    this.maxMessageBytes = maxMessageBytes;
    this.receiver = receiver;
  }

  /**
   * Hands over the frames that end in these bytes.
   *
   * @param bytes stay the caller's; what is readable is read
   * @throws SluiceException of code INCOMPATIBLE_WORKER or EXCHANGE_ERROR when they make no sense; nothing can be read after that
   */
  void decode(ByteBuf bytes) {
    while (bytes.isReadable()) {
      FrameHeader current = header;
      if (current == null) {
        readHead(bytes);
      } else {
        readPayload(bytes, current);
      }
    }
  }

  private void readHead(ByteBuf bytes) {
    int size = isPrefaceRead ? FrameHeader.BYTES : Long.BYTES;
    bytes.readBytes(head, Math.min(bytes.readableBytes(), size - head.readableBytes()));
    if (head.readableBytes() < size) {
      return;
    }
    if (isPrefaceRead) {
      begin(FrameHeader.read(head));
    } else if (head.readLong() == PREFACE) {
      isPrefaceRead = true;
    } else {
      throw new SluiceException(
          ErrorCode.INCOMPATIBLE_WORKER,
          "What is at the other end of an exchange's connection does not speak this node's protocol; run the same version on all nodes");
    }
    head.clear();
  }

  private void begin(FrameHeader read) {
    if (read.length() > maxMessageBytes) {
      throw new SluiceException(
          ErrorCode.EXCHANGE_ERROR,
          "A message of %d bytes came, which is more than %s allows; make batch_size smaller or raise it on all nodes"
              .formatted(read.length(), ExchangeOptions.MAX_MESSAGE_BYTES));
    }
    if (read.length() == 0) {
      receiver.received(read, Unpooled.EMPTY_BUFFER);
    } else {
      header = read;
      payload = allocator.directBuffer(Math.min(read.length(), FIRST_BYTES), read.length());
    }
  }

  private void readPayload(ByteBuf bytes, FrameHeader current) {
    ByteBuf target = payload;
    if (target == null) {
      throw new IllegalStateException("a header without its payload");
    }
    int missing = current.length() - target.readableBytes();
    target.writeBytes(bytes, Math.min(bytes.readableBytes(), missing));
    if (target.readableBytes() == current.length()) {
      header = null;
      payload = null;
      receiver.received(current, target);
    }
  }

  /** Nothing more comes. */
  void close() {
    ByteBuf rest = payload;
    payload = null;
    header = null;
    if (rest != null) {
      rest.release();
    }
  }
}
