package io.sluice.function.text;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.expression.kernel.BytesOutput;

/** What a compiled regular expression does with a text: some bytes of an array, valid UTF-8. Owned by one driver. */
sealed interface RegexpSearch permits ByteSearch, TextSearch {
  /** Whether texts of so many bytes can be searched. */
  boolean canSearch(int length);

  void reset(byte[] bytes, int from, int to);

  /** Whether the whole text matches. */
  boolean matches();

  /** Whether a part of the text matches. */
  boolean contains();

  /** How many matches there are. */
  long count();

  /**
   * Writes the text with the first match, or all of them, replaced.
   *
   * @param replacement a backslash and a digit stand for a group, two backslashes for one
   */
  void replace(String replacement, boolean isAll, BytesOutput output);

  /** Writes a group of the first match; nothing when there is none. */
  void extract(long group, BytesOutput output);

  /** Checks that a pattern has a group. */
  static int requireGroup(long group, int groupCount) {
    if (group < 0 || group > groupCount) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT,
          "The pattern has %d groups, but group %d is asked for".formatted(groupCount, group));
    }
    return (int) group;
  }
}
