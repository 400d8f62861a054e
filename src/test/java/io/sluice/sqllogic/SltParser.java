package io.sluice.sqllogic;

import io.sluice.sqllogic.SltRecord.Conditions;
import io.sluice.sqllogic.SltRecord.Outcome;
import io.sluice.sqllogic.SltRecord.Sort;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a file into records. Loops are unrolled, included files are read in place. */
final class SltParser {
  private static final String SEPARATOR = "----";

  /** Say something about how other engines run the file. */
  private static final Set<String> IGNORED = Set.of(
      "require",
      "require-env",
      "test-env",
      "sleep",
      "restart",
      "reconnect",
      "load",
      "set",
      "reset",
      "unzip",
      "connection",
      "subtest",
      "user",
      "system",
      "control",
      "tags",
      "continue",
      "template");

  private static final List<String> INTEGRAL = List.of(
      "tinyint",
      "smallint",
      "integer",
      "bigint",
      "hugeint",
      "utinyint",
      "usmallint",
      "uinteger",
      "ubigint",
      "uhugeint");

  private static final Map<String, List<String>> LISTS = Map.of(
      "<compression>", List.of("none"),
      "<signed>", List.of("tinyint", "smallint", "integer", "bigint", "hugeint"),
      "<unsigned>", List.of("utinyint", "usmallint", "uinteger", "ubigint", "uhugeint"),
      "<integral>", INTEGRAL,
      "<numeric>", concat(INTEGRAL, List.of("float", "double")),
      "<alltypes>", concat(INTEGRAL, List.of("float", "double", "bool", "interval", "varchar")));

  private final Path file;
  private final List<SltRecord> records = new ArrayList<>();
  private final List<String> onlyIf = new ArrayList<>();
  private final List<String> skipIf = new ArrayList<>();
  private boolean isSkipping;

  private SltParser(Path file) {
    this.file = file;
  }

  static List<SltRecord> parse(Path file) throws IOException {
    SltParser parser = new SltParser(file);
    parser.parse(read(file), 0, Map.of());
    return parser.records;
  }

  private static List<String> read(Path file) throws IOException {
    return Arrays.asList(
        Files.readString(file, StandardCharsets.UTF_8).replace("\r\n", "\n").split("\n", -1));
  }

  private static List<String> concat(List<String> left, List<String> right) {
    List<String> all = new ArrayList<>(left);
    all.addAll(right);
    return List.copyOf(all);
  }

  /**
   * @param offset how many lines of the file come before
   * @param variables values of {@code ${name}} in loops
   */
  private void parse(List<String> lines, int offset, Map<String, String> variables)
      throws IOException {
    int at = 0;
    while (at < lines.size()) {
      String line = substitute(lines.get(at), variables).strip();
      String[] words = line.split("\\s+");
      if (line.isEmpty() || line.startsWith("#")) {
        at++;
      } else if (words[0].endsWith("loop") && !words[0].equals("endloop")
          || words[0].endsWith("foreach")) {
        int end = endOfLoop(lines, at);
        List<String> body = lines.subList(at + 1, end);
        for (String value : values(words)) {
          Map<String, String> inner = new HashMap<>(variables);
          inner.put(words[1], value);
          parse(body, offset + at + 1, inner);
        }
        at = end + 1;
      } else {
        int end = endOfRecord(lines, at);
        record(lines.subList(at, end), offset + at + 1, words, variables);
        at = end;
      }
    }
  }

