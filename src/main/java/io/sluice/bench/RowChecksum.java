package io.sluice.bench;

import java.util.List;
import java.util.Locale;

/** A number for the rows of a result, whatever their order. Doubles count to nine digits, so that the order of additions does not matter. */
final class RowChecksum {
  private static final long PRIME = 0x100000001B3L;
  private static final long OFFSET = 0xCBF29CE484222325L;

  private RowChecksum() {}

  /**
   * The checksum as 16 hexadecimal digits.
   *
   * @param rows as {@link ValueTexts}
   */
  static String of(List<List<String>> rows) {
    long sum = 0;
    for (List<String> row : rows) {
      long hash = OFFSET;
      for (String text : row) {
        String value = RowComparison.isDouble(text)
            ? String.format(Locale.ROOT, "%.8e", Double.parseDouble(text))
            : text;
        for (int i = 0; i < value.length(); i++) {
          hash = (hash ^ value.charAt(i)) * PRIME;
        }
        hash = (hash ^ Character.MAX_VALUE) * PRIME;
      }
      sum += hash ^ hash >>> 32;
    }
    return "%016x".formatted(sum);
  }
}
