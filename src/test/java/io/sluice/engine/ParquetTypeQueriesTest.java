package io.sluice.engine;

import io.sluice.api.SluiceOptions;
import io.sluice.testing.EmbeddedEngine;
import io.sluice.testing.ReferenceDatabase;
import io.sluice.testing.RowsAssert;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Conditions, aggregates and joins on Parquet columns whose types are not what a file keeps of its own accord: in order, so that row groups and pages are left out, and in none. */
@Timeout(120)
class ParquetTypeQueriesTest {
  private static final String SELECT = """
      SELECT i AS id,
        make_timestamp_ns(1577836800000000000 + i // 2) AS nanos,
        if(i % 9 = 0, NULL, make_timestamp_ns(1577836800000000000 + i * 7919 % 3000)) AS nanos_mixed,
        if(i % 8 = 0, NULL, (i * 7919 % 300 / 10)::FLOAT) AS ratio,
        (i / 10 - 100)::FLOAT AS ratio_sorted,
        if(i % 7 = 0, NULL, TIME '10:00:00' + to_microseconds(i * 7919 % 3000)) AS clock,
        if(i % 6 = 0, NULL, encode('b' || (i * 7919 % 300))) AS bytes,
        encode(format('{:05d}', i)) AS bytes_sorted
      FROM range(6000) t(i)""";
  private static final List<String> COLUMNS =
      List.of("nanos", "nanos_mixed", "ratio", "ratio_sorted", "clock", "bytes", "bytes_sorted");

  @TempDir
  Path folder;

  private static String value(Random random, String column) {
    int number = random.nextInt(3200) - 100;
    return switch (column) {
      case "nanos", "nanos_mixed" ->
        random.nextInt(4) == 0
            ? "TIMESTAMP '2020-01-01 00:00:00.00000%d'".formatted(random.nextInt(4))
            : "'2020-01-01 00:00:00.%09d'::TIMESTAMP_NS".formatted(Math.max(number, 0));
      case "clock" -> "TIME '10:00:00.%06d'".formatted(Math.max(number, 0));
      case "bytes" -> "encode('b%d')".formatted(random.nextInt(320));
      case "bytes_sorted" -> "encode('%05d')".formatted(random.nextInt(6100));
      case "ratio", "ratio_sorted" ->
        switch (random.nextInt(3)) {
          case 0 -> "(%d.%d)::FLOAT".formatted(number, random.nextInt(10));
          case 1 -> "%d.5".formatted(random.nextInt(40));
          default -> Integer.toString(random.nextInt(40));
        };
      default -> throw new IllegalArgumentException(column);
    };
  }

  private static String condition(Random random, String column) {
    String first = value(random, column);
    String second = value(random, column);
    return switch (random.nextInt(8)) {
      case 0, 1 -> column + " = " + first;
      case 2 -> column + " <> " + first;
      case 3 -> column + " < " + first;
      case 4 -> column + " >= " + first;
      case 5 -> "%s BETWEEN %s AND %s".formatted(column, first, second);
      case 6 -> "%s IN (%s, %s)".formatted(column, first, second);
      default -> "(%1$s IS NULL OR %1$s > %2$s)".formatted(column, first);
    };
  }

  private static String query(Random random) {
    String column = COLUMNS.get(random.nextInt(COLUMNS.size()));
    String condition = condition(random, column);
    return switch (random.nextInt(4)) {
      case 0 -> "SELECT id, %s FROM %%1$s WHERE %s".formatted(column, condition);
      case 1 ->
        "SELECT %1$s, count(*) FROM %%1$s WHERE %2$s GROUP BY %1$s".formatted(column, condition);
      case 2 ->
        "SELECT a.id, b.%1$s FROM %%1$s a JOIN (SELECT DISTINCT %1$s FROM %%1$s WHERE %2$s AND id %% 5 = 0) b ON a.%1$s = b.%1$s"
            .formatted(column, condition)
            .replace(" % 5", " %% 5");
      default ->
        "SELECT count(*), count(DISTINCT %1$s), min(%1$s), max(%1$s) FROM %%1$s WHERE %2$s"
            .formatted(column, condition);
    };
  }

  @Test
  void agreeWithTheReference() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    try (ReferenceDatabase reference = new ReferenceDatabase();
        EmbeddedEngine engine = new EmbeddedEngine(
            new SluiceOptions().setWorkers(1).setSetting("target_partitions", "2"))) {
      reference.run("CREATE TABLE rows AS " + SELECT);
      for (int dictionaryValues : List.of(1, 400, 10_000)) {
        Path file = folder.resolve("rows%d.parquet".formatted(dictionaryValues));
        reference.run(
            "COPY rows TO '%s' (FORMAT parquet, ROW_GROUP_SIZE 2048, DICTIONARY_SIZE_LIMIT %d)"
                .formatted(file, dictionaryValues));
        for (int i = 0; i < 40; i++) {
          String query = query(random);
          RowsAssert.assertSameRows(
              "seed %d, %s".formatted(seed, query),
              engine.texts(query.formatted("'" + file + "'")),
              reference.rows(query.formatted("rows")),
              false);
        }
      }
      engine.assertNothingLeft();
    }
  }
}
