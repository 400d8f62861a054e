package io.sluice.testing;

/** How the columns of generated batches are kept. */
public enum Encoding {
  FLAT,
  DICTIONARY,
  CONSTANT,
  /** Flat, with rows in between that do not count. */
  SELECTION,
  /** Each column in an encoding of its own, some batches with a selection. */
  MIXED
}
