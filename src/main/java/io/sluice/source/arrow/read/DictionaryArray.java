package io.sluice.source.arrow.read;

import io.sluice.column.Bits;
import io.sluice.column.DictionaryVector;
import io.sluice.column.FlatVector;
import io.sluice.column.Vector;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Places in a dictionary. */
final class DictionaryArray extends ArrowArray {
  private final ByteBuffer indices;
  private final ArrowField.Dictionary encoding;
  private final FlatVector dictionary;

  DictionaryArray(
      ArrowField field,
      int length,
      @Nullable ByteBuffer validity,
      ByteBuffer indices,
      ArrowField.Dictionary encoding,
      FlatVector dictionary) {
    super(field, length, validity);
    this.indices = indices;
    this.encoding = encoding;
    this.dictionary = dictionary;
  }

  @Override
  public long bytes(int from, int count) {
    long each = dictionary.length() == 0 ? 0 : dictionary.retainedBytes() / dictionary.length();
    return super.bytes(from, count) + each * count;
  }

  @Override
  public Vector read(FlatVector target, int from, int count) {
    if (dictionary.mayHaveNulls()) {
      return super.read(target, from, count);
    }
    int[] codes = codes(from, count);
    long[] validity = null;
    for (int i = 0; i < count; i++) {
      if (codes[i] < 0) {
        validity = validity == null ? allSet(count) : validity;
        Bits.clear(validity, i);
        codes[i] = 0;
      }
    }
    return new DictionaryVector(dictionary, codes, validity, count);
  }

  private static long[] allSet(int count) {
    long[] words = new long[Bits.wordCount(count)];
    Bits.setRange(words, 0, count);
    return words;
  }

  /** Rows of the dictionary, -1 for NULL. */
  private int[] codes(int from, int count) {
    int[] codes = new int[count];
    for (int i = 0; i < count; i++) {
      int row = from + i;
      if (isNull(row)) {
        codes[i] = -1;
        continue;
      }
      long code = NumberArray.get(indices, encoding.indexBytes(), encoding.isSigned(), row);
      if (code < 0 || code >= dictionary.length()) {
        throw invalid(
            row, "is value %d of a dictionary of %d".formatted(code, dictionary.length()));
      }
      codes[i] = (int) code;
    }
    return codes;
  }

  @Override
  void readValues(FlatVector target, int from, int count) {
    target.appendRows(dictionary, codes(from, count), 0, count);
  }
}
