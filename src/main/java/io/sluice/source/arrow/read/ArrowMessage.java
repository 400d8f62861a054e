package io.sluice.source.arrow.read;

import io.sluice.source.file.FileIdentity;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.arrow.flatbuf.KeyValue;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.jspecify.annotations.Nullable;

/**
 * The head of a message of a file.
 *
 * @param bodyOffset where in the file its body begins
 */
record ArrowMessage(Message head, long bodyOffset) {
  private static final int CONTINUATION = -1;
  private static final String OLD_COMPRESSION = "ARROW:experimental_compression";

  /** The prefix of a message: how long it is, and how long is the head behind it. */
  record Prefix(int bytes, int headBytes) {
    boolean isEnd() {
      return headBytes == 0;
    }
  }

  /** The prefix at a place; the length of the head alone where the file is of a release before 0.15. */
  static Prefix prefix(OpenFile file, long offset) {
    long left = file.file().size() - offset;
    if (left < Integer.BYTES) {
      return new Prefix(0, 0);
    }
    ByteBuffer bytes = littleEndian(file.read(offset, (int) Math.min(left, 2 * Integer.BYTES)));
    int first = bytes.getInt();
    if (first != CONTINUATION) {
      return new Prefix(Integer.BYTES, first);
    }
    if (left < 2 * Integer.BYTES) {
      throw ArrowErrors.invalid(file.file(), "it ends within a message");
    }
    return new Prefix(2 * Integer.BYTES, bytes.getInt());
  }

  /** The message at a place; null when the stream ends there. */
  static @Nullable ArrowMessage read(OpenFile file, long offset, ReadLimits limits) {
    Prefix prefix = prefix(file, offset);
    if (prefix.isEnd()) {
      return null;
    }
    return read(file, offset, prefix, offset + prefix.bytes() + prefix.headBytes(), limits);
  }

  /** The message of a block. */
  static ArrowMessage read(OpenFile file, ArrowBlock block, ReadLimits limits) {
    Prefix prefix = prefix(file, block.offset());
    long bytes = (long) prefix.bytes() + prefix.headBytes();
    if (bytes != block.metadataBytes() && ((bytes + 7) & -8) != block.metadataBytes()) {
      throw ArrowErrors.invalid(
          file.file(),
          "the message at byte %d has a head of %d bytes, its footer says %d"
              .formatted(block.offset(), bytes, block.metadataBytes()));
    }
    ArrowMessage message =
        read(file, block.offset(), prefix, block.offset() + block.metadataBytes(), limits);
    if (message.head().bodyLength() != block.bodyBytes()) {
      throw ArrowErrors.invalid(
          file.file(),
          "the message at byte %d has a body of %d bytes, its footer says %d"
              .formatted(block.offset(), message.head().bodyLength(), block.bodyBytes()));
    }
    return message;
  }

  private static ArrowMessage read(
      OpenFile open, long offset, Prefix prefix, long bodyOffset, ReadLimits limits) {
    FileIdentity file = open.file();
    checkMetadata(file, prefix.headBytes(), limits);
    try {
      Message head = Message.getRootAsMessage(
          littleEndian(open.read(offset + prefix.bytes(), prefix.headBytes())));
      checkVersion(file, head);
      long bodyBytes = head.bodyLength();
      if (bodyBytes < 0 || bodyBytes > file.size() - bodyOffset) {
        throw ArrowErrors.invalid(
            file, "the message at byte %d has a body of %d bytes".formatted(offset, bodyBytes));
      }
      return new ArrowMessage(head, bodyOffset);
    } catch (RuntimeException e) {
      throw ArrowErrors.damaged(file, "the message at byte " + offset, e);
    }
  }

  static void checkMetadata(FileIdentity file, int bytes, ReadLimits limits) {
    if (bytes <= 0 || bytes > file.size()) {
      throw ArrowErrors.invalid(file, "its metadata has an impossible length of " + bytes);
    }
    if (bytes > limits.metadataBytes()) {
      throw ArrowErrors.invalid(
          file,
          "its metadata has %d bytes; arrow.max_metadata_bytes is %d"
              .formatted(bytes, limits.metadataBytes()));
    }
  }

  private static void checkVersion(FileIdentity file, Message head) {
    if (head.version() != MetadataVersion.V4 && head.version() != MetadataVersion.V5) {
      throw ArrowErrors.notSupported(
          file, "its metadata are of version %d".formatted(head.version() + 1));
    }
    for (int i = 0; i < head.customMetadataLength(); i++) {
      KeyValue entry = head.customMetadata(i);
      if (OLD_COMPRESSION.equals(entry.key())) {
        throw ArrowErrors.notSupported(file, "its compression is that of release 0.17");
      }
    }
  }

  /** Where the next message of a stream begins. */
  long end() {
    return bodyOffset + head.bodyLength();
  }

  static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
