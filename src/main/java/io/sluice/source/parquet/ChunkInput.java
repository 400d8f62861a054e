package io.sluice.source.parquet;

import io.sluice.error.SluiceException;
import io.sluice.memory.MemoryReservation;
import io.sluice.plan.OperatorMetric;
import io.sluice.plan.TaskContext;
import io.sluice.source.file.FileIdentity;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one column chunk, read piece by piece on the I/O pool and a piece ahead of what is taken. Owned by one driver; nothing blocks. The
 * bytes at hand are reserved; whoever owns the reservation closes it.
 */
final class ChunkInput {
  private final TaskContext context;
  private final MemoryReservation reservation;
  private final FileIdentity file;
  private final int pieceBytes;
  private final long end;
  private long readOffset;
  private byte[] buffer = new byte[0];
  private int position;
  private @Nullable Future<byte[]> reading;

  /**
   * @param pieceBytes how much one read brings, unless a page is larger
   */
  ChunkInput(
      TaskContext context,
      MemoryReservation reservation,
      FileIdentity file,
      ChunkLocation location,
      int pieceBytes) {
    this.context = context;
    this.reservation = reservation;
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
    return buffer.length - position;
  }

  /** Bytes of the chunk that were not taken yet, at hand or not. */
  long remaining() {
    return available() + end - readOffset;
  }

  void skip(int count) {
    position += count;
  }

  /** The read under way. */
  Future<Void> whenRead() {
    Future<byte[]> read = reading;
    return read == null ? Future.succeededFuture() : read.mapEmpty();
  }

  /** Begins to read, if nothing is at hand and memory allows. */
  void readAhead() {
    int count = (int) Math.min(pieceBytes, end - readOffset);
    if (reading == null && count > 0 && reservation.tryGrow(count)) {
      startReading(count);
    }
  }

  /** Whether that many bytes are at hand, or all that are left; if not, a read is under way. */
  boolean require(int count) {
    while (available() < Math.min(count, remaining())) {
      Future<byte[]> read = reading;
      if (read == null) {
        int missing = count - available();
        int bytes = (int) Math.min(Math.max(missing, pieceBytes), end - readOffset);
        reservation.grow(bytes);
        read = startReading(bytes);
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

  private Future<byte[]> startReading(int count) {
    long offset = readOffset;
    context.metrics().current().add(OperatorMetric.BYTES_READ, count);
    Future<byte[]> read = context.executeBlocking(() -> file.read(offset, count));
    reading = read;
    return read;
  }

  private void append(byte[] bytes) {
    readOffset += bytes.length;
    int left = available();
    int before = buffer.length;
    if (left == 0) {
      buffer = bytes;
    } else {
      reservation.grow(left);
      byte[] joined = new byte[left + bytes.length];
      System.arraycopy(buffer, position, joined, 0, left);
      System.arraycopy(bytes, 0, joined, left, bytes.length);
      buffer = joined;
    }
    reservation.shrink(before);
    position = 0;
  }

  /** Gives back what is reserved for the bytes at hand; a read under way keeps its own until the reservation is closed. */
  void finish() {
    reservation.shrink(buffer.length);
    buffer = new byte[0];
    position = 0;
  }
}
