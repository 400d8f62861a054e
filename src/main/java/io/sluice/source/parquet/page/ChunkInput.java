package io.sluice.source.parquet.page;

import io.sluice.error.SluiceException;
import io.sluice.plan.OperatorMetric;
import io.sluice.plan.OperatorMetrics;
import io.sluice.plan.TaskContext;
import io.sluice.source.file.FileIdentity;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one column chunk, read piece by piece on the I/O pool and a piece ahead of what is taken. Owned by one driver; nothing blocks.
 */
public final class ChunkInput {
  private final TaskContext context;
  private final OperatorMetrics metrics;
  private final PieceBuffers buffers;
  private final FileIdentity file;
  private final int pieceBytes;
  private long end;
  private long readOffset;
  private byte[] buffer = new byte[0];
  private int position;
  private int limit;
  private @Nullable Future<byte[]> reading;
  private int readingBytes;
  private long unreadSkip;

  /**
   * @param pieceBytes how much one read brings, unless a page is larger
   */
  public ChunkInput(
      TaskContext context,
      ScanBuffers buffers,
      FileIdentity file,
      ChunkLocation location,
      int pieceBytes) {
    this.context = context;
    this.metrics = buffers.metrics();
    this.buffers = buffers.pieces();
    this.file = file;
    this.pieceBytes = pieceBytes;
    this.readOffset = location.offset();
    this.end = location.offset() + location.length();
  }

  /** The array whose bytes from {@link #position()} on, {@link #available()} of them, are at hand. It changes with {@link #require}. */
  byte[] buffer() {
    return buffer;
  }

  int position() {
    return position;
  }

  int available() {
    return limit - position;
  }

  FileIdentity file() {
    return file;
  }

  /** Where the next byte stands in the file. */
  long offset() {
    return readOffset - available() + unreadSkip;
  }

  /** Bytes up to the end, that of the chunk at first, that were not taken yet, at hand or not. */
  long remaining() {
    return end - offset();
  }

  /** Reads no further than to an offset. */
  void endAt(long offset) {
    end = offset;
  }

  /** Leaves out bytes, at hand or not; those that nobody asked for yet are not read. */
  void skip(long count) {
    int here = (int) Math.min(count, available());
    position += here;
    if (reading == null) {
      readOffset += count - here;
    } else {
      unreadSkip += count - here;
    }
  }

  /** The read under way. */
  Future<Void> whenRead() {
    Future<byte[]> read = reading;
    return read == null ? Future.succeededFuture() : read.mapEmpty();
  }

  /** Begins to read, if nothing is at hand and memory allows. */
  void readAhead() {
    int count = (int) Math.min(pieceBytes, end - readOffset);
    if (reading == null && count > 0) {
      byte[] target = buffers.tryTake(count);
      if (target != null) {
        startReading(target, count);
      }
    }
  }

  /** Whether that many bytes are at hand, or all that are left; if not, a read is under way. */
  boolean require(int count) {
    while (available() < Math.min(count, remaining())) {
      Future<byte[]> read = reading;
      if (read == null) {
        int missing = count - available();
        int bytes = (int) Math.min(Math.max(missing, pieceBytes), end - readOffset);
        read = startReading(buffers.take(bytes), bytes);
      }
      if (!read.isComplete()) {
        return false;
      }
      reading = null;
      if (read.failed()) {
        throw SluiceException.of(read.cause());
      }
      append(read.result());
    }
    if (available() - count < pieceBytes / 2) {
      readAhead();
    }
    return true;
  }

  private Future<byte[]> startReading(byte[] target, int count) {
    long offset = readOffset;
    metrics.add(OperatorMetric.BYTES_READ, count);
    Future<byte[]> read = context.executeBlocking(() -> {
      file.read(offset, target, count);
      return target;
    });
    reading = read;
    readingBytes = count;
    return read;
  }

  private void append(byte[] bytes) {
    int count = readingBytes;
    readOffset += count;
    int left = available();
    int skipped = (int) Math.min(unreadSkip, count);
    byte[] before = buffer;
    if (left == 0) {
      buffer = bytes;
      limit = count;
    } else {
      byte[] joined = buffers.take(left + count);
      System.arraycopy(before, position, joined, 0, left);
      System.arraycopy(bytes, 0, joined, left, count);
      buffers.give(bytes);
      buffer = joined;
      limit = left + count;
    }
    buffers.give(before);
    // Rows are left out behind what is at hand only.
    position = skipped;
    readOffset += unreadSkip - skipped;
    unreadSkip = 0;
  }

  /** Gives the bytes at hand back; those of a read under way are lost to others. */
  void finish() {
    buffers.give(buffer);
    buffer = new byte[0];
    position = 0;
    limit = 0;
  }
}
