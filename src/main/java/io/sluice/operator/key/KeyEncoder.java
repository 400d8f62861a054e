package io.sluice.operator.key;

import io.sluice.column.ConstantVector;
import io.sluice.column.DictionaryVector;
import io.sluice.column.FlatVector;
import io.sluice.column.Vector;
import io.sluice.memory.MemoryReservation;
import io.sluice.type.Field;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns the key columns of rows into {@link #wordsPerKey()} 64-bit words each, so that two keys are equal exactly if their words are: NULL equals NULL,
 * 0.0 equals -0.0, NaN equals NaN.
 *
 * <p>Fixed-width values are their own words, short texts too; longer texts are numbered. A 64-bit integer that may be NULL gets a bit in further
 * words behind all columns.
 *
 * <p>Owned by one driver. {@link #reader()} makes one for another driver that finds the keys of this one.
 */
public final class KeyEncoder {
  private final KeyColumn[] columns;
  private final int[] firstWords;
  private final int[] nullBits;
  private final int nullWordCount;
  private final int wordsPerKey;
  private long[] words = new long[0];
  private int[] positions = new int[0];

  /**
   * @param keys types of the key columns, and whether NULLs occur; without, keys with a NULL must not be encoded
   * @param reservation takes the memory of the texts that are numbered
   */
  public KeyEncoder(List<Field> keys, MemoryReservation reservation) {
    columns = new KeyColumn[keys.size()];
    firstWords = new int[keys.size()];
    nullBits = new int[keys.size()];
    Arrays.fill(nullBits, -1);
    int wordCount = 0;
    int nullBitCount = 0;
    for (int i = 0; i < columns.length; i++) {
      columns[i] = KeyColumn.of(keys.get(i).type(), reservation);
      firstWords[i] = wordCount;
      wordCount += columns[i].wordCount();
      if (keys.get(i).nullable() && columns[i].needsNullBit()) {
        nullBits[i] = nullBitCount++;
      }
    }
    nullWordCount = (nullBitCount + Long.SIZE - 1) / Long.SIZE;
    wordsPerKey = wordCount + nullWordCount;
  }

  private KeyEncoder(KeyEncoder writer) {
    columns = new KeyColumn[writer.columns.length];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = writer.columns[i].reader();
    }
    firstWords = writer.firstWords;
    nullBits = writer.nullBits;
    nullWordCount = writer.nullWordCount;
    wordsPerKey = writer.wordsPerKey;
  }

  /** An encoder for another driver, to be made and used once this one adds no keys any more. Texts this one never saw equal no key. */
  public KeyEncoder reader() {
    return new KeyEncoder(this);
  }

  public int wordsPerKey() {
    return wordsPerKey;
  }

  /** Where in the words of a key a column's stand. */
  public int firstWord(int column) {
    return firstWords[column];
  }

  /**
   * The words of keys, key after key, in an array that is used again by the next call.
   *
   * @param rows the rows of the vectors, null for the first {@code count}
   */
  public long[] encode(Vector[] keys, int @Nullable [] rows, int count) {
    if (words.length < count * wordsPerKey) {
      words = new long[count * wordsPerKey];
    }
    clearNullWords(count);
    for (int i = 0; i < columns.length; i++) {
      int[] flatRows = flatRows(keys[i], rows, count);
      columns[i].encode(keys[i].flat(), flatRows, count, words, firstWords[i], wordsPerKey);
      if (nullBits[i] >= 0 && flatRows != null && keys[i].mayHaveNulls()) {
        setNullBits(nullBits[i], firstWords[i], flatRows, count);
      }
    }
    return words;
  }

  private void clearNullWords(int count) {
    for (int n = nullWordCount; n > 0; n--) {
      for (int i = 0; i < count; i++) {
        words[(i + 1) * wordsPerKey - n] = 0;
      }
    }
  }

  private void setNullBits(int bit, int firstWord, int[] flatRows, int count) {
    int nullWord = nullWord(bit);
    for (int i = 0; i < count; i++) {
      if (flatRows[i] < 0) {
        words[i * wordsPerKey + firstWord] = 0;
        words[i * wordsPerKey + nullWord] |= 1L << bit;
      }
    }
  }

  private int nullWord(int bit) {
    return wordsPerKey - nullWordCount + bit / Long.SIZE;
  }

  /** Where the values stand in the flat vector, -1 for NULL; null for the first rows of a vector without NULLs. */
  private int @Nullable [] flatRows(Vector vector, int @Nullable [] rows, int count) {
    boolean mayHaveNulls = vector.mayHaveNulls();
    if (vector instanceof FlatVector && !mayHaveNulls) {
      return rows;
    }
    if (positions.length < count) {
      positions = new int[count];
    }
    if (vector instanceof ConstantVector) {
      Arrays.fill(positions, 0, count, mayHaveNulls ? -1 : 0);
      return positions;
    }
    int[] codes = vector instanceof DictionaryVector dictionary ? dictionary.codes() : null;
    for (int i = 0; i < count; i++) {
      int row = rows == null ? i : rows[i];
      int position = codes == null ? row : codes[row];
      positions[i] = mayHaveNulls && vector.isNull(row) ? -1 : position;
    }
    return positions;
  }

  /**
   * Appends the values of one key column to an output vector.
   *
   * @param keys the words of all keys, key after key
   * @param from the first key
   */
  public void decode(long[] keys, int from, int count, int column, FlatVector target) {
    int start = target.length();
    columns[column].decode(
        keys, from * wordsPerKey + firstWords[column], wordsPerKey, count, target);
    if (nullBits[column] >= 0) {
      int nullWord = nullWord(nullBits[column]);
      for (int i = 0; i < count; i++) {
        if ((keys[(from + i) * wordsPerKey + nullWord] >>> nullBits[column] & 1) != 0) {
          target.setNull(start + i);
        }
      }
    }
  }

  /** Forgets all texts. */
  public void clear() {
    for (KeyColumn column : columns) {
      column.clear();
    }
  }
}
