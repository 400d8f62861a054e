package io.sluice.cli.print;

/** Texts that take one line and a known number of cells. */
final class TextCells {
  private static final String CUT = "…";

  private TextCells() {}

  /** The text without control characters, which are written out: they would break lines, or command the terminal. */
  static String escape(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        return text.codePoints()
            .collect(StringBuilder::new, TextCells::appendEscaped, StringBuilder::append)
            .toString();
      }
    }
    return text;
  }

  private static void appendEscaped(StringBuilder line, int codePoint) {
    switch (codePoint) {
      case '\n' -> line.append("\\n");
      case '\r' -> line.append("\\r");
      case '\t' -> line.append("\\t");
      default -> {
        if (Character.isISOControl(codePoint)) {
          line.append(String.format("\\u%04x", codePoint));
        } else {
          line.appendCodePoint(codePoint);
        }
      }
    }
  }

  /** The text in at most so many cells; what is cut off is told by {@value #CUT}. */
  static String shorten(String text, int cells) {
    if (text.length() <= cells / 2 || DisplayWidth.of(text) <= cells) {
      return text;
    }
    int end = 0;
    int width = 0;
    while (end < text.length()) {
      int next = text.offsetByCodePoints(end, 1);
      width += DisplayWidth.of(text.substring(end, next));
      if (width > cells - 1) {
        break;
      }
      end = next;
    }
    return text.substring(0, end) + CUT;
  }
}
