package io.sluice.spill;

import io.airlift.compress.lz4.Lz4Compressor;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.sluice.column.RecordBatch;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.ipc.RecordBatchWriter;
import io.sluice.memory.MemoryReservation;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.SpillFile;
import io.sluice.plan.TaskContext;
import io.sluice.type.Schema;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A spill file: one frame a batch, each an Arrow message, compressed with LZ4, then encrypted.
 *
 * <ul>
 *   <li>The driver encodes; the I/O pool compresses, encrypts and writes what waits, frame after frame, never two calls at once.
 *   <li>What waits is reserved beyond the pool's limit: it is bounded, and needed to make room.
 *   <li>The file is opened for each call only, so that many files cost no descriptors.
 *   <li>It is deleted once it is closed and no call is under way.
 * </ul>
 */
final class DiskFile implements SpillFile {
  private static final int MAX_WAITING_FRAMES = 4;

  private final TaskSpill owner;
  private final Place place;
  private final Schema schema;
  private final TaskContext task;
  private final MemoryReservation reservation;
  private final FrameIndex frames = new FrameIndex();
  private final Promise<Void> deleted = Promise.promise();
  private long rowCount;
  private int batchCount;
  private long rawBytes;

  // Written by the I/O pool.
  private volatile @Nullable Path path;

  // Guarded by this.
  private final Deque<byte[]> waiting = new ArrayDeque<>();
  private boolean isWriting;
  private int callCount;
  private boolean isClosed;
  private @Nullable SluiceException failure;
  private Promise<Void> progress = Promise.promise();

  /**
   * Where a file stands.
   *
   * @param number of the file among those of its task
   */
  record Place(SpillDirectory directory, String name, int number, FrameCipher cipher) {}

  DiskFile(TaskSpill owner, Place place, Schema schema, TaskContext task, String consumer) {
    this.owner = owner;
    this.place = place;
    this.schema = schema;
    this.task = task;
    reservation = task.reserve(consumer);
  }

  Schema schema() {
    return schema;
  }

  @Override
  public synchronized @Nullable Future<Void> awaitRoom() {
    throwFailure();
    return waiting.size() < MAX_WAITING_FRAMES ? null : progress.future();
  }

  @Override
  public synchronized @Nullable Future<Void> awaitWritten() {
    throwFailure();
    return isWriting ? progress.future() : null;
  }

