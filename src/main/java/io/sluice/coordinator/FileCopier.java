package io.sluice.coordinator;

import io.sluice.coordinator.file.StagedFiles;
import io.sluice.error.SluiceException;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.QueryId;
import io.sluice.sql.CopyStatement;
import io.sluice.sql.SessionContext;
import io.sluice.type.Literal;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs COPY ... TO: the workers write into a directory that does not count, and when all have ended well it gets its name. A statement that fails, is cancelled or
 * loses a worker leaves what was there before. Thread-safe.
 */
final class FileCopier {
  private final Coordinator coordinator;

  FileCopier(Coordinator coordinator) {
    this.coordinator = coordinator;
  }

  /** The plan of a statement, as EXPLAIN shows it. Blocks. */
  ExecutionPlan plan(CopyStatement statement, SessionContext session, List<Literal> parameters) {
    FileCopy copy = FileCopy.of(statement, coordinator.catalogs());
    return plan(copy, copy.target(), statement, session, parameters);
  }

  private ExecutionPlan plan(
      FileCopy copy,
      Path directory,
      CopyStatement statement,
      SessionContext session,
      List<Literal> parameters) {
    try {
      return copy.plan(
          coordinator.planner().prepare(statement.query(), session, parameters).plan(), directory);
    } catch (SluiceException e) {
      throw e.position() == null ? e.at(statement.position()) : e;
    }
  }

  /** A row with the number of rows that were written. */
  Future<QueryResult> copy(
      QueryId id, CopyStatement statement, SessionContext session, List<Literal> parameters) {
    return coordinator
        .blocking(() -> {
          FileCopy copy = FileCopy.of(statement, coordinator.catalogs());
          // Planned before anything is written, so that a statement that cannot run makes no
          // folder.
          plan(copy, copy.target(), statement, session, parameters);
          copy.checkTarget();
          return new Staged(copy, StagedFiles.beside(copy.target(), id));
        })
        .compose(staged -> write(id, statement, session, parameters, staged));
  }

  private record Staged(FileCopy copy, StagedFiles files) {}

  private Future<QueryResult> write(
      QueryId id,
      CopyStatement statement,
      SessionContext session,
      List<Literal> parameters,
      Staged staged) {
    FileWrites written = new FileWrites();
    return coordinator
        .run(
            id,
            session.settings(),
            () -> plan(staged.copy(), staged.files().directory(), statement, session, parameters))
        .compose(result -> BatchLoop.forEach(result, written::append).eventually(result::close))
        .compose(read -> coordinator.<QueryResult>blocking(() -> {
          staged.copy().publish(staged.files(), written.paths(), id);
          return StaticResult.ofCount(id, written.markedCount());
        }))
        .recover(failure -> coordinator.blocking(() -> {
          staged.files().discard();
          throw failure instanceof Exception exception
              ? exception
              : new IllegalStateException(failure);
        }));
  }
}
