package io.sluice.expression.kernel;

import io.sluice.column.Bits;
import io.sluice.column.SelectedRows;
import org.jspecify.annotations.Nullable;

/** Loops over selections: rows in ascending order, {@code null} for all. */
public final class Selections {
  private Selections() {}

  /** The rows whose bit is set; output may be {@code rows} itself. */
  public static int whereSet(long[] words, int @Nullable [] rows, int count, int[] output) {
    int selected = 0;
    if (rows == null) {
      int wordCount = Bits.wordCount(count);
      for (int i = 0; i < wordCount; i++) {
        long word = words[i];
        if (i == wordCount - 1) {
          word &= -1L >>> -count;
        }
        selected = appendBits(word, i << 6, output, selected);
      }
      return selected;
    }
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      output[selected] = row;
      selected += (int) (words[row >>> 6] >>> row) & 1;
    }
    return selected;
  }

  /** The rows whose bit is clear; output may be {@code rows} itself. */
  public static int whereClear(long[] words, int @Nullable [] rows, int count, int[] output) {
    int selected = 0;
    if (rows == null) {
      int wordCount = Bits.wordCount(count);
      for (int i = 0; i < wordCount; i++) {
        long word = ~words[i];
        if (i == wordCount - 1) {
          word &= -1L >>> -count;
        }
        selected = appendBits(word, i << 6, output, selected);
      }
      return selected;
    }
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      output[selected] = row;
      selected += ((int) (words[row >>> 6] >>> row) & 1) ^ 1;
    }
    return selected;
  }

  private static int appendBits(long bits, int base, int[] output, int from) {
    int selected = from;
    long word = bits;
    if (word == -1L) {
      for (int i = 0; i < 64; i++) {
        output[selected + i] = base + i;
      }
      return selected + 64;
    }
    while (word != 0) {
      output[selected++] = base + Long.numberOfTrailingZeros(word);
      word &= word - 1;
    }
    return selected;
  }

  /** All rows asked for. */
  public static int all(int @Nullable [] rows, int count, int[] output) {
    if (rows == null) {
      for (int i = 0; i < count; i++) {
        output[i] = i;
      }
    } else {
      System.arraycopy(rows, 0, output, 0, count);
    }
    return count;
  }

  /** The rows asked for that are not in {@code taken}, which is a part of them; output may be {@code rows} itself. */
  public static int without(
      int @Nullable [] rows, int count, int[] taken, int takenCount, int[] output) {
    int remaining = 0;
    int next = 0;
    for (int i = 0; i < count; i++) {
      int row = rows == null ? i : rows[i];
      if (next < takenCount && taken[next] == row) {
        next++;
      } else {
        output[remaining++] = row;
      }
    }
    return remaining;
  }

  /** Sets the bits of the rows. */
  public static void setBits(long[] words, int[] rows, int count) {
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      words[row >>> 6] |= 1L << row;
    }
  }

  /** Clears the bits of the rows. */
  public static void clearBits(long[] words, int[] rows, int count) {
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      words[row >>> 6] &= ~(1L << row);
    }
  }

  /** The rows whose code has a 1 in {@code matches}. */
  public static int whereMatches(
      byte[] matches, int[] codes, int @Nullable [] rows, int count, int[] output) {
    int selected = 0;
    int i = 0;
    if (rows == null) {
      for (; i < count - 3; i += 4) {
        selected = SelectedRows.append(
            output,
            selected,
            i,
            matches[codes[i]],
            matches[codes[i + 1]],
            matches[codes[i + 2]],
            matches[codes[i + 3]]);
      }
      for (; i < count; i++) {
        output[selected] = i;
        selected += matches[codes[i]];
      }
    } else {
      for (; i < count - 3; i += 4) {
        int row0 = rows[i];
        int row1 = rows[i + 1];
        int row2 = rows[i + 2];
        int row3 = rows[i + 3];
        int bit0 = matches[codes[row0]];
        int bit1 = matches[codes[row1]];
        int bit2 = matches[codes[row2]];
        int bit3 = matches[codes[row3]];
        selected =
            SelectedRows.append(output, selected, row0, row1, row2, row3, bit0, bit1, bit2, bit3);
      }
      for (; i < count; i++) {
        int row = rows[i];
        output[selected] = row;
        selected += matches[codes[row]];
      }
    }
    return selected;
  }
}
