package io.sluice.sqllogic;

import io.sluice.sqllogic.SltConnection.SltResult;
import io.sluice.sqllogic.SltRecord.Sort;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compares results with the lines of a file. */
final class SltValues {
  private static final BigDecimal TOLERANCE = new BigDecimal("1e-9");
  private static final Pattern HASH = Pattern.compile("(\\d+) values hashing to ([0-9a-f]{32})");
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");
  private static final Pattern TIMESTAMP =
      Pattern.compile("(\\d{4,}-\\d\\d-\\d\\d)[T ](\\d\\d:\\d\\d:\\d\\d)(\\.\\d+)?(.*)");

  private SltValues() {}

  /** What differs, in words; null when nothing does. */
  static @Nullable String difference(SltRecord.Query query, SltResult result, int hashThreshold) {
    List<String> expected = query.expected();
    if (expected == null) {
      return null;
    }
    if (expected.size() == 1) {
      Matcher hash = HASH.matcher(expected.get(0).strip());
      if (hash.matches()) {
        return hashDifference(query, result, hash);
      }
    }
    List<List<String>> rows = sortedRows(result.rows(), query.sort());
    int columns = result.types().length();
    if (query.sort() == Sort.VALUES
        || columns > 1 && expected.size() == rows.size() * columns && !areRows(expected, columns)) {
      List<String> values = new ArrayList<>(rows.stream().flatMap(List::stream).toList());
      List<String> wanted = new ArrayList<>(expected);
      if (query.sort() == Sort.VALUES) {
        values.sort(Comparator.naturalOrder());
        wanted.sort(Comparator.naturalOrder());
      }
      return valuesDifference(query, values, wanted, columns);
    }
    return rowsDifference(query, rows, expected);
  }

  private static boolean areRows(List<String> expected, int columns) {
    return expected.stream().allMatch(line -> line.split("\t", -1).length == columns);
  }

  private static List<List<String>> sortedRows(List<List<String>> rows, Sort sort) {
    return sort == Sort.ROWS
        ? rows.stream()
            .sorted(Comparator.comparing(row -> String.join("\t", row)))
            .toList()
        : rows;
  }

  private static @Nullable String hashDifference(
      SltRecord.Query query, SltResult result, Matcher hash) {
    int count = result.values().size();
    if (count != Integer.parseInt(hash.group(1))) {
      return "%d values, but %s are expected".formatted(count, hash.group(1));
    }
    String actual = hash(result, query.types(), query.sort());
    return actual.equals(hash.group(2))
        ? null
        : "the values hash to %s, but %s is expected".formatted(actual, hash.group(2));
  }

