package io.sluice.plan;

import io.sluice.config.RandomSource;
import java.util.HexFormat;

/** The 128-bit random name of a query. */
public record QueryId(long high, long low) {
  public static QueryId random(RandomSource random) {
    return new QueryId(random.nextLong(), random.nextLong());
  }

  /** Of 32 hexadecimal digits. */
  public static QueryId parse(String text) {
    if (text.length() != 32) {
      throw new IllegalArgumentException("a query id has 32 hexadecimal digits: " + text);
    }
    return new QueryId(
        Long.parseUnsignedLong(text.substring(0, 16), 16),
        Long.parseUnsignedLong(text.substring(16), 16));
  }

  @Override
  public String toString() {
    HexFormat digits = HexFormat.of();
    return digits.toHexDigits(high) + digits.toHexDigits(low);
  }
}
