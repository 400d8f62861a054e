package io.sluice.source.csv;

import io.sluice.error.SluiceException;
import io.sluice.plan.OperatorMetric;
import io.sluice.plan.TaskContext;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Reads the pieces of one file on the I/O pool, one ahead of the one that is parsed. Owned by one driver. */
final class CsvInput {
  private final TaskContext context;
  private final int pieceBytes;
  private Future<Piece> reading;
  private boolean isClosed;

  /**
   * A piece and where to read on.
   */
  private static final class Piece {
    final CsvSource source;
    final byte[] bytes;

    Piece(CsvSource source, byte[] bytes) {
      this.source = source;
      this.bytes = bytes;
    }
  }

  CsvInput(CsvFile file, TaskContext context, int pieceBytes) {
    this.context = context;
    this.pieceBytes = pieceBytes;
    this.reading = context.executeBlocking(
        () -> read(CsvSource.open(file.file(), file.isCompressed()), pieceBytes));
  }

  private static Piece read(CsvSource source, int count) {
    try {
      byte[] bytes = source.read(count);
      if (bytes.length == 0) {
        source.close();
      }
      return new Piece(source, bytes);
    } catch (RuntimeException e) {
      source.close();
      throw e;
    }
  }

  /** Completes when {@link #poll} has a piece, or fails. */
  Future<Void> whenReady() {
    return reading.mapEmpty();
  }

  /** The next piece, empty at the end, after which nothing is asked any more; null when it is still being read. */
  byte @Nullable [] poll() {
    if (!reading.isComplete()) {
      return null;
    }
    if (reading.failed()) {
      isClosed = true;
      throw SluiceException.of(reading.cause());
    }
    Piece piece = reading.result();
    context.metrics().current().add(OperatorMetric.BYTES_READ, piece.bytes.length);
    if (piece.bytes.length == 0) {
      isClosed = true;
    } else {
      reading = context.executeBlocking(() -> read(piece.source, pieceBytes));
    }
    return piece.bytes;
  }

  /** Closes the file once the read under way is over. */
  void close() {
    if (!isClosed) {
      isClosed = true;
      reading.onSuccess(piece -> piece.source.close());
    }
  }
}
