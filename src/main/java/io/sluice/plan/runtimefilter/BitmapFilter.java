package io.sluice.plan.runtimefilter;

import io.sluice.column.SelectedRows;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** A bit for each value from the least key to the greatest. Exact. */
final class BitmapFilter extends RuntimeFilter {
  static final BitmapFilter EMPTY =
      new BitmapFilter(Long.MAX_VALUE, Long.MIN_VALUE, 0, 0, new long[0]);

  /** One that stays in the cache is better than a Bloom filter however few its keys are. */
  private static final int SMALL_WORDS = 1 << 14;

  /** How many times as large as a Bloom filter it may be. */
  private static final int MAX_RATIO = 3;

  /** How many times as large as the gaps between its bits it may be, beyond what is small: so no message makes a large bitmap of few bytes. */
  private static final int MAX_GAPS_RATIO = 64;

  private static final int MAX_GAP_BYTES = 5;

  // A multiple of 64, so that the words of two filters line up.
  private final long base;
  private final long[] words;

  private BitmapFilter(long min, long max, long keyCount, long base, long[] words) {
    super(min, max, keyCount);
    this.base = base;
    this.words = words;
  }

  private static long base(long min) {
    return min & -Long.SIZE;
  }

  /** Whether a bitmap is better than a Bloom filter of so many words. */
  static boolean fits(long min, long max, int bloomWords) {
    long range = max - base(min);
    boolean isCountable = min > max || range >= 0;
    return isCountable
        && (min > max || range >>> 6 < Math.max(SMALL_WORDS, (long) MAX_RATIO * bloomWords));
  }

  private static int wordCount(long base, long max) {
    return (int) (max - base >>> 6) + 1;
  }

  static BitmapFilter of(long[] keys, int offset, int stride, int count, long min, long max) {
    if (count == 0) {
      return EMPTY;
    }
    long base = base(min);
    long[] words = new long[wordCount(base, max)];
    for (int i = 0, at = offset; i < count; i++, at += stride) {
      long bit = keys[at] - base;
      words[(int) (bit >>> 6)] |= 1L << bit;
    }
    return new BitmapFilter(min, max, count, base, words);
  }

  /** One of words that another one had. */
  static BitmapFilter of(long min, long max, long keyCount, long[] words) {
    if (words.length == 0 && keyCount == 0) {
      return EMPTY;
    }
    long base = base(min);
    if (min > max || max - base < 0 || words.length != (max - base >>> 6) + 1) {
      throw new IllegalArgumentException(
          "a bitmap of %d words for keys from %d to %d".formatted(words.length, min, max));
    }
    return new BitmapFilter(min, max, keyCount, base, words);
  }

  static BitmapFilter union(BitmapFilter left, BitmapFilter right) {
    long min = Math.min(left.min(), right.min());
    long max = Math.max(left.max(), right.max());
    long base = base(min);
    long[] words = new long[wordCount(base, max)];
    left.addTo(words, base);
    right.addTo(words, base);
    return new BitmapFilter(min, max, left.keyCount() + right.keyCount(), base, words);
  }

  /**
   * How far each key is from the one before, the first from the least: seven bits in each byte, the low ones first, and the eighth where more follow. Empty where
   * the words themselves are as short.
   */
  Optional<byte[]> gaps() {
    int wordBytes = Long.BYTES * words.length;
    byte[] gaps = new byte[wordBytes + MAX_GAP_BYTES];
    int length = 0;
    long last = min() - base;
    for (int i = 0; i < words.length; i++) {
      for (long word = words[i]; word != 0; word &= word - 1) {
        if (length >= wordBytes) {
          return Optional.empty();
        }
        long bit = ((long) i << 6) + Long.numberOfTrailingZeros(word);
        long gap = bit - last;
        last = bit;
        for (; gap > 0x7f; gap >>>= 7) {
          gaps[length++] = (byte) (gap | 0x80);
        }
        gaps[length++] = (byte) gap;
      }
    }
    return length < wordBytes && words.length <= maxWords(length)
        ? Optional.of(Arrays.copyOf(gaps, length))
        : Optional.empty();
  }

  private static long maxWords(int gapBytes) {
    return SMALL_WORDS + (long) MAX_GAPS_RATIO * gapBytes / Long.BYTES;
  }

