package io.sluice.flight;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What tools as DBeaver ask the stock JDBC driver about the database. */
class JdbcMetadataTest {
  private static FlightEngineFixture flight;
  private static Connection connection;
  private static DatabaseMetaData metadata;

  @BeforeAll
  static void start() throws SQLException {
    flight = new FlightEngineFixture();
    connection = flight.connect();
    metadata = connection.getMetaData();
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("CREATE SCHEMA memory.shop");
      statement.executeUpdate(
          "CREATE TABLE memory.shop.orders (id BIGINT PRIMARY KEY, price DECIMAL(10, 2) NOT NULL, note VARCHAR, tags VARCHAR[])");
      statement.executeUpdate("CREATE TABLE memory.shop.order_x (a INTEGER)");
      statement.executeUpdate(
          "CREATE VIEW memory.shop.dear AS SELECT id, price FROM memory.shop.orders");
      statement.executeUpdate("CREATE TEMP TABLE scratch (t TIMESTAMP)");
    }
  }

  @AfterAll
  static void stop() throws SQLException {
    connection.close();
    flight.close();
  }

  private static List<String> texts(ResultSet rows, String... columns) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (rows) {
      while (rows.next()) {
        List<String> row = new ArrayList<>();
        for (String column : columns) {
          row.add(String.valueOf(rows.getString(column)));
        }
        texts.add(String.join(" ", row));
      }
    }
    return texts;
  }

  @Test
  void catalogsAndSchemas() throws SQLException {
    assertThat(texts(metadata.getCatalogs(), "TABLE_CAT"))
        .contains("memory", "temp", "tpch")
        .isSorted();
    assertThat(texts(metadata.getSchemas(), "TABLE_CATALOG", "TABLE_SCHEM"))
        .contains("memory main", "memory shop", "memory information_schema", "tpch sf1")
        .isSorted();
    assertThat(texts(metadata.getSchemas("memory", "sh%"), "TABLE_SCHEM")).containsExactly("shop");
  }

  @Test
  void tablesByPatternAndType() throws SQLException {
    assertThat(texts(metadata.getTables("memory", "shop", "%", null), "TABLE_NAME", "TABLE_TYPE"))
        .containsExactly("dear VIEW", "order_x TABLE", "orders TABLE");
    assertThat(texts(metadata.getTables("memory", "shop", "order_", null), "TABLE_NAME"))
        .containsExactly("orders");
    assertThat(texts(metadata.getTables("memory", "shop", "order\\_%", null), "TABLE_NAME"))
        .containsExactly("order_x");
    assertThat(texts(
            metadata.getTables(null, null, "dear", new String[] {"VIEW"}),
            "TABLE_CAT",
            "TABLE_NAME"))
        .containsExactly("memory dear");
    assertThat(texts(
            metadata.getTables("temp", null, "%", new String[] {"LOCAL TEMPORARY"}), "TABLE_NAME"))
        .containsExactly("scratch");
    assertThat(texts(metadata.getTables("tpch", "sf1", "line%", null), "TABLE_NAME"))
        .containsExactly("lineitem");
    assertThat(texts(metadata.getTables("memory", "nowhere", "%", null), "TABLE_NAME"))
        .isEmpty();
    assertThat(texts(metadata.getTableTypes(), "TABLE_TYPE"))
        .containsExactly("LOCAL TEMPORARY", "SYSTEM TABLE", "TABLE", "VIEW");
  }

  @Test
  void columnsAndKeys() throws SQLException {
    assertThat(texts(
            metadata.getColumns("memory", "shop", "orders", "%"),
            "COLUMN_NAME",
            "DATA_TYPE",
            "TYPE_NAME",
            "ORDINAL_POSITION",
            "IS_NULLABLE"))
        .containsExactly(
            "id " + Types.BIGINT + " BIGINT 1 NO",
            "price " + Types.DECIMAL + " DECIMAL(10,2) 2 NO",
            "note " + Types.VARCHAR + " VARCHAR 3 YES",
            "tags " + Types.ARRAY + " VARCHAR[] 4 YES");
    assertThat(texts(metadata.getColumns("memory", "shop", "dear", "pr%"), "COLUMN_NAME"))
        .containsExactly("price");
    assertThat(texts(
            metadata.getPrimaryKeys("memory", "shop", "orders"),
            "TABLE_SCHEM",
            "COLUMN_NAME",
            "KEY_SEQ"))
        .containsExactly("shop id 1");
    assertThat(texts(metadata.getPrimaryKeys("memory", "shop", "order_x"), "COLUMN_NAME"))
        .isEmpty();
    assertThat(texts(metadata.getImportedKeys("memory", "shop", "orders"), "PKTABLE_NAME"))
        .isEmpty();
    assertThat(texts(metadata.getExportedKeys("memory", "shop", "orders"), "PKTABLE_NAME"))
        .isEmpty();
    assertThat(texts(
            metadata.getCrossReference("memory", "shop", "orders", "memory", "shop", "order_x"),
            "PKTABLE_NAME"))
        .isEmpty();
    assertThat(metadata.getIndexInfo("memory", "shop", "orders", false, true).next())
        .isFalse();
    assertThat(metadata.getProcedures(null, null, "%").next()).isFalse();
    assertThat(metadata.getFunctions(null, null, "%").next()).isFalse();
  }

  @Test
  void factsOfTheServer() throws SQLException {
    assertThat(metadata.getDatabaseProductName()).isEqualTo("Sluice");
    assertThat(metadata.getDatabaseProductVersion()).isNotEmpty();
    assertThat(metadata.getDriverName()).contains("Arrow Flight");
    assertThat(metadata.getIdentifierQuoteString()).isEqualTo("\"");
    assertThat(metadata.isReadOnly()).isFalse();
    assertThat(metadata.getSQLKeywords()).contains("SELECT");
    assertThat(metadata.getNumericFunctions().split(", ")).contains("abs", "round");
    assertThat(metadata.getStringFunctions().split(", ")).contains("upper");
    assertThat(metadata.getTimeDateFunctions().split(", ")).contains("date_trunc");
    assertThat(metadata.getSystemFunctions().split(", ")).contains("coalesce", "sum");
    assertThat(metadata.getSearchStringEscape()).isEqualTo("\\");
    assertThat(metadata.supportsFullOuterJoins()).isTrue();
    assertThat(metadata.supportsUnionAll()).isTrue();
    assertThat(metadata.supportsCorrelatedSubqueries()).isTrue();
    assertThat(metadata.supportsGroupByUnrelated()).isTrue();
    assertThat(metadata.supportsTransactions()).isFalse();
    assertThat(metadata.getDefaultTransactionIsolation()).isEqualTo(Connection.TRANSACTION_NONE);
    assertThat(metadata.supportsBatchUpdates()).isTrue();
    assertThat(metadata.supportsConvert(Types.INTEGER, Types.VARCHAR)).isTrue();
    assertThat(metadata.supportsConvert(Types.DATE, Types.INTEGER)).isFalse();
    assertThat(metadata.getSchemaTerm()).isEqualTo("schema");
    assertThat(metadata.getCatalogTerm()).isEqualTo("catalog");
    assertThat(metadata.getMaxConnections()).isEqualTo(1000);
    assertThat(metadata.supportsResultSetType(ResultSet.TYPE_FORWARD_ONLY)).isTrue();
  }
}
