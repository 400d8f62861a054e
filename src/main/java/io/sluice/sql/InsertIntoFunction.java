package io.sluice.sql;

import io.sluice.error.Position;
import java.util.List;
import java.util.Optional;

/** {@code INSERT INTO function(arguments) [(columns)] query}. Immutable. */
public final class InsertIntoFunction implements Statement {
  private final StatementText source;
  private final ParameterRange parameters;
  private final Position position;

  InsertIntoFunction(StatementText source, ParameterRange parameters, Position position) {
    this.source = source;
    this.parameters = parameters;
    this.position = position;
  }

  @Override
  public int parameterCount() {
    return parameters.count();
  }

  @Override
  public boolean hasNumberedParameters() {
    return parameters.isNumbered();
  }

  @Override
  public Position position() {
    return position;
  }

  @Override
  public Optional<Query> pivotQuestion() {
    return source.isMissingPivotValues()
        ? Optional.of(new Query(source.pivotQuestion(), parameters, position))
        : Optional.empty();
  }

  @Override
  public InsertIntoFunction withPivotValues(List<String> values) {
    return new InsertIntoFunction(source.withPivotValues(values), parameters, position);
  }

  StatementText source() {
    return source;
  }

  ParameterRange parameters() {
    return parameters;
  }
}
