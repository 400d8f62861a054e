package io.sluice.engine;

import io.sluice.testing.ReferenceDatabase;
import java.nio.file.Path;

/**
 * Small tables with NULLs as files that DuckDB writes: {@code people.parquet}, {@code visits} (a directory of Parquet files), {@code types.parquet}, {@code empty.parquet},
 * {@code cities.csv}, and {@code people.ndjson} and {@code people.json} with the rows of people.
 */
record SampleTables(ReferenceDatabase database, Path directory) {
  void write() {
    database.run("CREATE TABLE people AS SELECT range::INTEGER AS id, 'name ' || range AS name,"
        + " CASE WHEN range % 7 = 0 THEN NULL ELSE (range % 10)::INTEGER END AS city,"
        + " CASE WHEN range % 11 = 0 THEN NULL ELSE (range * 37 % 1000)::DECIMAL(15, 2) / 4 END::DECIMAL(15, 2) AS balance,"
        + " CASE WHEN range % 5 = 0 THEN NULL ELSE DATE '2020-01-01' + (range % 400)::INTEGER END AS joined,"
        + " CASE WHEN range % 3 = 0 THEN NULL ELSE range % 2 = 0 END AS active FROM range(1000)");
    database.run(
        "COPY people TO '" + file("people.parquet") + "' (FORMAT parquet, ROW_GROUP_SIZE 200)");
    database.run(
        "CREATE TABLE visits AS SELECT range::BIGINT AS visit, (range * 7919 % 1200)::INTEGER AS person,"
            + " (range % 97)::DOUBLE / 8 AS minutes, TIMESTAMP '2021-03-01 00:00:00' + INTERVAL 1 HOUR * range AS seen FROM range(3000)");
    directory.resolve("visits").toFile().mkdirs();
    for (int part = 0; part < 3; part++) {
      database.run(
          "COPY (SELECT * FROM visits WHERE visit %% 3 = %d) TO '%s' (FORMAT parquet, CODEC 'zstd')"
              .formatted(part, file("visits/part-" + part + ".parquet")));
    }
    database.run(
        "CREATE TABLE cities AS SELECT range::BIGINT AS city, 'City, \"' || range || '\"' AS title, range % 4 = 0 AS capital FROM range(9)");
    database.run("COPY people TO '" + file("people.ndjson") + "' (FORMAT json)");
    database.run("COPY people TO '" + file("people.json") + "' (FORMAT json, ARRAY true)");
    database.run("COPY cities TO '" + file("cities.csv") + "' (HEADER)");
    database.run("COPY (SELECT * FROM people WHERE id < 0) TO '" + file("empty.parquet")
        + "' (FORMAT parquet)");
  }

  private String file(String name) {
    return directory.resolve(name).toString();
  }
}
