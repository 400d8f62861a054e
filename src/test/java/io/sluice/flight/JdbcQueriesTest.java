package io.sluice.flight;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Queries of the stock JDBC driver. */
class JdbcQueriesTest {
  private static FlightEngineFixture flight;

  @BeforeAll
  static void start() {
    flight = new FlightEngineFixture();
  }

  @AfterAll
  static void stop() {
    flight.close();
  }

  @Test
  void aQueryGivesItsRows() throws SQLException {
    try (Connection connection = flight.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(
            "SELECT number AS n, 'x' || number AS t FROM numbers(0, 3) ORDER BY n")) {
      assertThat(rows.getMetaData().getColumnName(1)).isEqualTo("n");
      for (int i = 0; i < 3; i++) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getLong("n")).isEqualTo(i);
        assertThat(rows.getString("t")).isEqualTo("x" + i);
      }
      assertThat(rows.next()).isFalse();
    }
  }
}
