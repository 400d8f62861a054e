package io.sluice.function;

import io.sluice.function.FunctionDescriptor.Kind;
import java.util.List;

/** Functions that have a syntax of their own, or that the validator itself knows: they are computed by expressions and need no entry of their own in the registry. */
final class SyntaxFunctions {
  static final List<FunctionDescriptor> ALL = List.of(
      function("numbers", "abs", "abs(number)", "The number without its sign.", "abs(-2) is 2"),
      function(
          "numbers",
          "ceil",
          "ceil(number)",
          "The next whole number up.",
          "ceil(1.2) is 2",
          "ceiling"),
      function(
          "numbers", "floor", "floor(number)", "The next whole number down.", "floor(1.8) is 1"),
      function(
          "numbers",
          "mod",
          "mod(number, number)",
          "The remainder of a division.",
          "mod(7, 3) is 1"),
      function(
          "numbers",
          "round",
          "round(number [, digits])",
          "Rounded half away from zero.",
          "round(2.5) is 3"),
      function("numbers", "sqrt", "sqrt(number)", "The square root.", "sqrt(9) is 3.0"),
      function(
          "text",
          "char_length",
          "char_length(text)",
          "The number of code points.",
          "char_length('abc') is 3",
          "character_length",
          "length"),
      function(
          "text",
          "concat",
          "concat(value, ...)",
          "The values one after the other, without those that are NULL.",
          "concat('a', NULL, 'b') is ab"),
      function("text", "lower", "lower(text)", "In small letters.", "lower('AB') is ab", "lcase"),
      function("text", "upper", "upper(text)", "In capital letters.", "upper('ab') is AB", "ucase"),
      function(
          "text",
          "position",
          "position(search IN text)",
          "Where a text is first found in another, 0 when it is not.",
          "position('b' IN 'abc') is 2"),
      function(
          "text",
          "replace",
          "replace(text, search, replacement)",
          "Each occurrence replaced.",
          "replace('aba', 'a', 'c') is cbc"),
      function(
          "text",
          "substring",
          "substring(text FROM start [FOR count])",
          "A part of the text, from place 1 on; a negative start counts from the end, a negative count backwards.",
          "substring('hello' FROM 2 FOR 3) is ell",
          "substr"),
      function(
          "text",
          "trim",
          "trim([BOTH | LEADING | TRAILING] [characters FROM] text)",
          "Without blanks, or some characters, at its ends.",
          "trim('  a ') is a"),
      function(
          "conditional",
          "coalesce",
          "coalesce(value, ...)",
          "The first value that is not NULL.",
          "coalesce(NULL, 2) is 2",
          "ifnull",
          "nvl"),
      function(
          "conditional",
          "if",
          "if(condition, value [, otherwise])",
          "One value where the condition is true, the other otherwise.",
          "if(true, 1, 2) is 1",
          "iff"),
      function(
          "conditional",
          "nullif",
          "nullif(value, other)",
          "NULL where both are equal.",
          "nullif(1, 1) is NULL"),
      function(
          "conditional",
          "try_cast",
          "try_cast(value AS type)",
          "The value as another type, NULL where it does not fit.",
          "try_cast('x' AS INTEGER) is NULL"),
      function(
          "dates",
          "now",
          "now()",
          "The instant of the statement, a TIMESTAMP WITH TIME ZONE; the same on all workers. current_timestamp is written without brackets.",
          "",
          "current_timestamp",
          "transaction_timestamp",
          "get_current_timestamp"),
      function(
          "dates",
          "today",
          "today()",
          "The date of the statement in the session's time_zone. current_date is written without brackets.",
          "",
          "current_date"),
      function(
          "dates",
          "localtime",
          "localtime",
          "The time of day of the statement in the session's time_zone, without brackets.",
          "",
          "current_time",
          "get_current_time",
          "current_localtime"),
      function(
          "dates",
          "localtimestamp",
          "localtimestamp",
          "The TIMESTAMP of the statement in the session's time_zone, without brackets.",
          "",
          "current_localtimestamp"),
      function(
          "dates",
          "extract",
          "extract(field FROM time)",
          "A field of a time: YEAR, QUARTER, MONTH, WEEK, DAY, DOW, DOY, HOUR, MINUTE, SECOND and others.",
          "extract(YEAR FROM DATE '2024-02-17') is 2024",
          "year",
          "quarter",
          "month",
          "day",
          "hour",
          "minute",
          "second"));

  private SyntaxFunctions() {}

  private static FunctionDescriptor function(
      String category,
      String name,
      String signature,
      String description,
      String example,
      String... aliases) {
    return new FunctionDescriptor(
        name, List.of(aliases), Kind.SCALAR, category, List.of(signature), description, example);
  }
}
