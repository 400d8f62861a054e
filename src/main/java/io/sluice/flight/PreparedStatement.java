package io.sluice.flight;

import io.sluice.coordinator.StatementDescription;
import io.sluice.type.Literal;
import java.util.List;

/** A statement that a client has prepared, with the values it has sent for the next execution. Thread-safe. */
final class PreparedStatement {
  private final FlightSession session;
  private final String sql;
  private final StatementDescription description;
  private volatile List<List<Literal>> rows = List.of();

  PreparedStatement(FlightSession session, String sql, StatementDescription description) {
    this.session = session;
    this.sql = sql;
    this.description = description;
  }

  FlightSession session() {
    return session;
  }

  String sql() {
    return sql;
  }

  StatementDescription description() {
    return description;
  }

  /** Keeps the values of the parameters: a row for each execution. */
  void bind(List<List<Literal>> values) {
    rows = List.copyOf(values);
  }

  /** The values sent last. */
  List<List<Literal>> rows() {
    return rows;
  }
}
