package io.sluice.sql.analysis;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the validator says that needs no more than other words. Stateless. */
final class ValidatorMessages {
  private static final Map<Pattern, String> WORDS = new LinkedHashMap<>();

  static {
    say(
        "Aggregate expression is illegal in WHERE clause",
        "WHERE takes no aggregate functions; HAVING does");
    say("Aggregate expression is illegal in (.*) clause", "$1 takes no aggregate functions");
    say(
        "Windowed aggregate expression is illegal in WHERE clause",
        "WHERE takes no window functions; QUALIFY does");
    say("Windowed aggregate expression is illegal in (.*) clause", "$1 takes no window functions");
    say(
        "Aggregate expressions cannot be nested",
        "An aggregate function cannot stand inside of another one; compute the inner one in a sub-query of FROM");
    say(
        "INNER, LEFT, RIGHT, FULL, or ASOF join requires a condition.*",
        "A JOIN needs a condition: ON, USING or NATURAL; CROSS JOIN takes all pairs of rows");
    say(
        "Parameters must be of the same type",
        "The elements of an ARRAY have one type; cast those that differ");
    say("Column count mismatch in (.*)", "The sides of $1 have different numbers of columns");
    say(
        "Values passed to IN operator must have compatible types",
        "The values of IN must fit the left side in their number and their types");
    say(
        "Values passed to VALUES operator must have compatible types",
        "The values of a column of VALUES must have types that fit each other; cast those that differ");
    say(
        "QUALIFY expression '.*' must contain a window function",
        "QUALIFY needs a window function; other conditions belong to WHERE or HAVING");
    say(
        "Duplicate relation name '(.*)' in FROM clause",
        "FROM has two tables called '$1'; give one of them another alias");
    say(
        "List of column aliases must have same degree as table; table has (\\d+) columns?.*, whereas alias list has (\\d+) columns?",
        "The table has $1 columns, but $2 names");
    say("Expected a boolean type", "A condition is BOOLEAN; compare the value with another one");
    say(
        "Illegal mixing of types in CASE or COALESCE statement",
        "The values of CASE and COALESCE must have types that fit each other; cast those that differ");
    say(
        "Cannot infer return type for (.*); operand types: \\[(.*)\\]",
        "The types of the arguments of $1 do not fit each other: $2");
    say(
        "Cast function cannot convert value of type (.*) to type (.*)",
        "CAST from $1 to $2 is not possible");
    say("Operands (.*), (.*) not comparable to each other", "$1 and $2 cannot be compared");
    say(
        "ROWS value must be a non-negative integral constant",
        "The offset of a frame of ROWS or GROUPS is a whole number that is not negative");
    say(
        "Data type of ORDER BY prohibits use of RANGE clause",
        "A RANGE frame with an offset needs an order key that is a number, a date or a timestamp");
    say(
        "Number of columns must match number of query columns",
        "The list of names behind the name in WITH is longer than the query has columns");
    say("SELECT \\* requires a FROM clause", "* needs a table in FROM");
  }

  private ValidatorMessages() {}

  private static void say(String original, String words) {
    WORDS.put(Pattern.compile(original, Pattern.DOTALL), words);
  }

  /** The message in a user's words. */
  static String translated(String message) {
    for (Map.Entry<Pattern, String> entry : WORDS.entrySet()) {
      Matcher matcher = entry.getKey().matcher(message);
      if (matcher.matches()) {
        return matcher.replaceFirst(entry.getValue());
      }
    }
    return message.replaceAll(" ?\\('EXPR\\$.*?\\)", "");
  }
}
