package io.sluice.source.jdbc;

import java.time.LocalDate;

/**
 * What is known of a database product. Conditions are only handed to products whose comparisons are known to keep every row that the engine would keep; all
 * others are asked for columns and nothing else.
 */
enum JdbcDialect {
  POSTGRESQL,
  H2,
  OTHER;

  private static final long MIN_PUSHED_DAY = LocalDate.of(1, 1, 1).toEpochDay();
  private static final long MAX_PUSHED_DAY = LocalDate.of(9999, 12, 31).toEpochDay();

  static JdbcDialect of(String scheme) {
    return switch (scheme) {
      case "jdbc:postgresql:" -> POSTGRESQL;
      case "jdbc:h2:" -> H2;
      default -> OTHER;
    };
  }

  /** Whether conditions, limits and queries in FROM may be written for it. */
  boolean isKnown() {
    return this != OTHER;
  }

  /** Whether equality of texts of a type is that of their characters, or holds for more of them. */
  boolean comparesTexts(String typeName) {
    return switch (this) {
      case POSTGRESQL -> typeName.equalsIgnoreCase("varchar") || typeName.equalsIgnoreCase("text");
      case H2 -> typeName.equalsIgnoreCase("character varying");
      case OTHER -> false;
    };
  }

  /** Whether a day is one that all of them know. */
  static boolean isPushedDay(long epochDay) {
    return epochDay >= MIN_PUSHED_DAY && epochDay <= MAX_PUSHED_DAY;
  }
}
