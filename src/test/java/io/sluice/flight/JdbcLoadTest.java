package io.sluice.flight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.testing.TestCluster;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Long results, many connections, cancellation and who may connect. */
class JdbcLoadTest {
  private static final String ENDLESS = "SELECT number FROM numbers(0, 10000000000000)";

  private static FlightEngineFixture flight;

  @BeforeAll
  static void start() {
    flight = new FlightEngineFixture(new JsonObject()
        .put("flight.user", "ann")
        .put("flight.password", "s3cret:")
        .put("flight.max_sessions", 20));
  }

  @AfterAll
  static void stop() {
    flight.close();
  }

  @AfterEach
  void nothingIsLeft() {
    flight.awaitNothingLeft();
  }

  private static Connection connect() throws SQLException {
    return connect("ann", "s3cret:");
  }

  private static Connection connect(String user, String password) throws SQLException {
    Properties properties = new Properties();
    properties.put("user", user);
    properties.put("password", password);
    return flight.connect("", properties);
  }

  @Test
  void aMillionRowsReadSlowlyHoldNoMemoryBack() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(
            "SELECT number, repeat('x', 100) AS t FROM numbers(0, 1000000)")) {
      long sum = 0;
      long most = 0;
      for (int i = 0; i < 1_000_000; i++) {
        assertThat(rows.next()).isTrue();
        sum += rows.getLong(1);
        if (i % 100_000 == 0) {
          most = Math.max(most, flight.engine().sluice().resources().memory().reservedBytes());
        }
      }
      assertThat(rows.next()).isFalse();
      assertThat(sum).isEqualTo(499_999_500_000L);
      // The rows are 110 MB.
      assertThat(most).isLessThan(64L << 20);
    }
  }

  @Test
  void aCancelledStatementEndsItsTasks() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(ENDLESS)) {
      assertThat(rows.next()).isTrue();
      assertThat(flight.engine().sluice().coordinator().runningQueries()).hasSize(1);
      statement.cancel();
      flight.awaitNothingLeft();
    }
  }

  @Test
  void aResultThatIsClosedEarlyEndsItsTasks() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      try (ResultSet rows = statement.executeQuery(ENDLESS)) {
        assertThat(rows.next()).isTrue();
      }
      flight.awaitNothingLeft();
      try (ResultSet rows = statement.executeQuery("SELECT 1")) {
        assertThat(rows.next()).isTrue();
      }
    }
  }

  @Test
  void manyConnectionsAskAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<Long>> sums = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        int last = 1_000 * (i + 1);
        sums.add(threads.submit(() -> sum(last)));
      }
      for (int i = 0; i < 8; i++) {
        long last = 1_000L * (i + 1);
        assertThat(sums.get(i).get()).isEqualTo(5 * (last * (last - 1) / 2));
      }
    } finally {
      threads.shutdown();
    }
  }

  private static long sum(int last) throws SQLException {
    long sum = 0;
    try (Connection connection = connect()) {
      for (int i = 0; i < 5; i++) {
        try (Statement statement = connection.createStatement();
            ResultSet rows =
                statement.executeQuery("SELECT number FROM numbers(0, " + last + ")")) {
          while (rows.next()) {
            sum += rows.getLong(1);
          }
        }
      }
    }
    return sum;
  }

  @Test
  void aSessionKeepsItsSettingsAndTables() throws SQLException {
    try (Connection one = connect();
        Connection other = connect();
        Statement ones = one.createStatement();
        Statement others = other.createStatement()) {
      ones.executeUpdate("SET batch_size = 77");
      ones.executeUpdate("CREATE TEMP TABLE mine AS SELECT 5 AS v");
      try (ResultSet rows = ones.executeQuery("SHOW batch_size")) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getString("value")).isEqualTo("77");
      }
      try (ResultSet rows = ones.executeQuery("SELECT v FROM mine")) {
        assertThat(rows.next()).isTrue();
      }
      try (ResultSet rows = others.executeQuery("SHOW batch_size")) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getString("value")).isEqualTo("8192");
      }
      assertThatThrownBy(() -> others.executeQuery("SELECT v FROM mine"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("Table 'mine' not found");
      ones.executeUpdate("DROP TABLE mine");
    }
  }

  @Test
  void onlyTheUserMayConnect() {
    for (String[] wrong : new String[][] {{"ann", "s3cret"}, {"bob", "s3cret:"}}) {
      assertThatThrownBy(() -> connect(wrong[0], wrong[1]))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("Wrong user or password");
    }
    assertThatThrownBy(() -> {
          try (Connection connection = flight.connect();
              Statement statement = connection.createStatement()) {
            statement.executeQuery("SELECT 1");
          }
        })
        .hasMessageContaining("Connect with a user and a password");
    assertThatThrownBy(() -> {
          try (Connection connection = flight.connect("&token=abc", new Properties());
              Statement statement = connection.createStatement()) {
            statement.executeQuery("SELECT 1");
          }
        })
        .hasMessageContaining("no session of this token");
  }

  @Test
  void failuresSayWhatIsWrongAndWhere() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.executeQuery("SELECT nothing\nFROM tpch.sf1.nation"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("nothing")
          .hasMessageContaining("(line 1, column 8)");
      assertThatThrownBy(() -> {
            try (ResultSet rows =
                statement.executeQuery("SELECT 1 / (number - 50000) FROM numbers(0, 100000)")) {
              while (rows.next()) {
                assertThat(rows.getObject(1)).isNotNull();
              }
            }
          })
          .hasMessageContaining("1 / 0 divides by zero");
    }
  }

  @Test
  void sessionsAreBounded() throws SQLException {
    List<Connection> connections = new ArrayList<>();
    try {
      TestCluster.eventually("sessions", () -> flight.server().sessionCount() <= 20);
      assertThatThrownBy(() -> {
            for (int i = 0; i < 21; i++) {
              Connection connection = connect();
              connections.add(connection);
              try (Statement statement = connection.createStatement();
                  ResultSet rows = statement.executeQuery("SELECT 1")) {
                assertThat(rows.next()).isTrue();
              }
            }
          })
          .hasMessageContaining("flight.max_sessions");
    } finally {
      for (Connection connection : connections) {
        connection.close();
      }
    }
  }
}