  private void throwFailure() {
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public void write(RecordBatch batch) {
    if (batch.rowCount() == 0) {
      return;
    }
    byte[] message = RecordBatchWriter.toBytes(batch);
    rowCount += batch.rowCount();
    batchCount++;
    rawBytes += message.length;
    synchronized (this) {
      throwFailure();
      reservation.overdraw(message.length);
      waiting.add(message);
      if (isWriting) {
        return;
      }
      isWriting = true;
      callCount++;
    }
    task.executeBlocking(() -> {
          writeWaiting();
          return null;
        })
        .onComplete(written -> callEnded(written.cause()));
  }

  @Override
  public long rowCount() {
    return rowCount;
  }

  @Override
  public int batchCount() {
    return batchCount;
  }

  @Override
  public long rawBytes() {
    return rawBytes;
  }

  /** On the I/O pool. */
  private void writeWaiting() {
    byte[] message = nextWaiting(null);
    if (message == null) {
      return;
    }
    Lz4Compressor compressor = new Lz4Compressor();
    byte[] compressed = new byte[0];
    byte[] encrypted = new byte[0];
    try (FileChannel channel = FileChannel.open(ensurePath(), StandardOpenOption.APPEND)) {
      while (message != null) {
        int bound = compressor.maxCompressedLength(message.length);
        if (compressed.length < bound) {
          compressed = new byte[bound];
          encrypted = new byte[bound + FrameCipher.TAG_BYTES];
        }
        int length =
            compressor.compress(message, 0, message.length, compressed, 0, compressed.length);
        int frameBytes =
            place.cipher().encrypt(place.number(), frames.count(), compressed, length, encrypted);
        place.directory().take(frameBytes);
        frames.add(frameBytes, message.length);
        ByteBuffer buffer = ByteBuffer.wrap(encrypted, 0, frameBytes);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        message = nextWaiting(message);
      }
    } catch (IOException | GeneralSecurityException e) {
      throw failed("write", e);
    }
  }

  private Path ensurePath() throws IOException {
    Path file = path;
    if (file == null) {
      file = place.directory().createFile(place.name());
      path = file;
    }
    return file;
  }

  /** Gives back what was written and answers what is to be written next; null when nothing is. */
  private byte @Nullable [] nextWaiting(byte @Nullable [] written) {
    Promise<Void> waiter = null;
    byte[] next;
    synchronized (this) {
      if (written != null) {
        reservation.shrink(written.length);
        waiter = progress;
        progress = Promise.promise();
      }
      if (isClosed) {
        dropWaiting();
      }
      next = waiting.poll();
      if (next == null) {
        isWriting = false;
      }
    }
    if (waiter != null) {
      waiter.complete();
    }
    return next;
  }

  private void dropWaiting() {
    for (byte[] message : waiting) {
      reservation.shrink(message.length);
    }
    waiting.clear();
  }

  private SluiceException failed(String doing, Exception cause) {
    String reason = cause.getMessage() == null ? "" : ": " + cause.getMessage();
    return new SluiceException(
        ErrorCode.IO_ERROR,
        "Cannot %s spill file '%s' in '%s': %s%s. See spill.directory."
            .formatted(
                doing, place.name(), place.directory(), cause.getClass().getSimpleName(), reason),
        cause);
  }

  @Override
  public RecordBatchStream read() {
    if (awaitWritten() != null) {
      throw new IllegalStateException("the file is still being written");
    }
    return new SpillReader(this, frames.count(), task.reserve(reservation.consumer()));
  }

  /** Bytes of the message that a frame holds. */
  int messageBytes(int frame) {
    return frames.messageBytes(frame);
  }

  /** Reads a frame's message on the I/O pool. */
  Future<byte[]> readFrame(int frame) {
    synchronized (this) {
      callCount++;
    }
    return task.executeBlocking(() -> readMessage(frame)).andThen(read -> callEnded(null));
  }

  private byte[] readMessage(int frame) {
    int length = frames.length(frame);
    byte[] encrypted = new byte[length];
    byte[] compressed = new byte[length - FrameCipher.TAG_BYTES];
    byte[] message = new byte[frames.messageBytes(frame)];
    try (FileChannel channel = FileChannel.open(ensurePath(), StandardOpenOption.READ)) {
      ByteBuffer buffer = ByteBuffer.wrap(encrypted);
      long start = frames.start(frame);
      while (buffer.hasRemaining()) {
        if (channel.read(buffer, start + buffer.position()) < 0) {
          throw new EOFException("it ends within frame " + frame);
        }
      }
      int compressedBytes =
          place.cipher().decrypt(place.number(), frame, encrypted, length, compressed);
      new Lz4Decompressor().decompress(compressed, 0, compressedBytes, message, 0, message.length);
      return message;
    } catch (IOException | GeneralSecurityException e) {
      throw failed("read", e);
    }
  }

  private void callEnded(@Nullable Throwable cause) {
    Promise<Void> waiter = null;
    boolean isLast;
    synchronized (this) {
      callCount--;
      if (cause != null) {
        failure = SluiceException.of(cause);
        dropWaiting();
        isWriting = false;
        waiter = progress;
        progress = Promise.promise();
      }
      isLast = isClosed && callCount == 0;
    }
    if (waiter != null) {
      waiter.complete();
    }
    if (isLast) {
      delete();
    }
  }

  @Override
  public void close() {
    boolean isLast;
    synchronized (this) {
      if (isClosed) {
        return;
      }
      isClosed = true;
      isLast = callCount == 0;
    }
    if (isLast) {
      delete();
    }
  }

  Future<Void> whenDeleted() {
    return deleted.future();
  }

  /** No call is under way, and none comes. */
  private void delete() {
    reservation.close();
    Path file = path;
    if (file == null) {
      over();
      return;
    }
    task.executeBlocking(() -> Files.deleteIfExists(file)).onComplete(done -> {
      place.directory().give(frames.end());
      over();
    });
  }

  private void over() {
    owner.deleted(this);
    deleted.complete();
  }
}
