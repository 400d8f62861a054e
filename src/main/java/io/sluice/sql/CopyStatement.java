package io.sluice.sql;

import io.sluice.error.Position;
import java.util.List;
import java.util.Optional;

/**
 * {@code COPY query TO 'path' (options)}. Immutable.
 *
 * @param query whose rows are written
 * @param path as written
 */
public record CopyStatement(
    Statement.Query query, String path, FileOptions options, Position position)
    implements Statement {
  @Override
  public int parameterCount() {
    return query.parameterCount();
  }

  @Override
  public boolean hasNumberedParameters() {
    return query.hasNumberedParameters();
  }

  @Override
  public Optional<Query> pivotQuestion() {
    return query.pivotQuestion();
  }

  @Override
  public CopyStatement withPivotValues(List<String> values) {
    return new CopyStatement(query.withPivotValues(values), path, options, position);
  }
}
