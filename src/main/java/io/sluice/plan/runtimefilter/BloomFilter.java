package io.sluice.plan.runtimefilter;

import io.sluice.column.SelectedRows;

/**
 * A Bloom filter all of whose bits for one key stand in one word, so that a lookup touches one cache line. About one in sixty other values passes.
 */
final class BloomFilter extends RuntimeFilter {
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;
  private static final int MIN_WORDS = 16;
  private static final int KEYS_PER_WORD = 4;
  private static final int MAX_WORDS = 1 << 27;

  private final long[] words;
  private final int shift;

  private BloomFilter(long min, long max, long keyCount, long[] words) {
    super(min, max, keyCount);
    this.words = words;
    this.shift = Long.numberOfLeadingZeros(words.length) + 1;
  }

  /** How many words are right for so many keys: a power of two. */
  static int wordCount(long keyCount) {
    long wanted = Math.max(MIN_WORDS, keyCount / KEYS_PER_WORD);
    return (int) Math.min(MAX_WORDS, Long.highestOneBit(wanted * 2 - 1));
  }

  static BloomFilter of(
      long[] keys, int offset, int stride, int count, long min, long max, int wordCount) {
    long[] words = new long[wordCount];
    add(words, keys, offset, stride, count);
    return new BloomFilter(min, max, count, words);
  }

  /** One of words that another one had. */
  static BloomFilter of(long min, long max, long keyCount, long[] words) {
    if (words.length < MIN_WORDS
        || words.length > MAX_WORDS
        || Integer.bitCount(words.length) != 1) {
      throw new IllegalArgumentException("a Bloom filter of " + words.length + " words");
    }
    return new BloomFilter(min, max, keyCount, words);
  }

  private static void add(long[] words, long[] keys, int offset, int stride, int count) {
    int shift = Long.numberOfLeadingZeros(words.length) + 1;
    for (int i = 0, at = offset; i < count; i++, at += stride) {
      long hash = hash(keys[at]);
      words[(int) (hash >>> shift)] |= mask(hash);
    }
  }

  /** Of two of any kind. */
  static BloomFilter union(RuntimeFilter left, RuntimeFilter right, long min, long max) {
    long keyCount = left.keyCount() + right.keyCount();
    int wordCount = wordCount(keyCount);
    if (left instanceof BloomFilter bloom) {
      wordCount = Math.min(wordCount, bloom.words.length);
    }
    if (right instanceof BloomFilter bloom) {
      wordCount = Math.min(wordCount, bloom.words.length);
    }
    long[] words = new long[wordCount];
    addTo(words, left);
    addTo(words, right);
    return new BloomFilter(min, max, keyCount, words);
  }

  private static void addTo(long[] target, RuntimeFilter source) {
    if (source instanceof BloomFilter bloom) {
      // The word's number is the highest bits of the hash: neighbours of a larger filter are one
      // word of a smaller.
      int fold = Integer.numberOfTrailingZeros(bloom.words.length / target.length);
      for (int i = 0; i < bloom.words.length; i++) {
        target[i >>> fold] |= bloom.words[i];
      }
    } else {
      long[] keys = ((BitmapFilter) source).keys();
      add(target, keys, 0, 1, keys.length);
    }
  }

  private static long hash(long key) {
    long hash = (key ^ key >>> 32) * MULTIPLIER;
    return hash ^ hash >>> 29;
  }

  /** Three of the word's bits, by bits of the hash that do not choose the word. */
  private static long mask(long hash) {
    return 1L << hash | 1L << (hash >>> 6) | 1L << (hash >>> 12);
  }

  @Override
  long[] words() {
    return words;
  }

  @Override
  public boolean mayContain(long value) {
    long hash = hash(value);
    long mask = mask(hash);
    return (words[(int) (hash >>> shift)] & mask) == mask;
  }

  @Override
  public boolean mayContainAny(long from, long to) {
    return from <= max() && to >= min();
  }

  @Override
  int select(long[] values, int from, int count, int[] selected) {
    long[] bits = words;
    int bitShift = shift;
    int kept = 0;
    int i = 0;
    for (; i < count - 3; i += 4) {
      kept = SelectedRows.append(
          selected,
          kept,
          i,
          bit(values[from + i], bits, bitShift),
          bit(values[from + i + 1], bits, bitShift),
          bit(values[from + i + 2], bits, bitShift),
          bit(values[from + i + 3], bits, bitShift));
    }
    for (; i < count; i++) {
      selected[kept] = i;
      kept += bit(values[from + i], bits, bitShift);
    }
    return kept;
  }

  @Override
  int select(int[] values, int from, int count, int[] selected) {
    long[] bits = words;
    int bitShift = shift;
    int kept = 0;
    int i = 0;
    for (; i < count - 3; i += 4) {
      kept = SelectedRows.append(
          selected,
          kept,
          i,
          bit(values[from + i], bits, bitShift),
          bit(values[from + i + 1], bits, bitShift),
          bit(values[from + i + 2], bits, bitShift),
          bit(values[from + i + 3], bits, bitShift));
    }
    for (; i < count; i++) {
      selected[kept] = i;
      kept += bit(values[from + i], bits, bitShift);
    }
    return kept;
  }

  private static int bit(long value, long[] bits, int shift) {
    long hash = hash(value);
    long missing = ~bits[(int) (hash >>> shift)] & mask(hash);
    return (int) ((missing | -missing) >>> 63) ^ 1;
  }
}
