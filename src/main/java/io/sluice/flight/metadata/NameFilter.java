package io.sluice.flight.metadata;

import java.util.Optional;

/**
 * Which names a client asks for.
 *
 * @param catalog exact; empty for all
 * @param schemaPattern with {@code %} for any text and {@code _} for any character, both escaped by a backslash; empty for all
 * @param tablePattern as the one of schemas
 */
public record NameFilter(
    Optional<String> catalog, Optional<String> schemaPattern, Optional<String> tablePattern) {
  static final char ESCAPE = '\\';

  boolean takesCatalog(String name) {
    return catalog.isEmpty() || catalog.get().equals(name);
  }

  boolean takesSchema(String name) {
    return schemaPattern.isEmpty() || matches(schemaPattern.get(), name);
  }

  boolean takesTable(String name) {
    return tablePattern.isEmpty() || matches(tablePattern.get(), name);
  }

  /** Walks once through both, going back to the last {@code %} only. */
  static boolean matches(String pattern, String name) {
    int p = 0;
    int n = 0;
    int afterPercent = -1;
    int retry = 0;
    while (n < name.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '%') {
        afterPercent = ++p;
        retry = n;
        continue;
      }
      boolean isEscaped = p + 1 < pattern.length() && pattern.charAt(p) == ESCAPE;
      int literal = isEscaped ? p + 1 : p;
      boolean fits = literal < pattern.length()
          && (pattern.charAt(literal) == name.charAt(n)
              || !isEscaped && pattern.charAt(literal) == '_');
      if (fits) {
        p = literal + 1;
        n++;
      } else if (afterPercent >= 0) {
        p = afterPercent;
        n = ++retry;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '%') {
      p++;
    }
    return p == pattern.length();
  }
}
