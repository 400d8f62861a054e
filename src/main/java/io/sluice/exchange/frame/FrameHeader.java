package io.sluice.exchange.frame;

import io.netty.buffer.ByteBuf;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;

/**
 * What stands before the payload of each frame: kind, stream, partition (4 bytes each), number (8), length of the payload (4). Big-endian.
 *
 * @param stream chosen by the end that connected, and never used again on the connection
 * @param partition of batches and ends
 * @param number not negative; what it means depends on the kind
 * @param length of the payload in bytes
 */
public record FrameHeader(FrameKind kind, int stream, int partition, long number, int length) {
  static final int BYTES = 24;

  /** A frame that needs neither partition nor number. */
  public static FrameHeader of(FrameKind kind, int stream, int length) {
    return new FrameHeader(kind, stream, 0, 0, length);
  }

  void write(ByteBuf target) {
    target
        .writeInt(kind.number())
        .writeInt(stream)
        .writeInt(partition)
        .writeLong(number)
        .writeInt(length);
  }

  /**
   * Reads {@link #BYTES}.
   *
   * @throws SluiceException of code EXCHANGE_ERROR when they make no sense
   */
  static FrameHeader read(ByteBuf source) {
    int number = source.readInt();
    FrameKind kind = FrameKind.ofNumber(number);
    FrameHeader header = new FrameHeader(
        kind == null ? FrameKind.ERROR : kind,
        source.readInt(),
        source.readInt(),
        source.readLong(),
        source.readInt());
    if (kind == null || header.number < 0 || header.length < 0) {
      throw new SluiceException(
          ErrorCode.EXCHANGE_ERROR,
          "A message of the exchange is corrupt: it is of kind %d, has number %d and %d bytes"
              .formatted(number, header.number, header.length));
    }
    return header;
  }
}
