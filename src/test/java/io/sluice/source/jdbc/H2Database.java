package io.sluice.source.jdbc;

import io.sluice.api.SluiceOptions;
import io.sluice.testing.EmbeddedEngine;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** An H2 database in memory that remembers what it was asked. */
final class H2Database implements AutoCloseable {
  static final String PASSWORD = "se-cr-et-9871";

  private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
  private final Connection connection;

  H2Database() {
    try {
      connection = DriverManager.getConnection(url, "sa", PASSWORD);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
    run("SET QUERY_STATISTICS TRUE", "SET QUERY_STATISTICS_MAX_ENTRIES 1000");
  }

  /** How a node is told of it, under the name {@code shop}. */
  JsonObject login() {
    return new JsonObject().put("url", url).put("user", "sa").put("password", PASSWORD);
  }

  static JsonObject config(JsonObject login) {
    return new JsonObject()
        .put("jdbc", new JsonObject().put("databases", new JsonObject().put("shop", login)));
  }

  EmbeddedEngine engine() {
    return engine(config(login()));
  }

  static EmbeddedEngine engine(JsonObject config) {
    return new EmbeddedEngine(new SluiceOptions()
        .setWorkers(2)
        .setSetting("target_partitions", "3")
        .setNodeConfig(config));
  }

  H2Database run(String... statements) {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
      return this;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** What was asked of tables since the last call. */
  List<String> asked() {
    List<String> asked = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(
            "SELECT sql_statement FROM information_schema.query_statistics ORDER BY 1")) {
      while (rows.next()) {
        String sql = rows.getString(1);
        if (sql.contains("\"PUBLIC\".") || sql.contains(") AS q")) {
          asked.add(sql);
        }
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
    run("SET QUERY_STATISTICS FALSE", "SET QUERY_STATISTICS TRUE");
    return asked;
  }

  @Override
  public void close() {
    run("SHUTDOWN");
  }
}
