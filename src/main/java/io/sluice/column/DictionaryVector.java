package io.sluice.column;

import org.jspecify.annotations.Nullable;

/**
 * Codes over a shared dictionary of values. NULL rows are marked in the validity words; the dictionary itself has no NULL, and its values
 * need not be distinct.
 *
 * <p>A dictionary is not written again once a batch refers to it; who has other values makes another one. So readers may keep what they
 * computed for its entries as long as they see the same object. The codes are recycled as any vector is.
 */
public final class DictionaryVector extends Vector {
  private final FlatVector dictionary;
  private final int[] codes;
  private final long @Nullable [] validity;
  private final int length;

  /**
   * @param codes indices into the dictionary, at least {@code length} of them, 0 at NULL rows
   * @param validity set bits are values; null when no row is NULL
   */
  public DictionaryVector(
      FlatVector dictionary, int[] codes, long @Nullable [] validity, int length) {
    super(dictionary.type());
    this.dictionary = dictionary;
    this.codes = codes;
    this.validity = validity;
    this.length = length;
  }

  public FlatVector dictionary() {
    return dictionary;
  }

  public int[] codes() {
    return codes;
  }

  public long @Nullable [] validity() {
    return validity;
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public boolean mayHaveNulls() {
    return validity != null;
  }

  @Override
  public boolean isNull(int row) {
    return validity != null && !Bits.get(validity, row);
  }

  @Override
  public @Nullable Object value(int row) {
    return isNull(row) ? null : dictionary.value(codes[row]);
  }

  @Override
  public FlatVector flat() {
    return dictionary;
  }

  @Override
  public int flatRow(int row) {
    return codes[row];
  }

  @Override
  public long retainedBytes() {
    return (long) Integer.BYTES * codes.length
        + (validity == null ? 0 : 8L * validity.length)
        + dictionary.retainedBytes();
  }
}
