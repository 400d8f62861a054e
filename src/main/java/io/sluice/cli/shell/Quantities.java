package io.sluice.cli.shell;

import java.util.Locale;

/** Texts of times, counts and sizes for people. */
final class Quantities {
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final double THOUSAND = 1_000;
  private static final String[] SUFFIXES = {"", " k", " M", " G", " T", " P", " E"};

  private Quantities() {}

  /** {@code 12 ms}, {@code 3.21 s}, {@code 2 min 5 s}. */
  static String time(long nanos) {
    if (nanos < NANOS_PER_SECOND) {
      return Math.max(1, nanos / NANOS_PER_MILLI) + " ms";
    }
    double seconds = (double) nanos / NANOS_PER_SECOND;
    if (seconds < 60) {
      return String.format(Locale.ROOT, "%.2f s", seconds);
    }
    long whole = (long) seconds;
    return whole / 60 + " min " + whole % 60 + " s";
  }

  /** {@code 1,234,567}. */
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** {@code 812}, {@code 1.24 M}: three digits, with a power of a thousand. */
  static String scaled(double value) {
    double rest = value;
    int power = 0;
    while (rest >= THOUSAND && power < SUFFIXES.length - 1) {
      rest /= THOUSAND;
      power++;
    }
    String digits = power == 0
        ? String.valueOf(Math.round(rest))
        : String.format(Locale.ROOT, rest < 10 ? "%.2f" : rest < 100 ? "%.1f" : "%.0f", rest);
    return digits + SUFFIXES[power];
  }

  /** {@code 12.3 MB}: powers of a thousand. */
  static String bytes(double bytes) {
    String text = scaled(bytes);
    return text.contains(" ") ? text.replace(" k", " K") + "B" : text + " B";
  }
}
