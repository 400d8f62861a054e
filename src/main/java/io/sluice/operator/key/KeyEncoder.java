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
 * <p>Fixed-width values are their own words, short texts too; longer texts are numbered. A 64-bit integer that may be NULL gets a bit
 * in a word beside its own.
 *
 * <p>Owned by one driver. {@link #reader()} makes one for another driver that finds the keys of this one.
 */
public final class KeyEncoder {
  private final KeyColumn[] columns;
  private final KeyLayout layout;
  private final int wordsPerKey;
  private long[] words = new long[0];
  private int[] positions = new int[0];

  private KeyEncoder(KeyColumn[] columns, KeyLayout layout) {
    this.columns = columns;
    this.layout = layout;
    wordsPerKey = layout.wordsPerKey();
  }

  /**
   * One whose columns have words of their own, so that others can read them.
   *
   * @param keys types of the key columns, and whether NULLs occur; without, keys with a NULL must not be encoded
   * @param reservation takes the memory of the texts that are numbered
   */
  public static KeyEncoder plain(List<Field> keys, MemoryReservation reservation) {
    KeyColumn[] columns =
        keys.stream().map(key -> KeyColumn.of(key.type(), reservation)).toArray(KeyColumn[]::new);
    return new KeyEncoder(columns, KeyLayout.plain(keys));
  }

  /** One of as few words as it gets, in which narrow columns share words; the parameters are those of {@link #plain}. */
  public static KeyEncoder packed(List<Field> keys, MemoryReservation reservation) {
    KeyLayout layout = KeyLayout.packed(keys);
    KeyColumn[] columns = new KeyColumn[keys.size()];
    for (int i = 0; i < columns.length; i++) {
      Field key = keys.get(i);
      columns[i] = layout.isPacked(i)
          ? new PackedKeyColumn(key.type(), key.nullable(), layout.shift(i))
          : KeyColumn.of(key.type(), reservation);
    }
    return new KeyEncoder(columns, layout);
  }

  /** An encoder for another driver, to be made and used once this one adds no keys any more. Texts this one never saw equal no key. */
  public KeyEncoder reader() {
    KeyColumn[] readers = new KeyColumn[columns.length];
    for (int i = 0; i < readers.length; i++) {
      readers[i] = columns[i].reader();
    }
    return new KeyEncoder(readers, layout);
  }

  public int wordsPerKey() {
    return wordsPerKey;
  }

  /** Where in the words of a key a column's stand. */
  public int firstWord(int column) {
    return layout.firstWord(column);
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
    clearSharedWords(count);
    // What shares a word with a text is put beside it.
    for (int i = 0; i < columns.length; i++) {
      if (!layout.isPacked(i)) {
        encode(i, keys[i], rows, count);
      }
    }
    for (int i = 0; i < columns.length; i++) {
      if (layout.isPacked(i)) {
        encode(i, keys[i], rows, count);
      }
    }
    for (int i = 0; i < columns.length; i++) {
      if (layout.nullBit(i) >= 0 && keys[i].mayHaveNulls()) {
        setNullBits(i, keys[i], rows, count);
      }
    }
    return words;
  }

  private void encode(int column, Vector key, int @Nullable [] rows, int count) {
    int[] flatRows = flatRows(key, rows, count);
    columns[column].encode(
        key.flat(), flatRows, count, words, layout.firstWord(column), wordsPerKey);
  }

  private void clearSharedWords(int count) {
    for (int word : layout.sharedWords()) {
      for (int i = 0; i < count; i++) {
        words[i * wordsPerKey + word] = 0;
      }
    }
  }

  private void setNullBits(int column, Vector key, int @Nullable [] rows, int count) {
    int firstWord = layout.firstWord(column);
    int nullWord = layout.nullBit(column) / Long.SIZE;
    long bit = 1L << layout.nullBit(column);
    for (int i = 0; i < count; i++) {
      if (key.isNull(rows == null ? i : rows[i])) {
        words[i * wordsPerKey + firstWord] = 0;
        words[i * wordsPerKey + nullWord] |= bit;
      }
    }
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
        keys, from * wordsPerKey + layout.firstWord(column), wordsPerKey, count, target);
    int nullBit = layout.nullBit(column);
    if (nullBit >= 0) {
      int nullWord = nullBit / Long.SIZE;
      for (int i = 0; i < count; i++) {
        if ((keys[(from + i) * wordsPerKey + nullWord] >>> nullBit & 1) != 0) {
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
