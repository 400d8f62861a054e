package io.sluice.sql.dialect;

import org.apache.calcite.sql.SqlIdentifier;

/** {@code $1}, which the grammar takes for a name. */
public final class NumberedParameters {
  private static final int MAX_DIGITS = 5;

  private NumberedParameters() {}

  /** The number of a parameter, or 0 for a name. */
  public static int number(SqlIdentifier name) {
    if (!name.isSimple() || name.isComponentQuoted(0)) {
      return 0;
    }
    String text = name.getSimple();
    boolean isNumber = text.length() > 1
        && text.length() <= MAX_DIGITS + 1
        && text.charAt(0) == '$'
        && text.chars().skip(1).allMatch(c -> c >= '0' && c <= '9');
    return isNumber ? Integer.parseInt(text.substring(1)) : 0;
  }
}
