package io.sluice.engine;

import io.sluice.api.SluiceOptions;
import io.sluice.testing.EmbeddedEngine;
import io.sluice.testing.ReferenceDatabase;
import io.sluice.testing.RowsAssert;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Conditions that a Parquet scan decides by codes, by values or by both, on columns with few values and many, with and without NULLs. */
@Timeout(120)
class ScanConditionQueriesTest {
  private static final String SELECT = """
      SELECT i AS id,
        (i * 7919 % 5)::INTEGER AS few,
        if(i % 7 = 0, NULL, i * 7919 % 300) AS many,
        if(i % 3 = 0, NULL, DATE '2000-01-01' + (i * 31 % 900)::INTEGER) AS day,
        (i * 104729 % 1801)::DECIMAL(12, 2) / 4 AS price,
        if(i < 2500, NULL, (i * 17 % 50)::DECIMAL(30, 5)) AS wide,
        (i * 13 % 70)::DOUBLE / 8 AS ratio,
        if(i % 11 = 0, NULL, 'text ' || (i * 7919 % 40)) AS word,
        if(i < 3000, i % 3, i) AS late
      FROM range(6000) t(i)""";
  private static final List<String> COLUMNS =
      List.of("id", "few", "many", "day", "price", "wide", "ratio", "word", "late");

  @TempDir
  Path folder;

  private static String value(Random random, String column) {
    return switch (column) {
      case "id" -> Integer.toString(random.nextInt(6200) - 100);
      case "few" -> Integer.toString(random.nextInt(7) - 1);
      case "many" -> Integer.toString(random.nextInt(320) - 10);
      case "day" -> "(DATE '2000-01-01' + %d)".formatted(random.nextInt(920) - 10);
      case "price" -> String.format(Locale.ROOT, "%.2f", random.nextInt(1850) / 4.0);
      case "wide" -> random.nextInt(55) + ".00000";
      case "ratio" -> String.format(Locale.ROOT, "%.3f::DOUBLE", random.nextInt(75) / 8.0);
      case "word" -> "'text " + random.nextInt(44) + "'";
      default -> Integer.toString(random.nextInt(6000));
    };
  }

  private static String condition(Random random) {
    String column = COLUMNS.get(random.nextInt(COLUMNS.size()));
    String first = value(random, column);
    String second = value(random, column);
    return switch (random.nextInt(9)) {
      case 0 -> column + " = " + first;
      case 1 -> column + " <> " + first;
      case 2 -> column + " < " + first;
      case 3 -> column + " >= " + first;
      case 4 -> "%s BETWEEN %s AND %s".formatted(column, first, second);
      case 5 -> "%s IN (%s, %s, %s)".formatted(column, first, second, value(random, column));
      case 6 -> column + " IS NULL";
      case 7 -> "(%1$s IS NULL OR %1$s > %2$s)".formatted(column, first);
      default -> "NOT (%1$s = %2$s OR %1$s = %3$s)".formatted(column, first, second);
    };
  }

  @Test
  void agreeWithTheReference() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Path file = folder.resolve("rows.parquet");
    try (ReferenceDatabase reference = new ReferenceDatabase();
        EmbeddedEngine small = engine("300");
        EmbeddedEngine large = engine("8192")) {
      reference.run("CREATE TABLE rows AS " + SELECT);
      reference.run(
          "COPY rows TO '%s' (FORMAT parquet, ROW_GROUP_SIZE 2048, DICTIONARY_SIZE_LIMIT 400)"
              .formatted(file));
      for (int i = 0; i < 20; i++) {
        List<String> conditions = new ArrayList<>();
        for (int j = random.nextInt(3); j >= 0; j--) {
          conditions.add(condition(random));
        }
        String query = "SELECT * FROM %s WHERE " + String.join(" AND ", conditions);
        List<List<String>> expected = reference.rows(query.formatted("rows"));
        for (EmbeddedEngine engine : List.of(small, large)) {
          RowsAssert.assertSameRows(
              "seed %d, %s".formatted(seed, query),
              engine.texts(query.formatted("'" + file + "'")),
              expected,
              false);
        }
      }
      small.assertNothingLeft();
      large.assertNothingLeft();
    }
  }

  private static EmbeddedEngine engine(String batchSize) {
    return new EmbeddedEngine(new SluiceOptions()
        .setWorkers(1)
        .setSetting("batch_size", batchSize)
        .setSetting("target_partitions", "2"));
  }
}
