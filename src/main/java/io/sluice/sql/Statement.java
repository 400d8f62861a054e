package io.sluice.sql;

import io.sluice.error.Position;
import java.util.Optional;

/** One statement of a text. Immutable. */
public sealed interface Statement {
  /** Where its text begins. */
  Position position();

  /** What {@link SqlPlanner#plan} takes: SELECT, VALUES, WITH. */
  final class Query implements Statement {
    private final String text;
    private final int index;
    private final ParameterRange parameters;
    private final Position position;

    /**
     * Names a query by its place.
     *
     * @param text of all statements that were parsed together
     * @param index which of them
     */
    Query(String text, int index, ParameterRange parameters, Position position) {
      this.text = text;
      this.index = index;
      this.parameters = parameters;
      this.position = position;
    }

    @Override
    public Position position() {
      return position;
    }

    /** How many {@code ?} it has. */
    public int parameterCount() {
      return parameters.count();
    }

    String text() {
      return text;
    }

    int index() {
      return index;
    }

    ParameterRange parameters() {
      return parameters;
    }
  }

  /** {@code EXPLAIN query}. */
  record Explain(Query query, Position position) implements Statement {}

  /** {@code SET name = value}. The value is a text in the form that {@link io.sluice.config.ConfigOption#parse} takes. */
  record SetOption(String name, String value, Position position) implements Statement {}

  /** {@code RESET name}, or {@code RESET ALL} when empty. */
  record ResetOption(Optional<String> name, Position position) implements Statement {}

  /** {@code SHOW name}, or {@code SHOW ALL} when empty. */
  record ShowOption(Optional<String> name, Position position) implements Statement {}
}
