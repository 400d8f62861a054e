package io.sluice.type;

/** Fields of CSV, quoted as RFC 4180 has it. */
public final class CsvText {
  private CsvText() {}

  /** A field's text in quotes where it needs some: with a comma, a quote or an end of line in it, and when it is empty, because an empty field is NULL. */
  public static String quoted(String text) {
    return needsQuotes(text) ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }

  private static boolean needsQuotes(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ',' || c == '"' || c == '\n' || c == '\r') {
        return true;
      }
    }
    return text.isEmpty();
  }
}
