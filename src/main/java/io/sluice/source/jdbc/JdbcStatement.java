package io.sluice.source.jdbc;

import io.sluice.type.Literal;
import java.util.List;
import java.util.OptionalLong;

/**
 * A query that a database runs.
 *
 * @param parameters values of the {@code ?} of the text
 * @param limit how many rows are read at most
 */
record JdbcStatement(String sql, List<Literal> parameters, OptionalLong limit) {
  JdbcStatement {
    parameters = List.copyOf(parameters);
  }

  @Override
  public String toString() {
    return parameters.isEmpty() ? sql : sql + " " + parameters;
  }
}
