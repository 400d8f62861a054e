package io.sluice.expression.function;

/** Code points in UTF-8 bytes. */
final class Utf8 {
  private Utf8() {}

  /** Whether every byte is a code point of its own. */
  static boolean isAscii(byte[] bytes, int from, int to) {
    int all = 0;
    for (int i = from; i < to; i++) {
      all |= bytes[i];
    }
    return all >= 0;
  }

  /** How many code points there are: the bytes that do not continue one. */
  static int count(byte[] bytes, int from, int to) {
    int count = 0;
    for (int i = from; i < to; i++) {
      count += (bytes[i] & 0xC0) == 0x80 ? 0 : 1;
    }
    return count;
  }

  /** Where that many code points further on begin, at most {@code to}. */
  static int skip(byte[] bytes, int from, int to, long codePoints) {
    int position = from;
    for (long i = 0; i < codePoints && position < to; i++) {
      position++;
      while (position < to && (bytes[position] & 0xC0) == 0x80) {
        position++;
      }
    }
    return position;
  }
}
