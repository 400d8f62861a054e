package io.sluice.sql;

import io.sluice.error.Position;
import java.util.List;
import java.util.Optional;

/** A statement that makes or changes a table by the rows of a query, so that it is planned as one. Immutable. */
public final class TableStatement implements Statement {
  private final Kind kind;
  private final ObjectName target;
  private final StatementText source;
  private final ParameterRange parameters;
  private final boolean isReturning;
  private final Position position;

  /** What becomes of the rows. */
  public enum Kind {
    /** They are a new table's. */
    CREATE,
    /** As CREATE, in the place of a table of that name. */
    CREATE_OR_REPLACE,
    /** As CREATE, unless there is a table of that name. */
    CREATE_IF_NOT_EXISTS,
    /** They are added. */
    INSERT,
    /** They take the place of the table's, with a first column that says which were changed. */
    UPDATE,
    /** They are those of the table, with a first column that says which are to go. */
    DELETE,
    /** They take the place of the table's, with a first column that says what becomes of each. */
    MERGE,
    /** They are those of the table with other columns; there is no query if the columns stay. */
    ALTER
  }

  TableStatement(
      Kind kind,
      ObjectName target,
      StatementText source,
      ParameterRange parameters,
      boolean isReturning,
      Position position) {
    this.kind = kind;
    this.target = target;
    this.source = source;
    this.parameters = parameters;
    this.isReturning = isReturning;
    this.position = position;
  }

  public Kind kind() {
    return kind;
  }

  public ObjectName target() {
    return target;
  }

  /** Whether it answers with the rows it writes instead of their number. */
  public boolean isReturning() {
    return isReturning;
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
  public Optional<Statement.Query> pivotQuestion() {
    return source.isMissingPivotValues()
        ? Optional.of(new Statement.Query(source.pivotQuestion(), parameters, position))
        : Optional.empty();
  }

  @Override
  public TableStatement withPivotValues(List<String> values) {
    return new TableStatement(
        kind, target, source.withPivotValues(values), parameters, isReturning, position);
  }

  StatementText source() {
    return source;
  }

  ParameterRange parameters() {
    return parameters;
  }
}
