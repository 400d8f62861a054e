package io.sluice.operator.key;

import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.PhysicalType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where the columns of a key stand in its words. Immutable.
 *
 * <ul>
 *   <li>{@link #plain}: each column has words of its own; the bits that tell NULL stand in further words behind all columns.
 *   <li>{@link #packed}: integers of up to 32 bits, BOOLEANs and the bits that tell NULL stand in as few bits as they need, in words that they share
 *       with each other and with the texts, so that keys are short to hash, to compare and to keep.
 * </ul>
 */
final class KeyLayout {
  /** Bits that a text takes of its word. */
  static final int TEXT_BITS = 60;

  private final int[] firstWords;
  private final int[] shifts;
  private final int[] nullBits;
  private final boolean[] arePacked;
  private final List<Integer> usedBits = new ArrayList<>();
  private int[] sharedWords = new int[0];

  private KeyLayout(int columnCount) {
    firstWords = new int[columnCount];
    shifts = new int[columnCount];
    nullBits = new int[columnCount];
    arePacked = new boolean[columnCount];
    Arrays.fill(nullBits, -1);
  }

  static KeyLayout plain(List<Field> keys) {
    KeyLayout layout = new KeyLayout(keys.size());
    for (int i = 0; i < keys.size(); i++) {
      layout.addWords(i, keys.get(i).type(), Long.SIZE);
    }
    layout.addNullBits(keys);
    return layout;
  }

  static KeyLayout packed(List<Field> keys) {
    KeyLayout layout = new KeyLayout(keys.size());
    for (int i = 0; i < keys.size(); i++) {
      DataType type = keys.get(i).type();
      if (packedBits(type) == 0) {
        layout.addWords(i, type, type.physicalType() == PhysicalType.BYTES ? TEXT_BITS : Long.SIZE);
      }
    }
    for (int i = 0; i < keys.size(); i++) {
      int bits = packedBits(keys.get(i).type());
      if (bits > 0) {
        layout.addPacked(i, keys.get(i).nullable() ? bits + 1 : bits);
      }
    }
    layout.addNullBits(keys);
    return layout;
  }

  /** How many bits a value takes where it is packed; 0 for a type of whole words. */
  static int packedBits(DataType type) {
    return switch (type.physicalType()) {
      case BIT -> 1;
      case INT32 ->
        switch (type.kind()) {
          case TINYINT -> Byte.SIZE;
          case SMALLINT -> Short.SIZE;
          default -> Integer.SIZE;
        };
      default -> 0;
    };
  }

  private void addWords(int column, DataType type, int bits) {
    firstWords[column] = usedBits.size();
    usedBits.add(bits);
    if (KeyColumn.wordCount(type) == 2) {
      usedBits.add(Long.SIZE);
    }
  }

  private void addPacked(int column, int bits) {
    int bit = addBits(bits);
    firstWords[column] = bit / Long.SIZE;
    shifts[column] = bit % Long.SIZE;
    arePacked[column] = true;
  }

  private void addNullBits(List<Field> keys) {
    for (int i = 0; i < keys.size(); i++) {
      if (keys.get(i).nullable() && KeyColumn.needsNullBit(keys.get(i).type())) {
        nullBits[i] = addBits(1);
      }
    }
  }

  /** Takes bits of the first word that has so many left. */
  private int addBits(int count) {
    int word = 0;
    while (word < usedBits.size() && usedBits.get(word) + count > Long.SIZE) {
      word++;
    }
    if (word == usedBits.size()) {
      usedBits.add(0);
    }
    int used = usedBits.get(word);
    if (used == 0) {
      sharedWords = Arrays.copyOf(sharedWords, sharedWords.length + 1);
      sharedWords[sharedWords.length - 1] = word;
    }
    usedBits.set(word, used + count);
    return word * Long.SIZE + used;
  }

  int wordsPerKey() {
    return usedBits.size();
  }

  /** The word in which a column begins. */
  int firstWord(int column) {
    return firstWords[column];
  }

  boolean isPacked(int column) {
    return arePacked[column];
  }

  /** The lowest bit of a packed column in its word. */
  int shift(int column) {
    return shifts[column];
  }

  /** The bit that tells NULL, of the bits of all words; -1 for a column without. */
  int nullBit(int column) {
    return nullBits[column];
  }

  /** Words that no column sets, so that they must be zero before bits are put into them. */
  int[] sharedWords() {
    return sharedWords;
  }
}
