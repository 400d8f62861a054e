package io.sluice.coordinator;

import io.sluice.catalog.WriteTarget;
import io.sluice.column.RecordBatch;
import io.sluice.error.SluiceException;
import io.sluice.memory.MemoryReservation;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.QueryId;
import io.sluice.sql.SessionContext;
import io.sluice.sql.TableStatement;
import io.sluice.sql.TableWrite;
import io.sluice.type.Literal;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Runs the statements that make or change a table: reads all rows of the statement's query here, then writes them in one step, so that a statement that fails
 * has written nothing. Statements that write to one table run one after the other. Thread-safe.
 */
final class TableWriter {
  private final Coordinator coordinator;
  private final WriteQueue queue = new WriteQueue();
  private final StoredTables stored;

  TableWriter(Coordinator coordinator, StoredTables stored) {
    this.coordinator = coordinator;
    this.stored = stored;
  }

  /** The number of rows written; empty for a table that is made without rows or not made, as it is there. */
  Future<OptionalLong> write(
      QueryId id, TableStatement statement, SessionContext session, List<Literal> parameters) {
    return coordinator
        .blocking(() ->
            coordinator.catalogs().existingTarget(statement.target().parts(), session.names()))
        .recover(failure -> Future.failedFuture(at(failure, statement)))
        .compose(target -> queue.add(target, () -> writeNext(id, statement, session, parameters)));
  }

  private static Throwable at(Throwable failure, TableStatement statement) {
    return failure instanceof SluiceException error && error.position() == null
        ? error.at(statement.target().position())
        : failure;
  }

  private Future<OptionalLong> writeNext(
      QueryId id, TableStatement statement, SessionContext session, List<Literal> parameters) {
    return coordinator
        .blocking(() -> coordinator.planner().plan(statement, session, parameters))
        .compose(write -> run(id, write, session));
  }

  private Future<OptionalLong> run(QueryId id, TableWrite write, SessionContext session) {
    Optional<ExecutionPlan> plan = write.rows();
    if (write.action() == TableWrite.Action.NONE) {
      return Future.succeededFuture(OptionalLong.empty());
    }
    if (plan.isEmpty()) {
      return commit(write, List.of(), session).map(OptionalLong.empty());
    }
    MemoryReservation reservation =
        coordinator.memory().reserve("rows for table " + write.table().name());
    RowCollector rows = new RowCollector(write, reservation);
    return coordinator
        .run(id, session.settings(), () -> plan.get())
        .compose(result -> BatchLoop.forEach(result, rows::append).eventually(result::close))
        .compose(read -> rows.markedCount() == 0 && write.action() != TableWrite.Action.CREATE
            ? Future.succeededFuture()
            : commit(write, rows.finish(), session))
        .map(done -> OptionalLong.of(rows.markedCount()))
        .eventually(() -> {
          reservation.close();
          return Future.succeededFuture();
        });
  }

  private Future<Void> commit(TableWrite write, List<RecordBatch> rows, SessionContext session) {
    return coordinator.blocking(() -> {
      WriteTarget target = write.target();
      String table = write.table().name();
      switch (write.action()) {
        case CREATE -> target.schema().create(write.table(), rows, session.settings());
        case INSERT -> target.schema().append(table, rows, session.settings());
        case UPDATE, DELETE -> target.schema().replaceRows(table, rows, session.settings());
        case NONE -> throw new IllegalStateException("nothing to write");
      }
      stored.account(target.catalog(), session.names());
      return null;
    });
  }
}
