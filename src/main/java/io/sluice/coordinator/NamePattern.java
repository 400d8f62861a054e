package io.sluice.coordinator;

/** A pattern of LIKE over names, compared without case. */
final class NamePattern {
  private NamePattern() {}

  /** Whether a name fits a pattern in which {@code %} stands for any text and {@code _} for one character. */
  static boolean matches(String pattern, String name) {
    boolean[] fits = new boolean[name.length() + 1];
    fits[0] = true;
    for (int i = 0; i < pattern.length(); i++) {
      char wanted = Character.toLowerCase(pattern.charAt(i));
      boolean[] next = new boolean[name.length() + 1];
      next[0] = wanted == '%' && fits[0];
      for (int j = 1; j <= name.length(); j++) {
        next[j] = wanted == '%'
            ? next[j - 1] || fits[j]
            : fits[j - 1] && (wanted == '_' || wanted == Character.toLowerCase(name.charAt(j - 1)));
      }
      fits = next;
    }
    return fits[name.length()];
  }
}
