package io.sluice.exchange.frame;

import org.jspecify.annotations.Nullable;

/** What a frame of a connection between nodes is. The numbers on the wire are those of the order. */
public enum FrameKind {
  /** To the worker: an {@code ExchangeCommand}. The first of a stream opens it. */
  COMMAND,
  /** To the worker: the consumer needs nothing more of the stream. */
  CLOSE,
  /** To the worker: a {@code WorkerRequest}. */
  REQUEST,
  /** From the worker: a batch of a partition, an Arrow message; the number is what it took from the credit. */
  BATCH,
  /** From the worker: the end of a partition; the number is its row count. */
  END,
  /** From the worker: an {@code ErrorMessage}, the last frame of its stream. */
  ERROR,
  /** From the worker: a {@code WorkerReply} to the request of that stream. */
  REPLY;

  private static final FrameKind[] KINDS = values();

  /** Null for a number that no kind has. */
  static @Nullable FrameKind ofNumber(int number) {
    return number >= 0 && number < KINDS.length ? KINDS[number] : null;
  }

  int number() {
    return ordinal();
  }
}