  /** MD5 over the values as SQLite's own runner prints them, a line each. */
  static String hash(SltResult result, String types, Sort sort) {
    List<List<String>> printed = new ArrayList<>();
    for (List<String> row : result.rows()) {
      List<String> texts = new ArrayList<>();
      for (int column = 0; column < row.size(); column++) {
        texts.add(print(row.get(column), column < types.length() ? types.charAt(column) : 'T'));
      }
      printed.add(texts);
    }
    List<String> values =
        new ArrayList<>(sortedRows(printed, sort).stream().flatMap(List::stream).toList());
    if (sort == Sort.VALUES) {
      values.sort(Comparator.naturalOrder());
    }
    try {
      MessageDigest md5 = MessageDigest.getInstance("MD5");
      values.forEach(value -> md5.update((value + "\n").getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(md5.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String print(String value, char type) {
    if (value.equals("NULL")) {
      return value;
    }
    if (type == 'I' && NUMBER.matcher(value).matches()) {
      return new BigDecimal(value).setScale(0, RoundingMode.DOWN).toPlainString();
    }
    if (type == 'R' && NUMBER.matcher(value).matches()) {
      return new BigDecimal(value).setScale(3, RoundingMode.HALF_EVEN).toPlainString();
    }
    return value.isEmpty() ? "(empty)" : value;
  }

  private static @Nullable String valuesDifference(
      SltRecord.Query query, List<String> values, List<String> expected, int columns) {
    if (values.size() != expected.size()) {
      return "%d values, but %d are expected".formatted(values.size(), expected.size());
    }
    for (int i = 0; i < values.size(); i++) {
      if (!isSame(expected.get(i), values.get(i), type(query, i % columns))) {
        return "value %d is '%s', but '%s' is expected"
            .formatted(i + 1, values.get(i), expected.get(i));
      }
    }
    return null;
  }

  private static char type(SltRecord.Query query, int column) {
    return column < query.types().length() ? query.types().charAt(column) : 'T';
  }

  private static @Nullable String rowsDifference(
      SltRecord.Query query, List<List<String>> rows, List<String> expected) {
    List<String> wanted = expected;
    if (query.sort() == Sort.ROWS) {
      wanted = expected.stream().sorted().toList();
    }
    if (rows.size() != wanted.size()) {
      return "%d rows, but %d are expected:\n%s".formatted(rows.size(), wanted.size(), text(rows));
    }
    boolean isSame = true;
    for (int i = 0; i < rows.size() && isSame; i++) {
      isSame = isSameRow(query, wanted.get(i), rows.get(i));
    }
    if (isSame || query.sort() == Sort.ROWS && isSameMultiset(query, rows, wanted)) {
      return null;
    }
    return "other rows than expected:\n" + text(rows);
  }

  /** Sorting texts may part rows that differ only in how a number is written; then each line looks for a row of its own. */
  private static boolean isSameMultiset(
      SltRecord.Query query, List<List<String>> rows, List<String> expected) {
    List<List<String>> left = new ArrayList<>(rows);
    for (String line : expected) {
      boolean isFound = false;
      for (int i = 0; i < left.size() && !isFound; i++) {
        if (isSameRow(query, line, left.get(i))) {
          left.remove(i);
          isFound = true;
        }
      }
      if (!isFound) {
        return false;
      }
    }
    return true;
  }

  private static String text(List<List<String>> rows) {
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows.subList(0, Math.min(rows.size(), 50))) {
      text.append(line(row)).append('\n');
    }
    return text.toString();
  }

  /** A row as files of ours have it. */
  static String line(List<String> row) {
    List<String> values = row.stream()
        .map(value -> value.isEmpty() ? "(empty)" : value.replace("\n", "\\n"))
        .toList();
    return String.join("\t", values);
  }

  private static boolean isSameRow(SltRecord.Query query, String line, List<String> row) {
    String[] tabbed = line.split("\t", -1);
    if (tabbed.length == row.size()) {
      boolean isSame = true;
      for (int column = 0; column < tabbed.length && isSame; column++) {
        isSame = isSame(tabbed[column], row.get(column), type(query, column));
      }
      if (isSame) {
        return true;
      }
    }
    // DataFusion parts columns by single spaces, which texts may hold as well.
    String spaced = String.join(
        " ", row.stream().map(value -> value.isEmpty() ? "(empty)" : value).toList());
    if (line.equals(spaced)) {
      return true;
    }
    String[] words = line.split(" ", -1);
    if (words.length != row.size()) {
      return false;
    }
    for (int column = 0; column < words.length; column++) {
      if (!isSame(words[column], row.get(column), type(query, column))) {
        return false;
      }
    }
    return true;
  }

  /** Whether a value is the one a file wants, as engines write the same value differently. */
  static boolean isSame(String expected, String actual, char type) {
    if (expected.equals(actual) || expected.equals("(empty)") && actual.isEmpty()) {
      return true;
    }
    if (expected.equals(actual.replace("\n", "\\n"))) {
      return true;
    }
    if (expected.startsWith("<REGEX>:")) {
      return Pattern.compile(expected.substring(8), Pattern.DOTALL)
          .matcher(actual)
          .matches();
    }
    if (expected.startsWith("<!REGEX>:")) {
      return !Pattern.compile(expected.substring(9), Pattern.DOTALL)
          .matcher(actual)
          .matches();
    }
    String left = normal(expected);
    String right = normal(actual);
    if (left.equals(right)) {
      return true;
    }
    if (NUMBER.matcher(left).matches() && NUMBER.matcher(right).matches()) {
      return isSameNumber(new BigDecimal(left), new BigDecimal(right), left, type);
    }
    return false;
  }

  private static String normal(String text) {
    Matcher timestamp = TIMESTAMP.matcher(text);
    if (timestamp.matches()) {
      String fraction =
          timestamp.group(3) == null ? "" : timestamp.group(3).replaceFirst("\\.?0+$", "");
      return timestamp.group(1) + " " + timestamp.group(2) + fraction + timestamp.group(4);
    }
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "t" -> "1";
      case "false", "f" -> "0";
      case "inf", "+inf", "infinity" -> "Infinity";
      case "-inf", "-infinity" -> "-Infinity";
      case "nan", "-nan" -> "NaN";
      default -> text;
    };
  }

  private static boolean isSameNumber(
      BigDecimal expected, BigDecimal actual, String expectedText, char type) {
    if (expected.compareTo(actual) == 0) {
      return true;
    }
    BigDecimal difference = expected.subtract(actual).abs();
    BigDecimal size = expected.abs().max(actual.abs());
    if (type == 'I') {
      return actual.setScale(0, RoundingMode.DOWN).compareTo(expected) == 0
          && expected.scale() <= 0
          && actual.scale() > 0;
    }
    // SQLite's files and those of DataFusion round to some digits behind the point.
    boolean isRounded = expected.scale() > 0
        && !expectedText.contains("e")
        && !expectedText.contains("E")
        && expected.scale() <= 12
        && actual.scale() > expected.scale()
        && difference.compareTo(BigDecimal.ONE.movePointLeft(expected.scale())) < 0;
    return difference.compareTo(size.multiply(TOLERANCE)) <= 0 || isRounded;
  }
}
