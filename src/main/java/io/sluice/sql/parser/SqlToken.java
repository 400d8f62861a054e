package io.sluice.sql.parser;

/**
 * A piece of a text of SQL.
 *
 * @param start offset of its first character
 * @param end offset behind its last one
 */
public record SqlToken(Kind kind, int start, int end) {
  /** What a token is. White space is none. */
  public enum Kind {
    /** A word of the grammar, reserved or not. */
    KEYWORD,
    /** A name without quotes. */
    NAME,
    /** A name in double quotes. */
    QUOTED_NAME,
    /** A literal in quotes or between dollar signs. */
    STRING,
    NUMBER,
    COMMENT,
    /** What separates statements. */
    SEMICOLON,
    /** An operator, a bracket, a comma and the like. */
    SYMBOL,
    /** A character that SQL has no use for. */
    UNKNOWN
  }

  /** The text of the token in the text it is of. */
  public String in(String sql) {
    return sql.substring(start, end);
  }
}
