package io.sluice.function.regexp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads regular expressions of RE2's syntax as far as they consist of characters, sets of ASCII characters, points, groups, alternatives, the edges of the text, and the
 * repetitions {@code ? * +} of what is not empty. Others are not read.
 */
final class RegexpParser {
  private static final int MAX_LENGTH = 1000;
  private static final int MAX_DEPTH = 50;
  private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

  private final String pattern;
  private final boolean isPointAnything;
  private int place;
  private int groupCount;
  private int depth;

  private RegexpParser(String pattern, boolean isPointAnything) {
    this.pattern = pattern;
    this.isPointAnything = isPointAnything;
  }

  /** A pattern that is not read. */
  private static final class UnreadException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadException() {
      super(null, null, false, false);
    }
  }

  /** A pattern's parts and how many groups they have. */
  record Parsed(Node node, int groupCount) {}

  /**
   * Reads a pattern; empty for one that is not known here, or makes no sense.
   *
   * @param isPointAnything whether a point stands for the end of a line too
   */
  static Optional<Parsed> parse(String pattern, boolean isPointAnything) {
    if (pattern.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    RegexpParser parser = new RegexpParser(pattern, isPointAnything);
    try {
      Node node = parser.choice();
      return parser.place == pattern.length()
          ? Optional.of(new Parsed(node, parser.groupCount))
          : Optional.empty();
    } catch (UnreadException e) {
      return Optional.empty();
    }
  }

  private boolean isAt(char c) {
    return place < pattern.length() && pattern.charAt(place) == c;
  }

  private char next() {
    if (place == pattern.length()) {
      throw new UnreadException();
    }
    return pattern.charAt(place++);
  }

  private Node choice() {
    List<Node> branches = new ArrayList<>();
    branches.add(sequence());
    while (isAt('|')) {
      place++;
      branches.add(sequence());
    }
    return branches.size() == 1 ? branches.get(0) : new Node.Choice(branches);
  }

  private Node sequence() {
    List<Node> parts = new ArrayList<>();
    while (place < pattern.length() && !isAt('|') && !isAt(')')) {
      parts.add(repeated(part()));
    }
    return parts.size() == 1 ? parts.get(0) : new Node.Sequence(parts);
  }

  private Node repeated(Node body) {
    char sign = place < pattern.length() ? pattern.charAt(place) : 0;
    if (sign == '{') {
      throw new UnreadException();
    }
    if (sign != '?' && sign != '*' && sign != '+') {
      return body;
    }
    place++;
    boolean isLazy = isAt('?');
    if (isLazy) {
      place++;
    }
    // What the empty text does to groups inside a repetition is left to others.
    if (body.isNullable() || isAt('?') || isAt('*') || isAt('+') || isAt('{')) {
      throw new UnreadException();
    }
    return new Node.Repeat(body, sign != '+', sign != '?', !isLazy);
  }

  private Node part() {
    char c = next();
    return switch (c) {
      case '(' -> group();
      case '[' -> new Node.Characters(set());
      case '.' ->
        new Node.Characters(
            isPointAnything ? CharacterSet.ALL : CharacterSet.EMPTY.with('\n').negated());
      case '^' -> new Node.Edge(false);
      case '$' -> new Node.Edge(true);
      case '\\' -> escaped();
      case '?', '*', '+', '{' -> throw new UnreadException();
      default -> character(c);
    };
  }

  private Node group() {
    if (++depth > MAX_DEPTH) {
      throw new UnreadException();
    }
    int number = 0;
    if (isAt('?')) {
      place++;
      if (next() != ':') {
        throw new UnreadException();
      }
    } else {
      number = ++groupCount;
    }
    Node body = choice();
    if (next() != ')') {
      throw new UnreadException();
    }
    depth--;
    return number == 0 ? body : new Node.Group(number, body);
  }

  /** A character as the bytes that it has. */
  private Node character(char c) {
    if (c < 0x80) {
      return new Node.Literal((byte) c);
    }
    String text = String.valueOf(c);
    if (Character.isHighSurrogate(c)) {
      text += next();
    }
    if (text.codePoints().anyMatch(point -> point >= 0xD800 && point < 0xE000)) {
      throw new UnreadException();
    }
    List<Node> bytes = new ArrayList<>();
    for (byte value : text.getBytes(StandardCharsets.UTF_8)) {
      bytes.add(new Node.Literal(value));
    }
    return new Node.Sequence(bytes);
  }

  private Node escaped() {
    char c = next();
    CharacterSet named = named(c);
    return named == null ? new Node.Literal((byte) escape(c)) : new Node.Characters(named);
  }

  private static @Nullable CharacterSet named(char c) {
    return switch (c) {
      case 'd' -> CharacterSet.DIGITS;
      case 'D' -> CharacterSet.DIGITS.negated();
      case 's' -> CharacterSet.SPACES;
      case 'S' -> CharacterSet.SPACES.negated();
      case 'w' -> CharacterSet.WORD;
      case 'W' -> CharacterSet.WORD.negated();
      default -> null;
    };
  }

  private static char escape(char c) {
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'f' -> '\f';
      default -> {
        if (PUNCTUATION.indexOf(c) < 0) {
          throw new UnreadException();
        }
        yield c;
      }
    };
  }

  private CharacterSet set() {
    boolean isNegated = isAt('^');
    if (isNegated) {
      place++;
    }
    CharacterSet set = CharacterSet.EMPTY;
    boolean isFirst = true;
    while (isFirst || !isAt(']')) {
      isFirst = false;
      char c = next();
      CharacterSet named =
          c == '\\' && place < pattern.length() ? named(pattern.charAt(place)) : null;
      if (named != null) {
        place++;
        set = set.union(named);
        if (isAt('-')) {
          throw new UnreadException();
        }
        continue;
      }
      char first = setCharacter(c);
      char last = first;
      boolean isRange =
          isAt('-') && place + 1 < pattern.length() && pattern.charAt(place + 1) != ']';
      if (isRange) {
        place++;
        last = setCharacter(next());
      }
      if (last < first) {
        throw new UnreadException();
      }
      set = set.withRange(first, last);
    }
    place++;
    return isNegated ? set.negated() : set;
  }

  private char setCharacter(char c) {
    char read = c == '\\' ? escape(next()) : c;
    // Sets with names in brackets are not read, nor is anything beyond ASCII.
    if (c == '[' && isAt(':') || read >= 0x80 || c == '-' && !isAt(']')) {
      throw new UnreadException();
    }
    return read;
  }
}
