package io.sluice.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where NULLs stand in an order that does not say it. */
public enum NullOrder {
  NULLS_FIRST,
  NULLS_LAST,
  NULLS_FIRST_ON_ASC_LAST_ON_DESC,
  NULLS_LAST_ON_ASC_FIRST_ON_DESC;

  /** The order that an option's value names: without case, and with blanks for underscores. */
  public static Optional<NullOrder> find(String text) {
    String name = text.strip().replace(' ', '_').toUpperCase(Locale.ROOT);
    return Arrays.stream(values()).filter(order -> order.name().equals(name)).findFirst();
  }

  static String names() {
    return Arrays.stream(values())
        .map(order -> "'" + order.name().toLowerCase(Locale.ROOT) + "'")
        .collect(Collectors.joining(", "));
  }

  /** Whether NULLs come before values in this direction. */
  public boolean isFirst(boolean isDescending) {
    return switch (this) {
      case NULLS_FIRST -> true;
      case NULLS_LAST -> false;
      case NULLS_FIRST_ON_ASC_LAST_ON_DESC -> !isDescending;
      case NULLS_LAST_ON_ASC_FIRST_ON_DESC -> isDescending;
    };
  }
}
