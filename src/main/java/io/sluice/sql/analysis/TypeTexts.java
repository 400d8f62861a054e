package io.sluice.sql.analysis;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The types in the validator's messages, in the engine's names. Stateless. */
final class TypeTexts {
  private static final Pattern MAP = Pattern.compile("\\(([^()]+), ([^()]+)\\) MAP");
  private static final Pattern ARRAY = Pattern.compile("(\\w+(?:\\([^()]*\\))?(?:\\[])*) ARRAY");

  private TypeTexts() {}

  /** A message with the types it names as a user writes them. */
  static String plain(String message) {
    String plain = message
        .replaceAll("<([A-Z(][^<>]*)>", "$1")
        .replaceAll("\\s+", " ")
        .replaceAll(
            "\\bINTERVAL_[A-Z_]+|\\bINTERVAL [A-Z]+(\\(\\d+(, \\d+)?\\))?( TO [A-Z]+(\\(\\d+\\))?)?",
            "INTERVAL")
        .replaceAll("(?i)\\bRECORDTYPE\\(", "ROW(")
        .replaceAll(" EXPR\\$\\d+", "")
        .replaceAll("\\bTIMESTAMP_WITH_LOCAL_TIME_ZONE\\b(\\(\\d\\))?", "TIMESTAMP WITH TIME ZONE")
        .replaceAll("\\b(TIME|TIMESTAMP)\\(6\\)", "$1")
        .replaceAll("\\(\\d{10}\\)", "")
        .replaceAll(" NOT NULL\\b", "");
    return replaceInside(MAP, replaceInside(ARRAY, plain, "$1[]"), "MAP($1, $2)");
  }

  /** Replaces until there is nothing left, as types stand in types. */
  private static String replaceInside(Pattern type, String message, String name) {
    Matcher matcher = type.matcher(message);
    String replaced = matcher.replaceAll(name);
    return replaced.equals(message) ? message : replaceInside(type, replaced, name);
  }
}
