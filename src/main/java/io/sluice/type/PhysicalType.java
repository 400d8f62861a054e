package io.sluice.type;

/**
 * How the values of a type are kept in vectors, keys and files of the engine. Whoever moves, compares or hashes values looks at this, and at the
 * {@link TypeKind} only where the meaning counts: values of one physical type are equal, and in order, as their bits are.
 */
public enum PhysicalType {
  /** One bit. */
  BIT,
  /** An {@code int}. */
  INT32,
  /** A {@code long}. */
  INT64,
  /** A {@code double}: 0.0 equals -0.0, NaN equals NaN and is the greatest. */
  FLOAT64,
  /** A signed number of two {@code long}s. */
  INT128,
  /** Bytes, compared as unsigned numbers from the first one on. */
  BYTES
}
