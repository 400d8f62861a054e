package io.sluice.expression.kernel;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;

/** What stands between two percent signs of a LIKE pattern: bytes, and places where any one code point may stand. Immutable. */
final class LikePiece {
  private final byte[] bytes;
  /** The places that any code point may take; their bytes mean nothing. */
  private final boolean[] isAny;

  private final boolean isLiteral;
  private final int codePoints;

  private LikePiece(byte[] bytes, boolean[] isAny, boolean isLiteral, int codePoints) {
    this.bytes = bytes;
    this.isAny = isAny;
    this.isLiteral = isLiteral;
    this.codePoints = codePoints;
  }

  /** Where the piece ends if it stands at a place, else -1. */
  int matchAt(byte[] text, int from, int to) {
    if (isLiteral) {
      boolean matches =
          to - from >= bytes.length && ByteStrings.equal(text, from, bytes, 0, bytes.length);
      return matches ? from + bytes.length : -1;
    }
    int position = from;
    for (int i = 0; i < bytes.length; i++) {
      if (position >= to) {
        return -1;
      }
      if (isAny[i]) {
        position = nextCodePoint(text, position, to);
      } else if (text[position++] != bytes[i]) {
        return -1;
      }
    }
    return position;
  }

  /** Where the piece ends at the first place it stands at, or -1. */
  int find(byte[] text, int from, int to) {
    if (isLiteral) {
      int found = ByteStrings.indexOf(text, from, to, bytes, 0, bytes.length);
      return found < 0 ? -1 : found + bytes.length;
    }
    for (int start = from; start < to; start = nextCodePoint(text, start, to)) {
      int end = matchAt(text, start, to);
      if (end >= 0) {
        return end;
      }
    }
    return -1;
  }

  /** Whether the piece stands at the end, not before a place. */
  boolean matchesEnd(byte[] text, int from, int to) {
    int start = to;
    if (isLiteral) {
      start = to - bytes.length;
    } else {
      for (int i = 0; i < codePoints && start > from; i++) {
        start--;
        while (start > from && (text[start] & 0xC0) == 0x80) {
          start--;
        }
      }
    }
    return start >= from && matchAt(text, start, to) == to;
  }

  private static int nextCodePoint(byte[] text, int from, int to) {
    int position = from + 1;
    while (position < to && (text[position] & 0xC0) == 0x80) {
      position++;
    }
    return position;
  }

  /** Collects the characters of a piece. */
  static final class Builder {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final BitSet anyPlaces = new BitSet();
    private int codePoints;

    void add(int codePoint) {
      bytes.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
      codePoints++;
    }

    void addAny() {
      anyPlaces.set(bytes.size());
      bytes.write(0);
      codePoints++;
    }

    boolean isEmpty() {
      return codePoints == 0;
    }

    LikePiece build() {
      boolean[] isAny = new boolean[bytes.size()];
      anyPlaces.stream().forEach(place -> isAny[place] = true);
      return new LikePiece(bytes.toByteArray(), isAny, anyPlaces.isEmpty(), codePoints);
    }
  }
}
