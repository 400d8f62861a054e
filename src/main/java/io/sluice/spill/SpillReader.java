package io.sluice.spill;

import io.netty.buffer.Unpooled;
import io.sluice.error.SluiceException;
import io.sluice.ipc.RecordBatchReader;
import io.sluice.memory.MemoryReservation;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.type.Schema;
import io.vertx.core.Future;
import io.vertx.core.internal.buffer.BufferInternal;
import org.jspecify.annotations.Nullable;

/** Reads a file's batches, one frame ahead. Decodes on the driver's thread. */
final class SpillReader implements RecordBatchStream {
  private final DiskFile file;
  private final int frameCount;
  private final MemoryReservation reservation;
  private final RecordBatchReader decoder;
  private int nextFrame;
  private @Nullable Future<byte[]> ahead;
  private Future<Void> whenRead = Future.succeededFuture();
  private long currentBytes;

  SpillReader(DiskFile file, int frameCount, MemoryReservation reservation) {
    this.file = file;
    this.frameCount = frameCount;
    this.reservation = reservation;
    decoder = new RecordBatchReader(file.schema());
  }

  @Override
  public Schema schema() {
    return file.schema();
  }

  @Override
  public Poll poll() {
    Future<byte[]> reading = ahead;
    if (reading == null) {
      if (nextFrame == frameCount) {
        return Poll.END;
      }
      reading = readAhead();
    }
    if (!reading.isComplete()) {
      return Poll.pending(whenRead);
    }
    if (reading.failed()) {
      throw SluiceException.of(reading.cause());
    }
    byte[] message = reading.result();
    // The columns of the last batch are used again for this one.
    reservation.shrink(currentBytes);
    currentBytes = message.length;
    ahead = null;
    if (nextFrame < frameCount) {
      readAhead();
    }
    return Poll.batch(decoder.read(BufferInternal.buffer(Unpooled.wrappedBuffer(message))));
  }

  private Future<byte[]> readAhead() {
    int frame = nextFrame++;
    reservation.overdraw(file.messageBytes(frame));
    Future<byte[]> reading = file.readFrame(frame);
    whenRead = reading.mapEmpty();
    ahead = reading;
    return reading;
  }

  @Override
  public void close() {
    reservation.close();
  }
}
