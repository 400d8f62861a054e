package io.sluice.source.file;

import io.sluice.config.ConfigOption;
import io.sluice.error.SluiceException;
import io.sluice.plan.OperatorMetric;
import io.sluice.plan.TaskContext;
import io.vertx.core.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads the pieces of one file on the I/O pool, one ahead of the one that is parsed. Owned by one driver. */
public final class TextInput {
  /** What a value takes in a batch at least. */
  private static final int BYTES_PER_VALUE = 16;

  /** What the vectors of a batch of a table of many columns take at first. */
  private static final int MAX_VECTOR_BYTES = 16 << 20;

  /** So many of the pieces fit into a pool, of which a scan may hold several in each of its partitions. */
  private static final long PIECES_PER_POOL = 512;

  private static final int LEAST_PIECE_BYTES = 64 << 10;

  private final TaskContext context;
  private final int pieceBytes;
  private Future<Read> reading;

  /** Where the read after the one under way goes. */
  private byte[] next;

  private boolean isClosed;

  /**
   * Bytes that were read, valid until the next call of {@link #poll}.
   *
   * @param length how many bytes of the array they are; 0 at the end, after which nothing is asked any more
   */
  public record Piece(byte[] bytes, int length) {}

  /** A piece and where to read on. */
  private record Read(TextSource source, Piece piece) {}

  /**
   * Begins to read.
   *
   * @param source opens the file; called on the I/O pool
   */
  public TextInput(Supplier<TextSource> source, TaskContext context, int pieceBytes) {
    this.context = context;
    this.pieceBytes = pieceBytes;
    this.next = new byte[0];
    this.reading = context.executeBlocking(() -> read(source.get(), new byte[pieceBytes]));
  }

  /** How many rows a batch holds at most: fewer of a table of many columns. */
  public static int batchSize(TaskContext context, int columnCount) {
    int fitting = MAX_VECTOR_BYTES / (BYTES_PER_VALUE * Math.max(columnCount, 1));
    return Math.max(1, Math.min(context.batchSize(), fitting));
  }

  /** How much one read brings: what an option says, less in a small pool. */
  public static int pieceBytes(TaskContext context, ConfigOption<Long> option) {
    long fitting = Math.max(context.memory().limitBytes() / PIECES_PER_POOL, LEAST_PIECE_BYTES);
    return (int) Math.min(context.config().get(option), fitting);
  }

  private static Read read(TextSource source, byte[] target) {
    try {
      int length = source.read(target);
      if (length == 0) {
        source.close();
      }
      return new Read(source, new Piece(target, length));
    } catch (RuntimeException e) {
      source.close();
      throw e;
    }
  }

  /** Completes when {@link #poll} has a piece, or fails. */
  public Future<Void> whenReady() {
    return reading.mapEmpty();
  }

  /** The next piece; null when it is still being read. */
  public @Nullable Piece poll() {
    if (!reading.isComplete()) {
      return null;
    }
    if (reading.failed()) {
      isClosed = true;
      throw SluiceException.of(reading.cause());
    }
    Read done = reading.result();
    Piece piece = done.piece();
    context.metrics().current().add(OperatorMetric.BYTES_READ, piece.length());
    if (piece.length() == 0) {
      isClosed = true;
    } else {
      byte[] target = next.length == 0 ? new byte[pieceBytes] : next;
      next = piece.bytes();
      reading = context.executeBlocking(() -> read(done.source(), target));
    }
    return piece;
  }

  /** The length of an array for so many bytes to which pieces are added, so that it seldom grows. */
  public static int withRoomToGrow(int bytes) {
    return (int) Math.min(bytes + bytes / 4L, Integer.MAX_VALUE - 8);
  }

  /**
   * Ends before the end of the file: checks that it is still the same, and closes it.
   *
   * @return completes when that is done; fails when the file changed
   */
  public Future<Void> finish() {
    isClosed = true;
    return reading.compose(read -> context.executeBlocking(() -> {
      read.source().finish();
      return null;
    }));
  }

  /** Closes the file once the read under way is over. */
  public void close() {
    if (!isClosed) {
      isClosed = true;
      reading.onSuccess(read -> read.source().close());
    }
  }
}