  private static String substitute(String line, Map<String, String> variables) {
    String text = line;
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      text = text.replace("${" + variable.getKey() + "}", variable.getValue());
    }
    return text;
  }

  /** {@code loop i 0 10}, or {@code foreach type a b c}. */
  private static List<String> values(String[] words) {
    List<String> values = new ArrayList<>();
    if (words[0].endsWith("loop")) {
      for (int i = Integer.parseInt(words[2]); i < Integer.parseInt(words[3]); i++) {
        values.add(Integer.toString(i));
      }
      return values;
    }
    for (int i = 2; i < words.length; i++) {
      if (words[i].startsWith("!")) {
        values.remove(words[i].substring(1));
      } else {
        values.addAll(LISTS.getOrDefault(words[i], List.of(words[i])));
      }
    }
    return values;
  }

  private int endOfLoop(List<String> lines, int start) {
    int depth = 0;
    for (int at = start; at < lines.size(); at++) {
      String word = lines.get(at).strip().split("\\s+")[0];
      if (word.equals("endloop")) {
        depth--;
        if (depth == 0) {
          return at;
        }
      } else if (word.endsWith("loop") || word.endsWith("foreach")) {
        depth++;
      }
    }
    throw new IllegalArgumentException(file + ": a loop has no end");
  }

  /** A statement or a query ends at an empty line, anything else with its line. */
  private static int endOfRecord(List<String> lines, int start) {
    String first = lines.get(start).strip();
    if (!first.startsWith("statement") && !first.startsWith("query")) {
      return start + 1;
    }
    int at = start + 1;
    boolean isError = first.matches("statement\\s+(error|maybe).*|query\\s+error.*");
    while (at < lines.size() && !lines.get(at).isBlank()) {
      // The message that is expected of an error may hold empty lines and ends at two of them.
      if (isError && lines.get(at).equals(SEPARATOR)) {
        at++;
        while (at < lines.size()
            && !(lines.get(at).isBlank()
                && (at + 1 >= lines.size()
                    || lines.get(at + 1).isBlank()
                    || isStart(lines.get(at + 1))))) {
          at++;
        }
        return at;
      }
      at++;
    }
    return at;
  }

  private static boolean isStart(String line) {
    return line.matches("(statement|query|#|loop|foreach|endloop|onlyif|skipif|mode|halt).*");
  }

  private void record(List<String> lines, int number, String[] words, Map<String, String> variables)
      throws IOException {
    switch (words[0]) {
      case "onlyif" -> onlyIf.add(words[1].toLowerCase(Locale.ROOT));
      case "skipif" -> skipIf.add(words[1].toLowerCase(Locale.ROOT));
      case "mode" ->
        isSkipping = words[1].equals("skip") || isSkipping && !words[1].equals("unskip");
      case "halt" -> add(new SltRecord.Halt(number, takeConditions()));
      case "hash-threshold" ->
        add(new SltRecord.HashThreshold(number, takeConditions(), Integer.parseInt(words[1])));
      case "include" -> {
        Path included = file.resolveSibling(words[1]);
        records.addAll(parse(included));
      }
      case "statement" -> add(statement(lines, number, words, variables));
      case "query" -> add(query(lines, number, words, variables));
      default -> {
        if (!IGNORED.contains(words[0])) {
          throw new IllegalArgumentException(
              "%s:%d: '%s' is no record of sqllogictest".formatted(file, number, words[0]));
        }
      }
    }
  }

  private void add(SltRecord record) {
    if (!isSkipping) {
      records.add(record);
    }
  }

  private Conditions takeConditions() {
    Conditions conditions =
        onlyIf.isEmpty() && skipIf.isEmpty() ? Conditions.NONE : new Conditions(onlyIf, skipIf);
    onlyIf.clear();
    skipIf.clear();
    return conditions;
  }

  private SltRecord statement(
      List<String> lines, int number, String[] words, Map<String, String> variables) {
    Outcome outcome = switch (words.length > 1 ? words[1] : "ok") {
      case "error" -> Outcome.ERROR;
      case "maybe" -> Outcome.EITHER;
      default -> Outcome.OK;
    };
    int separator = lines.indexOf(SEPARATOR);
    return new SltRecord.Statement(
        number,
        takeConditions(),
        sql(lines, separator, variables),
        outcome,
        outcome == Outcome.OK ? null : error(lines, separator));
  }

  private static String sql(List<String> lines, int separator, Map<String, String> variables) {
    int end = separator < 0 ? lines.size() : separator;
    return substitute(String.join("\n", lines.subList(1, end)), variables);
  }

  private static @Nullable String error(List<String> lines, int separator) {
    if (separator >= 0 && separator + 1 < lines.size()) {
      return String.join("\n", lines.subList(separator + 1, lines.size())).strip();
    }
    String rest = lines.get(0).strip().replaceFirst("^(statement|query)\\s+\\w+\\s*", "");
    return rest.isEmpty() ? null : rest;
  }

  private SltRecord query(
      List<String> lines, int number, String[] words, Map<String, String> variables) {
    int separator = lines.indexOf(SEPARATOR);
    String sql = sql(lines, separator, variables);
    if (words.length > 1 && words[1].equals("error")) {
      return new SltRecord.Statement(
          number, takeConditions(), sql, Outcome.ERROR, error(lines, separator));
    }
    Sort sort = Sort.NONE;
    String label = null;
    for (int i = 2; i < words.length; i++) {
      switch (words[i]) {
        case "nosort", "sort" -> sort = Sort.NONE;
        case "rowsort" -> sort = Sort.ROWS;
        case "valuesort" -> sort = Sort.VALUES;
        default -> label = words[i];
      }
    }
    List<String> expected = null;
    if (separator >= 0) {
      expected = new ArrayList<>();
      for (String line : lines.subList(separator + 1, lines.size())) {
        expected.add(substitute(line, variables));
      }
    }
    return new SltRecord.Query(
        number, takeConditions(), sql, words.length > 1 ? words[1] : "", sort, label, expected);
  }
}
