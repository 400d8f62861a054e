package io.sluice.operator.key;

import io.sluice.column.BytesVector;
import io.sluice.column.FlatVector;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * VARCHAR as the low {@value KeyLayout#TEXT_BITS} bits of a word: a text of up to seven bytes is its bytes with the length above them, a longer one its number
 * in a dictionary with the highest of the bits set. Each entry of a vector's dictionary is looked up once for a batch.
 */
final class BytesKeyColumn extends KeyColumn {
  private static final int MAX_PACKED = 7;
  private static final int LENGTH_SHIFT = MAX_PACKED * Byte.SIZE;
  private static final long PACKED_MASK = (1L << LENGTH_SHIFT) - 1;
  private static final long WORD_MASK = (1L << KeyLayout.TEXT_BITS) - 1;
  private static final long NUMBERED = 1L << KeyLayout.TEXT_BITS - 1;
  private static final long NULL_WORD = WORD_MASK;
  private static final long UNKNOWN_WORD = WORD_MASK - 1;
  private static final long UNSET = -1;

  private final BytesDictionary dictionary;
  private final boolean isAdding;
  private long[] memo = new long[0];
  // Texts of a block that are looked up together, and where their words go.
  private final int[] longTexts = new int[BytesDictionary.BLOCK_SIZE];
  private final int[] places = new int[BytesDictionary.BLOCK_SIZE];
  private final int[] numbers = new int[BytesDictionary.BLOCK_SIZE];

  /**
   * @param isAdding whether a new text is added; otherwise it gets a word that no added text has
   */
  BytesKeyColumn(BytesDictionary dictionary, boolean isAdding) {
    this.dictionary = dictionary;
    this.isAdding = isAdding;
  }

  @Override
  KeyColumn reader() {
    return new BytesKeyColumn(dictionary, false);
  }

  @Override
  void clear() {
    dictionary.clear();
  }

  @Override
  void encode(
      FlatVector source,
      int @Nullable [] positions,
      int count,
      long[] words,
      int first,
      int stride) {
    BytesVector bytes = (BytesVector) source;
    if (positions != null && source.length() <= count / 2) {
      encodeRepeated(bytes, positions, count, words, first, stride);
      return;
    }
    for (int from = 0; from < count; from += BytesDictionary.BLOCK_SIZE) {
      int to = Math.min(count, from + BytesDictionary.BLOCK_SIZE);
      encodeBlock(bytes, positions, from, to, words, first, stride);
    }
  }

  private void encodeBlock(
      BytesVector source,
      int @Nullable [] positions,
      int from,
      int to,
      long[] words,
      int first,
      int stride) {
    int longCount = 0;
    for (int i = from; i < to; i++) {
      int position = positions == null ? i : positions[i];
      if (position < 0) {
        words[i * stride + first] = NULL_WORD;
      } else if (!isAdding || length(source, position) <= MAX_PACKED) {
        words[i * stride + first] = word(source, position);
      } else {
        longTexts[longCount] = position;
        places[longCount++] = i * stride + first;
      }
    }
    if (longCount > 0) {
      dictionary.addAll(source.data(), source.offsets(), longTexts, longCount, numbers);
      for (int i = 0; i < longCount; i++) {
        words[places[i]] = NUMBERED | numbers[i];
      }
    }
  }

  private static int length(BytesVector source, int row) {
    return source.offsets()[row + 1] - source.offsets()[row];
  }

  private void encodeRepeated(
      BytesVector source, int[] positions, int count, long[] words, int first, int stride) {
    if (memo.length < source.length()) {
      memo = new long[source.length()];
    }
    Arrays.fill(memo, 0, source.length(), UNSET);
    for (int i = 0; i < count; i++) {
      int position = positions[i];
      long word = NULL_WORD;
      if (position >= 0) {
        word = memo[position];
        if (word == UNSET) {
          word = word(source, position);
          memo[position] = word;
        }
      }
      words[i * stride + first] = word;
    }
  }

  private long word(BytesVector source, int row) {
    int[] offsets = source.offsets();
    int start = offsets[row];
    int length = offsets[row + 1] - start;
    if (length <= MAX_PACKED) {
      return (long) length << LENGTH_SHIFT | BytesDictionary.tail(source.data(), start, length);
    }
    if (isAdding) {
      return NUMBERED | dictionary.add(source.data(), start, length);
    }
    int number = dictionary.find(source.data(), start, length);
    return number < 0 ? UNKNOWN_WORD : NUMBERED | number;
  }

  @Override
  void decode(long[] words, int first, int stride, int count, FlatVector target) {
    BytesVector bytes = (BytesVector) target;
    int start = target.length();
    target.ensureCapacity(start + count);
    for (int i = 0; i < count; i++) {
      long word = words[first + i * stride] & WORD_MASK;
      int row = start + i;
      if (word == NULL_WORD) {
        target.setNull(row);
        bytes.writeEmpty(row);
      } else if (word < NUMBERED) {
        int length = (int) (word >>> LENGTH_SHIFT);
        int at = bytes.offsets()[row];
        bytes.ensureDataCapacity((long) at + length);
        BytesDictionary.putTail(word & PACKED_MASK, bytes.data(), at, length);
        bytes.offsets()[row + 1] = at + length;
      } else {
        int[] offsets = dictionary.offsets();
        int number = (int) word;
        bytes.write(row, dictionary.data(), offsets[number], offsets[number + 1] - offsets[number]);
      }
    }
    target.setLength(start + count);
  }
}
