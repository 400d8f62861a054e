package io.sluice.sql;

import io.sluice.error.Position;
import java.util.List;
import java.util.Optional;

/** One statement of a text. Immutable. */
public sealed interface Statement
    permits Statement.Query,
        Statement.Explain,
        Statement.Analyze,
        Statement.SetOption,
        Statement.ResetOption,
        Statement.ShowOption,
        AnalyzeTable,
        CopyStatement,
        DefinitionStatement,
        InsertIntoFunction,
        InspectionStatement,
        SessionStatement,
        TableStatement {
  /** Where its text begins. */
  Position position();

  /** How many {@code ?} it has. */
  default int parameterCount() {
    return 0;
  }

  /** Whether its parameters are {@code $1} and the like, which count from the first value on in each statement. */
  default boolean hasNumberedParameters() {
    return false;
  }

  /** A query that gives the values of a PIVOT without a list of them, which have to be known before this statement is planned. It takes the same parameters. */
  default Optional<Query> pivotQuestion() {
    return Optional.empty();
  }

  /**
   * This statement with the answer of {@link #pivotQuestion}. There may be another question then.
   *
   * @param values the texts of the answer's only column, in their order
   */
  default Statement withPivotValues(List<String> values) {
    throw new IllegalStateException("nothing was asked");
  }

  /** What {@link SqlPlanner#plan} takes: SELECT, VALUES, WITH. */
  final class Query implements Statement {
    private final StatementText source;
    private final ParameterRange parameters;
    private final Position position;

    Query(StatementText source, ParameterRange parameters, Position position) {
      this.source = source;
      this.parameters = parameters;
      this.position = position;
    }

    @Override
    public Position position() {
      return position;
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
    public Optional<Query> pivotQuestion() {
      return source.isMissingPivotValues()
          ? Optional.of(new Query(source.pivotQuestion(), parameters, position))
          : Optional.empty();
    }

    @Override
    public Query withPivotValues(List<String> values) {
      return new Query(source.withPivotValues(values), parameters, position);
    }

    StatementText source() {
      return source;
    }

    ParameterRange parameters() {
      return parameters;
    }
  }

  /** {@code EXPLAIN [(FORMAT JSON)] statement}: of a query or a statement that writes. */
  record Explain(Statement statement, boolean isJson, Position position) implements Statement {
    @Override
    public int parameterCount() {
      return statement.parameterCount();
    }

    @Override
    public boolean hasNumberedParameters() {
      return statement.hasNumberedParameters();
    }

    @Override
    public Optional<Query> pivotQuestion() {
      return statement.pivotQuestion();
    }

    @Override
    public Explain withPivotValues(List<String> values) {
      return new Explain(statement.withPivotValues(values), isJson, position);
    }
  }

  /** {@code EXPLAIN ANALYZE [(FORMAT JSON)] query}. */
  record Analyze(Query query, boolean isJson, Position position) implements Statement {
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
    public Analyze withPivotValues(List<String> values) {
      return new Analyze(query.withPivotValues(values), isJson, position);
    }
  }

  /** {@code SET name = value}. The value is a text in the form that {@link io.sluice.config.ConfigOption#parse} takes. */
  record SetOption(String name, String value, Position position) implements Statement {}

  /** {@code RESET name}, or {@code RESET ALL} when empty. */
  record ResetOption(Optional<String> name, Position position) implements Statement {}

  /** {@code SHOW name}, or {@code SHOW ALL} when empty. */
  record ShowOption(Optional<String> name, Position position) implements Statement {}
}
