package io.sluice.error;

/** Who can do something about an error. */
public enum ErrorKind {
  /** The statement or the data it names is at fault; trying again gives the same error. */
  USER,
  /** A configured limit was reached: memory, time, queue length. */
  RESOURCES,
  /** Something outside the engine failed: a file, a network, a worker. */
  EXTERNAL,
  /** The engine is at fault. */
  INTERNAL,
  /** Somebody asked for the end of the query. */
  CANCELLED
}
