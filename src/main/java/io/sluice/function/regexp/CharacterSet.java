package io.sluice.function.regexp;

/**
 * A set of characters that has all of those beyond ASCII or none of them.
 *
 * @param low which of the characters 0 to 63
 * @param high which of the characters 64 to 127
 * @param isBeyondAscii whether it has the others
 */
record CharacterSet(long low, long high, boolean isBeyondAscii) {
  static final CharacterSet EMPTY = new CharacterSet(0, 0, false);
  static final CharacterSet ALL = EMPTY.negated();
  static final CharacterSet DIGITS = EMPTY.withRange('0', '9');
  static final CharacterSet SPACES =
      EMPTY.with('\t').with('\n').with('\f').with('\r').with(' ');
  static final CharacterSet WORD =
      DIGITS.withRange('A', 'Z').withRange('a', 'z').with('_');

  CharacterSet with(int character) {
    return character < Long.SIZE
        ? new CharacterSet(low | 1L << character, high, isBeyondAscii)
        : new CharacterSet(low, high | 1L << character, isBeyondAscii);
  }

  CharacterSet withRange(int first, int last) {
    CharacterSet set = this;
    for (int character = first; character <= last; character++) {
      set = set.with(character);
    }
    return set;
  }

  CharacterSet union(CharacterSet other) {
    return new CharacterSet(
        low | other.low, high | other.high, isBeyondAscii || other.isBeyondAscii);
  }

  CharacterSet negated() {
    return new CharacterSet(~low, ~high, !isBeyondAscii);
  }

  /** Whether it has the character that begins with a byte. */
  boolean contains(byte first) {
    if (first < 0) {
      return isBeyondAscii;
    }
    return ((first < Long.SIZE ? low : high) >>> first & 1) != 0;
  }
}
