package io.sluice.sqllogic;

import io.sluice.sqllogic.SltConnection.SltResult;
import io.sluice.sqllogic.SltConnection.SqlFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Writes what the reference answers below the queries of a file. Records under {@code skipif duckdb} or {@code onlyif sluice} keep what a person has written: there the
 * engines differ by decision.
 */
final class SltUpdater {
  private final SltConnection reference;
  private final List<String> written = new ArrayList<>();

  private SltUpdater(SltConnection reference) {
    this.reference = reference;
  }

  static void update(Path file, SltConnection reference) throws IOException {
    SltUpdater updater = new SltUpdater(reference);
    updater.update(Arrays.asList(
        Files.readString(file, StandardCharsets.UTF_8).stripTrailing().split("\n", -1)));
    Files.writeString(file, String.join("\n", updater.written) + "\n", StandardCharsets.UTF_8);
  }

  private void update(List<String> lines) {
    int at = 0;
    boolean isOurs = false;
    while (at < lines.size()) {
      String line = lines.get(at);
      if (line.startsWith("query") || line.startsWith("statement")) {
        int end = at;
        while (end < lines.size() && !lines.get(end).isBlank()) {
          end++;
        }
        List<String> record = lines.subList(at, end);
        if (isOurs) {
          written.addAll(record);
        } else {
          update(line, record);
        }
        isOurs = false;
        at = end;
      } else {
        isOurs = line.matches("\\s*(skipif\\s+duckdb|onlyif\\s+sluice)\\s*")
            || isOurs && line.startsWith("#");
        written.add(line);
        at++;
      }
    }
  }

  private void update(String first, List<String> record) {
    int separator = record.indexOf("----");
    List<String> statement = record.subList(1, separator < 0 ? record.size() : separator);
    String sql = String.join("\n", statement);
    try {
      SltResult result = reference.run(sql);
      if (first.startsWith("statement")) {
        written.add("statement ok");
        written.addAll(statement);
        return;
      }
      List<String> rows =
          new ArrayList<>(result.rows().stream().map(SltValues::line).toList());
      boolean isSorted = first.contains("rowsort") || rows.size() > 1 && !isOrdered(sql);
      if (isSorted) {
        rows.sort(null);
      }
      written.add("query " + result.types() + (isSorted ? " rowsort" : ""));
      written.addAll(statement);
      written.add("----");
      written.addAll(rows);
    } catch (SqlFailure failure) {
      written.add(first.startsWith("statement error") ? first : "statement error");
      written.addAll(statement);
    }
  }

  private static boolean isOrdered(String sql) {
    String upper = sql.toUpperCase(Locale.ROOT);
    int order = upper.lastIndexOf("ORDER BY");
    return order >= 0 && upper.indexOf(')', order) < 0;
  }
}
