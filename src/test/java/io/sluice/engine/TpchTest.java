package io.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.EmbeddedEngine;
import io.sluice.testing.ReferenceDatabase;
import io.sluice.testing.RowsAssert;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TPC-H queries over generated tables and over Parquet files of the same rows, which DuckDB has written, agree with DuckDB. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TpchTest {
  private static final List<String> TABLES = List.of("customer", "orders", "lineitem");

  @TempDir
  static Path directory;

  private final ReferenceDatabase reference = new ReferenceDatabase();
  private final EmbeddedEngine engine = EmbeddedEngine.of(4, 3);

  @BeforeAll
  void writeGeneratedTablesAsParquet() throws IOException {
    engine.rows("SET bytes_per_task = 1000000");
    for (String table : TABLES) {
      Path csv = directory.resolve(table + ".csv");
      Files.writeString(csv, csv(engine.texts("SELECT * FROM tpch.tiny." + table)));
      reference.run(
          "CREATE TABLE %s AS SELECT * FROM read_csv('%s', header = false, all_varchar = true, columns = %s)"
              .formatted(table, csv, columns(table)));
      reference.run("COPY %s TO '%s' (FORMAT parquet, ROW_GROUP_SIZE 10000)"
          .formatted(table, directory.resolve(table + ".parquet")));
    }
  }

  private static String csv(List<List<String>> rows) {
    return rows.stream()
        .map(row -> row.stream()
            .map(value -> '"' + value.replace("\"", "\"\"") + '"')
            .collect(Collectors.joining(",")))
        .collect(Collectors.joining("\n"));
  }

  private static String columns(String table) {
    return switch (table) {
      case "customer" ->
        "{c_custkey: 'BIGINT', c_name: 'VARCHAR', c_address: 'VARCHAR', c_nationkey: 'BIGINT', c_phone: 'VARCHAR',"
            + " c_acctbal: 'DECIMAL(15,2)', c_mktsegment: 'VARCHAR', c_comment: 'VARCHAR'}";
      case "orders" ->
        "{o_orderkey: 'BIGINT', o_custkey: 'BIGINT', o_orderstatus: 'VARCHAR', o_totalprice: 'DECIMAL(15,2)', o_orderdate: 'DATE',"
            + " o_orderpriority: 'VARCHAR', o_clerk: 'VARCHAR', o_shippriority: 'INTEGER', o_comment: 'VARCHAR'}";
      default ->
        "{l_orderkey: 'BIGINT', l_partkey: 'BIGINT', l_suppkey: 'BIGINT', l_linenumber: 'INTEGER', l_quantity: 'DECIMAL(15,2)',"
            + " l_extendedprice: 'DECIMAL(15,2)', l_discount: 'DECIMAL(15,2)', l_tax: 'DECIMAL(15,2)', l_returnflag: 'VARCHAR',"
            + " l_linestatus: 'VARCHAR', l_shipdate: 'DATE', l_commitdate: 'DATE', l_receiptdate: 'DATE', l_shipinstruct: 'VARCHAR',"
            + " l_shipmode: 'VARCHAR', l_comment: 'VARCHAR'}";
    };
  }

  @AfterAll
  void stop() {
    engine.close();
    reference.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"q1", "q3", "q6", "q12"})
  void generatedTablesAndParquetFilesAgreeWithTheReference(String name) {
    List<List<String>> expected = reference.rows(query(name, table -> table));
    assertThat(expected).isNotEmpty();
    RowsAssert.assertSameRows(
        "generated", engine.texts(query(name, table -> "tpch.tiny." + table)), expected, true);
    RowsAssert.assertSameRows(
        "Parquet",
        engine.texts(query(name, table -> "'" + directory.resolve(table + ".parquet") + "'")),
        expected,
        true);
    engine.assertNothingLeft();
  }

  private static String query(String name, UnaryOperator<String> tableName) {
    return QualifiedTables.qualify(SuiteQueries.read("tpch", name), Set.copyOf(TABLES), tableName);
  }
}
