package io.sluice.flight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Prepared statements of the stock JDBC driver. */
class JdbcParametersTest {
  private static FlightEngineFixture flight;
  private static Connection connection;

  @BeforeAll
  static void start() throws SQLException {
    flight = new FlightEngineFixture();
    connection = flight.connect();
  }

  @AfterAll
  static void stop() throws SQLException {
    connection.close();
    flight.close();
  }

  private interface Binding {
    void bind(PreparedStatement statement) throws SQLException;
  }

  private static String answer(String sql, Binding binding) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      String announced = statement.getMetaData().getColumnTypeName(1);
      binding.bind(statement);
      try (ResultSet rows = statement.executeQuery()) {
        assertThat(rows.getMetaData().getColumnTypeName(1)).isEqualTo(announced);
        assertThat(rows.next()).isTrue();
        String answer = announced + " " + rows.getString(1);
        assertThat(rows.next()).isFalse();
        return answer;
      }
    }
  }

  @Test
  void valuesOfAllTypesComeBackAsTheyWere() throws SQLException {
    assertThat(answer("SELECT CAST(? AS TINYINT)", s -> s.setByte(1, (byte) -5)))
        .isEqualTo("TINYINT -5");
    assertThat(answer("SELECT CAST(? AS SMALLINT)", s -> s.setShort(1, (short) 300)))
        .isEqualTo("SMALLINT 300");
    assertThat(answer("SELECT CAST(? AS INTEGER)", s -> s.setInt(1, 70_000)))
        .isEqualTo("INTEGER 70000");
    assertThat(answer("SELECT CAST(? AS BIGINT)", s -> s.setLong(1, 5))).isEqualTo("BIGINT 5");
    assertThat(answer("SELECT CAST(? AS REAL)", s -> s.setFloat(1, 1.5f))).isEqualTo("FLOAT 1.5");
    assertThat(answer("SELECT CAST(? AS DOUBLE)", s -> s.setDouble(1, 0.1)))
        .isEqualTo("DOUBLE 0.1");
    assertThat(answer(
            "SELECT CAST(? AS DECIMAL(10, 2))", s -> s.setBigDecimal(1, new BigDecimal("12.50"))))
        .isEqualTo("DECIMAL 12.50");
    assertThat(answer("SELECT CAST(? AS BOOLEAN)", s -> s.setBoolean(1, true)))
        .isEqualTo("BOOLEAN true");
    assertThat(answer("SELECT CAST(? AS VARCHAR)", s -> s.setString(1, "it's")))
        .isEqualTo("VARCHAR it's");
    assertThat(answer(
            "SELECT CAST(? AS VARBINARY) = X'00FF'", s -> s.setBytes(1, new byte[] {0, -1})))
        .isEqualTo("BOOLEAN true");
    assertThat(answer("SELECT CAST(? AS DATE)", s -> s.setDate(1, Date.valueOf("2024-02-29"))))
        .isEqualTo("DATE 2024-02-29");
    assertThat(answer(
            "SELECT CAST(CAST(? AS TIME) AS VARCHAR)", s -> s.setTime(1, Time.valueOf("12:34:56"))))
        .isEqualTo("VARCHAR 12:34:56");
    assertThat(answer(
            "SELECT CAST(CAST(? AS TIMESTAMP) AS VARCHAR)",
            s -> s.setTimestamp(1, Timestamp.valueOf("2024-02-29 12:34:56.789"))))
        .isEqualTo("VARCHAR 2024-02-29 12:34:56.789");
    assertThat(answer(
            "SELECT CAST(CAST(? AS TIMESTAMP(9)) AS VARCHAR)",
            s -> s.setTimestamp(1, Timestamp.valueOf("1969-02-28 12:34:56.789"))))
        .isEqualTo("VARCHAR 1969-02-28 12:34:56.789");
    assertThat(answer(
            "SELECT CAST(? AS UUID)", s -> s.setString(1, "123e4567-e89b-12d3-a456-426614174000")))
        .isEqualTo("VARCHAR 123e4567-e89b-12d3-a456-426614174000");
    assertThat(answer("SELECT CAST(CAST(? AS INTERVAL) AS VARCHAR)", s -> s.setString(1, "3 days")))
        .isEqualTo("VARCHAR 3 days");
    assertThat(
            answer("SELECT CAST(CAST(? AS INTEGER[]) AS VARCHAR)", s -> s.setString(1, "[1, 2]")))
        .isEqualTo("VARCHAR [1, 2]");
  }

  @Test
  void nullsOfAllKindsAreTaken() throws SQLException {
    for (String type : new String[] {"INTEGER", "DOUBLE", "VARCHAR", "DATE", "DECIMAL(9, 3)"}) {
      assertThat(answer("SELECT CAST(? AS " + type + ")", s -> s.setNull(1, Types.NULL)))
          .isEqualTo(type.replaceFirst("\\(.*", "") + " null");
    }
  }

  @Test
  void aPlaceTellsItsType() throws SQLException {
    assertThat(answer("SELECT number FROM numbers(0, 10) WHERE number = ?", s -> s.setLong(1, 7)))
        .isEqualTo("BIGINT 7");
    assertThat(answer(
            "SELECT count(*) FROM numbers(0, 10) WHERE number BETWEEN ? AND ? OR number IN (?, 9)",
            s -> {
              s.setLong(1, 1);
              s.setLong(2, 3);
              s.setLong(3, 8);
            }))
        .isEqualTo("BIGINT 5");
    assertThat(answer("SELECT number FROM numbers(0, 10) ORDER BY number LIMIT ? OFFSET ?", s -> {
          s.setLong(1, 1);
          s.setLong(2, 4);
        }))
        .isEqualTo("BIGINT 4");
    assertThat(answer("SELECT ?", s -> s.setString(1, "text"))).isEqualTo("VARCHAR text");
    assertThat(answer("SELECT abs(?)", s -> s.setDouble(1, -2.5))).isEqualTo("DOUBLE 2.5");
    assertThat(answer("SELECT upper(?)", s -> s.setString(1, "abc"))).isEqualTo("VARCHAR ABC");
    assertThat(answer("SELECT sum(number) FROM numbers(0, ?)", s -> s.setLong(1, 5)))
        .endsWith(" 10");
    assertThat(answer("SELECT 'x' || ? || 'y'", s -> s.setString(1, "-"))).isEqualTo("VARCHAR x-y");
    assertThat(answer("SELECT 'abc' LIKE ?", s -> s.setString(1, "a%"))).isEqualTo("BOOLEAN true");
    assertThat(answer("SELECT CASE WHEN ? THEN 1 ELSE 2 END", s -> s.setBoolean(1, false)))
        .isEqualTo("INTEGER 2");
    assertThat(answer("SELECT $2 || $1 || $2", s -> {
          s.setString(1, "a");
          s.setString(2, "b");
        }))
        .isEqualTo("VARCHAR bab");
  }

  @Test
  void aStatementRunsAgainWithOtherValues() throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT number FROM numbers(0, 10) WHERE number = ?")) {
      for (long n = 0; n < 10; n++) {
        statement.setLong(1, n);
        try (ResultSet rows = statement.executeQuery()) {
          assertThat(rows.next()).isTrue();
          assertThat(rows.getLong(1)).isEqualTo(n);
        }
      }
    }
  }

  @Test
  void rowsAreInsertedChangedAndRemoved() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate(
              "CREATE TABLE p (a INTEGER, b VARCHAR, c DECIMAL(8, 2), d TIMESTAMP, e DATE)"))
          .isZero();
    }
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO p VALUES (?, ?, ?, ?, ?)")) {
      for (int i = 0; i < 3; i++) {
        insert.setInt(1, i);
        insert.setString(2, "b" + i);
        insert.setBigDecimal(3, new BigDecimal(i + ".25"));
        insert.setTimestamp(4, Timestamp.valueOf("2024-01-01 00:00:0" + i));
        insert.setDate(5, Date.valueOf("2024-01-0" + (i + 1)));
        assertThat(insert.executeUpdate()).isEqualTo(1);
      }
      for (int i = 3; i < 6; i++) {
        insert.setInt(1, i);
        insert.setString(2, null);
        insert.setBigDecimal(3, new BigDecimal("0.00"));
        insert.setTimestamp(4, Timestamp.valueOf("2024-01-01 00:00:00"));
        insert.setDate(5, Date.valueOf("2024-01-01"));
        insert.addBatch();
      }
      insert.executeBatch();
    }
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE p SET b = ? WHERE a >= ?")) {
      update.setString(1, "new");
      update.setInt(2, 4);
      assertThat(update.executeUpdate()).isEqualTo(2);
    }
    try (PreparedStatement delete = connection.prepareStatement("DELETE FROM p WHERE b = ?")) {
      delete.setString(1, "b1");
      assertThat(delete.executeUpdate()).isEqualTo(1);
    }
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(
            "SELECT string_agg(concat(a, ':', b, ':', c, ':', e), ' ' ORDER BY a) FROM p")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString(1))
          .isEqualTo(
              "0:b0:0.25:2024-01-01 2:b2:2.25:2024-01-03 3::0.00:2024-01-01 4:new:0.00:2024-01-01 5:new:0.00:2024-01-01");
    }
    try (PreparedStatement returning =
        connection.prepareStatement("INSERT INTO p (a) VALUES (?) RETURNING a + 1 AS next")) {
      returning.setInt(1, 41);
      try (ResultSet rows = returning.executeQuery()) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getInt("next")).isEqualTo(42);
      }
    }
  }

  @Test
  void aValueThatDoesNotFitIsRefused() {
    // The driver does not wrap what an execution fails with.
    assertThatThrownBy(() -> answer("SELECT CAST(? AS UUID)", s -> s.setString(1, "no uuid")))
        .hasMessageContaining("no uuid");
    assertThatThrownBy(
            () -> answer("SELECT number FROM numbers(0, 1) LIMIT ?", s -> s.setLong(1, -1)))
        .hasMessageContaining("not negative");
  }
}
