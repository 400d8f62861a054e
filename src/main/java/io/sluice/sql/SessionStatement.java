package io.sluice.sql;

import io.sluice.error.Position;
import java.util.Optional;
import java.util.Set;

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

  /**
   * {@code SET VARIABLE name = expression}, or {@code RESET VARIABLE name}.
   *
   * @param value a query of one row and column; empty for RESET
   */
  record SetVariable(String name, Optional<Query> value, Position position)
      implements SessionStatement {
    @Override
    public int parameterCount() {
      return value.map(Statement::parameterCount).orElse(0);
    }

    @Override
    public boolean hasNumberedParameters() {
      return value.map(Statement::hasNumberedParameters).orElse(false);
    }
  }

  /** {@code PRAGMA enable_verification} and its like, by which DuckDB checks itself: read, and nothing depends on it. */
  record Verification(Position position) implements SessionStatement {
    static final Set<String> NAMES = Set.of(
        "enable_verification",
        "disable_verification",
        "verify_external",
        "disable_verify_external",
        "verify_fetch_row",
        "disable_verify_fetch_row",
        "verify_parallelism",
        "disable_verify_parallelism",
        "verify_serializer",
        "disable_verify_serializer",
        "enable_progress_bar",
        "disable_progress_bar",
        "enable_print_progress_bar",
        "disable_print_progress_bar");
  }

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
