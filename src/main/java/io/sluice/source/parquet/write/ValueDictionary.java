package io.sluice.source.parquet.write;

/** The distinct values of a chunk and the code of each of its values. */
interface ValueDictionary {
  /** How many distinct values there are. */
  int size();

  /** A code for each value, in order; the array may be longer. */
  int[] codes();

  /** Writes the distinct values in the PLAIN encoding, in the order of their codes. */
  void writePlain(ByteOutput output);
}
