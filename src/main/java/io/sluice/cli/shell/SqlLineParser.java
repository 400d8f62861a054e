package io.sluice.cli.shell;

import io.sluice.sql.parser.SqlTokens;
import java.util.List;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/** Tells the line editor when what was typed is complete: a command, or statements with a {@code ;} behind the last. */
final class SqlLineParser implements Parser {
  @Override
  public ParsedLine parse(String line, int cursor, ParseContext context) {
    if (context == ParseContext.ACCEPT_LINE && !isComplete(line)) {
      throw new EOFError(-1, -1, "The statement has no end yet");
    }
    int start = cursor;
    while (start > 0 && isOfWord(line.charAt(start - 1))) {
      start--;
    }
    return new Word(line, cursor, start);
  }

  static boolean isComplete(String line) {
    return line.stripLeading().startsWith("\\") || SqlTokens.of(line).isComplete();
  }

  private static boolean isOfWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '\\' || c == '?' || c == '!';
  }

  @Override
  public boolean isEscapeChar(char c) {
    return false;
  }

  /** The word before the cursor, which is what completion replaces. */
  private record Word(String line, int cursor, int start) implements CompletingParsedLine {
    @Override
    public String word() {
      return line.substring(start, cursor);
    }

    @Override
    public int wordCursor() {
      return cursor - start;
    }

    @Override
    public int wordIndex() {
      return 0;
    }

    @Override
    public List<String> words() {
      return List.of(word());
    }

    @Override
    public CharSequence escape(CharSequence candidate, boolean isComplete) {
      return candidate;
    }

    @Override
    public int rawWordCursor() {
      return wordCursor();
    }

    @Override
    public int rawWordLength() {
      return cursor - start;
    }
  }
}