  /** One whose {@link #gaps()} another one had. */
  static BitmapFilter ofGaps(long min, long max, long keyCount, ByteBuffer gaps) {
    long base = base(min);
    if (min > max || max - base < 0 || max - base >>> 6 >= maxWords(gaps.remaining())) {
      throw new IllegalArgumentException(
          "a bitmap of %d bytes for keys from %d to %d".formatted(gaps.remaining(), min, max));
    }
    long[] words = new long[wordCount(base, max)];
    long bit = min - base;
    while (gaps.hasRemaining()) {
      bit += gap(gaps);
      if (bit > max - base) {
        throw new IllegalArgumentException(
            "a bitmap with the key " + (base + bit) + " beyond " + max);
      }
      words[(int) (bit >>> 6)] |= 1L << bit;
    }
    return new BitmapFilter(min, max, keyCount, base, words);
  }

  private static long gap(ByteBuffer gaps) {
    long gap = 0;
    for (int shift = 0; shift < 7 * MAX_GAP_BYTES && gaps.hasRemaining(); shift += 7) {
      byte part = gaps.get();
      gap |= (part & 0x7fL) << shift;
      if (part >= 0) {
        return gap;
      }
    }
    throw new IllegalArgumentException("a bitmap with a gap that does not end");
  }

  private void addTo(long[] target, long targetBase) {
    int shift = (int) (base - targetBase >>> 6);
    for (int i = 0; i < words.length; i++) {
      target[shift + i] |= words[i];
    }
  }

  /** All keys, in ascending order, each once. */
  long[] keys() {
    int count = 0;
    for (long word : words) {
      count += Long.bitCount(word);
    }
    long[] keys = new long[count];
    int at = 0;
    for (int i = 0; i < words.length; i++) {
      for (long word = words[i]; word != 0; word &= word - 1) {
        keys[at++] = base + ((long) i << 6) + Long.numberOfTrailingZeros(word);
      }
    }
    return Arrays.copyOf(keys, at);
  }

  @Override
  long[] words() {
    return words;
  }

  @Override
  public boolean mayContain(long value) {
    long bit = value - base;
    return value >= min() && value <= max() && (words[(int) (bit >>> 6)] >>> bit & 1) != 0;
  }

  @Override
  public boolean mayContainAny(long from, long to) {
    long first = Math.max(from, min());
    long last = Math.min(to, max());
    if (first > last) {
      return false;
    }
    int firstWord = (int) (first - base >>> 6);
    int lastWord = (int) (last - base >>> 6);
    long head = -1L << first;
    long tail = -1L >>> -(last + 1);
    if (firstWord == lastWord) {
      return (words[firstWord] & head & tail) != 0;
    }
    for (int i = firstWord + 1; i < lastWord; i++) {
      if (words[i] != 0) {
        return true;
      }
    }
    return (words[firstWord] & head) != 0 || (words[lastWord] & tail) != 0;
  }

  @Override
  int select(long[] values, int from, int count, int[] selected) {
    long[] bits = words;
    long first = base;
    int kept = 0;
    int i = 0;
    for (; i < count - 3; i += 4) {
      kept = SelectedRows.append(
          selected,
          kept,
          i,
          bit(values[from + i], bits, first),
          bit(values[from + i + 1], bits, first),
          bit(values[from + i + 2], bits, first),
          bit(values[from + i + 3], bits, first));
    }
    for (; i < count; i++) {
      selected[kept] = i;
      kept += bit(values[from + i], bits, first);
    }
    return kept;
  }

  @Override
  int select(int[] values, int from, int count, int[] selected) {
    long[] bits = words;
    long first = base;
    int kept = 0;
    int i = 0;
    for (; i < count - 3; i += 4) {
      kept = SelectedRows.append(
          selected,
          kept,
          i,
          bit(values[from + i], bits, first),
          bit(values[from + i + 1], bits, first),
          bit(values[from + i + 2], bits, first),
          bit(values[from + i + 3], bits, first));
    }
    for (; i < count; i++) {
      selected[kept] = i;
      kept += bit(values[from + i], bits, first);
    }
    return kept;
  }

  private static int bit(long value, long[] bits, long first) {
    long bit = value - first;
    long word = bit >>> 6;
    return word < bits.length ? (int) (bits[(int) word] >>> bit & 1) : 0;
  }
}
