package io.sluice.expression.kernel;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import java.util.ArrayList;
import java.util.List;

/**
 * A LIKE pattern, compiled: the pieces between its percent signs, searched from left to right. The first piece must stand at the beginning and
 * the last at the end unless a percent sign is there. Immutable.
 */
public final class LikePattern {
  private final List<LikePiece> pieces;
  private final boolean isOpenAtStart;
  private final boolean isOpenAtEnd;

  private LikePattern(List<LikePiece> pieces, boolean isOpenAtStart, boolean isOpenAtEnd) {
    this.pieces = pieces;
    this.isOpenAtStart = isOpenAtStart;
    this.isOpenAtEnd = isOpenAtEnd;
  }

  /**
   * @param escape one character, or empty for none
   * @throws SluiceException {@link ErrorCode#INVALID_ARGUMENT} for a longer escape, or one that ends the pattern
   */
  public static LikePattern compile(String pattern, String escape) {
    if (escape.codePointCount(0, escape.length()) > 1) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT, "ESCAPE '" + escape + "' must be a single character");
    }
    int escapeCharacter = escape.isEmpty() ? -1 : escape.codePointAt(0);
    List<LikePiece> pieces = new ArrayList<>();
    LikePiece.Builder piece = new LikePiece.Builder();
    int[] characters = pattern.codePoints().toArray();
    boolean isOpenAtStart = false;
    boolean endsOpen = false;
    for (int i = 0; i < characters.length; i++) {
      int character = characters[i];
      endsOpen = false;
      if (character == escapeCharacter) {
        if (++i == characters.length) {
          throw new SluiceException(
              ErrorCode.INVALID_ARGUMENT,
              "LIKE pattern '" + pattern + "' must not end with its escape character");
        }
        piece.add(characters[i]);
      } else if (character == '%') {
        isOpenAtStart |= pieces.isEmpty() && piece.isEmpty();
        if (!piece.isEmpty()) {
          pieces.add(piece.build());
          piece = new LikePiece.Builder();
        }
        endsOpen = true;
      } else if (character == '_') {
        piece.addAny();
      } else {
        piece.add(character);
      }
    }
    if (!piece.isEmpty()) {
      pieces.add(piece.build());
    }
    return new LikePattern(List.copyOf(pieces), isOpenAtStart, endsOpen);
  }

  /** Whether the bytes from (inclusive) to (exclusive) match as a whole. */
  boolean matches(byte[] bytes, int from, int to) {
    int position = from;
    int last = pieces.size() - 1;
    if (last < 0) {
      return isOpenAtStart || from == to;
    }
    int first = 0;
    if (!isOpenAtStart) {
      position = pieces.get(0).matchAt(bytes, from, to);
      if (position < 0) {
        return false;
      }
      if (last == 0) {
        return isOpenAtEnd || position == to;
      }
      first = 1;
    }
    int free = isOpenAtEnd ? last : last - 1;
    for (int i = first; i <= free; i++) {
      position = pieces.get(i).find(bytes, position, to);
      if (position < 0) {
        return false;
      }
    }
    return isOpenAtEnd || pieces.get(last).matchesEnd(bytes, position, to);
  }
}
