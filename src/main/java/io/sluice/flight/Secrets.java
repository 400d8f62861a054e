package io.sluice.flight;

import io.sluice.config.RandomSource;
import java.util.HexFormat;

/** Names that nobody can guess. */
final class Secrets {
  private Secrets() {}

  /** 256 random bits in hexadecimal digits. */
  static String next(RandomSource random) {
    HexFormat hex = HexFormat.of();
    StringBuilder text = new StringBuilder(64);
    for (int i = 0; i < 4; i++) {
      text.append(hex.toHexDigits(random.nextLong()));
    }
    return text.toString();
  }
}
