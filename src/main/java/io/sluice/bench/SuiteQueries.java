package io.sluice.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** The queries of the suites {@code tpch}, {@code tpcds} and {@code clickbench}: a resource each, in the SQL that both engines take. */
public final class SuiteQueries {
  private static final int MAX_NUMBER = 99;

  private SuiteQueries() {}

  /** The names of a suite's queries in the order of their numbers: {@code q1}, {@code q14a}. */
  public static List<String> names(String suite) {
    List<String> names = new ArrayList<>();
    for (int number = 1; number <= MAX_NUMBER; number++) {
      for (String variant : List.of("", "a", "b")) {
        String name = "q" + number + variant;
        if (SuiteQueries.class.getResource(path(suite, name)) != null) {
          names.add(name);
        }
      }
    }
    return names;
  }

  private static String path(String suite, String name) {
    return suite + "/" + name + ".sql";
  }

  public static String read(String suite, String name) {
    String path = path(suite, name);
    try (InputStream file = SuiteQueries.class.getResourceAsStream(path)) {
      return new String(Objects.requireNonNull(file, path).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the query as a whole is ordered; where it is, by keys that leave no choice. */
  public static boolean isOrdered(String query) {
    int last = query.toUpperCase(Locale.ROOT).lastIndexOf("ORDER BY");
    if (last < 0) {
      return false;
    }
    int depth = 0;
    for (char c : query.substring(last).toCharArray()) {
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (depth < 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether any of the rows may be those that LIMIT leaves. */
  public static boolean isCutAtWill(String query) {
    return query.contains("GROUP BY") && query.contains("LIMIT") && !isOrdered(query);
  }

  /** The query without its LIMIT. */
  public static String withoutLimit(String query) {
    return query.substring(0, query.lastIndexOf("LIMIT"));
  }
}
