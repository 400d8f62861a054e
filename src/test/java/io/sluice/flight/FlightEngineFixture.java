package io.sluice.flight;

import io.sluice.api.SluiceOptions;
import io.sluice.config.NodeConfig;
import io.sluice.testing.EmbeddedEngine;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** An embedded engine of two workers with a Flight SQL server, and connections of the JDBC driver to it. */
final class FlightEngineFixture implements AutoCloseable {
  private final EmbeddedEngine engine;
  private final FlightServer server;
  private final int port;

  FlightEngineFixture() {
    this(new JsonObject());
  }

  /**
   * @param options of the server
   */
  FlightEngineFixture(JsonObject options) {
    engine =
        new EmbeddedEngine(new SluiceOptions().setWorkers(2).setSetting("target_partitions", "4"));
    server = new FlightServer(
        engine.vertx(), engine.sluice().coordinator(), NodeConfig.of(options).values());
    port = EmbeddedEngine.await(server.listen("127.0.0.1", 0));
  }

  Connection connect() throws SQLException {
    return connect("", new Properties());
  }

  /**
   * @param parameters further ones of the URL, each behind a {@code &}
   */
  Connection connect(String parameters, Properties properties) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:arrow-flight-sql://127.0.0.1:" + port + "/?useEncryption=false" + parameters,
        properties);
  }

  EmbeddedEngine engine() {
    return engine;
  }

  FlightServer server() {
    return server;
  }

  int port() {
    return port;
  }

  /** Waits until no query runs and nothing is reserved. */
  void awaitNothingLeft() {
    io.sluice.testing.TestCluster.eventually(
        "running queries", () -> engine.sluice().coordinator().runningQueries().isEmpty());
    io.sluice.testing.TestCluster.eventually(
        "open tasks",
        () -> engine.sluice().workers().stream()
            .allMatch(worker -> worker.openTasks().isEmpty()));
    engine.assertNothingLeft();
  }

  @Override
  public void close() {
    EmbeddedEngine.await(server.close());
    awaitNothingLeft();
    engine.close();
  }
}
