package io.sluice.sql;

import io.sluice.error.Position;
import java.util.Optional;

/** A statement about the session's own state, beside its settings. */
public sealed interface SessionStatement extends Statement {
  /** {@code USE catalog.schema}. */
  record Use(ObjectName schema, Position position) implements SessionStatement {}

  /** {@code PREPARE name AS statement}. */
  record Prepare(String name, Statement statement, Position position) implements SessionStatement {}

  /** {@code EXECUTE name(values)}; {@link SqlPlanner#arguments} computes the values. */
  record Execute(String name, Arguments arguments, Position position) implements SessionStatement {}

  /** {@code DEALLOCATE name}, or of all when empty. */
  record Deallocate(Optional<String> name, Position position) implements SessionStatement {}

  /** The values of an EXECUTE, not yet computed. */
  final class Arguments {
    private final StatementText source;

    Arguments(StatementText source) {
      this.source = source;
    }

    StatementText source() {
      return source;
    }
  }
}
