package io.sluice.coordinator;

import io.sluice.catalog.WriteTarget;
import io.sluice.catalog.stored.StoredSchema;
import io.sluice.column.RecordBatch;
import io.sluice.error.SluiceException;
import io.sluice.extension.write.WritableSchema;
import io.sluice.memory.MemoryReservation;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.QueryId;
import io.sluice.sql.SessionContext;
import io.sluice.sql.SqlPlanner;
import io.sluice.sql.TableStatement;
import io.sluice.sql.TableWrite;
import io.sluice.type.Literal;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs the statements that make or change a table: reads all rows of the statement's query here, then writes them in one step, so that a statement that fails
 * has written nothing. Statements that write to one table run one after the other. Thread-safe.
 */
final class TableWriter {
  private final Coordinator coordinator;
  private final WriteQueue queue = new WriteQueue();
  private final StoredTables stored;
  private final FileTableWriter fileTables;
  private final CollectedRows collectedRows;

  TableWriter(Coordinator coordinator, StoredTables stored) {
    this.coordinator = coordinator;
    this.stored = stored;
    this.fileTables = new FileTableWriter(coordinator);
    this.collectedRows = new CollectedRows(coordinator, fileTables);
  }

  /**
   * The number of rows written in a row, what RETURNING asks of them, or no row, for a table that is made without rows, stays or gets other columns.
   */
  Future<QueryResult> write(
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

  private Future<QueryResult> writeNext(
      QueryId id, TableStatement statement, SessionContext session, List<Literal> parameters) {
    SqlPlanner planner = coordinator.planner();
    return coordinator
        .blocking(() -> {
          TableWrite write = planner.plan(statement, session, parameters);
          if (statement.isReturning()) {
            WrittenRows none = new WrittenRows(coordinator, statement, write, session);
            planner.returning(statement, none.named(List.of()), parameters);
          }
          return write;
        })
        .compose(write -> {
          WrittenRows queries = new WrittenRows(coordinator, statement, write, session);
          return run(id, write, session, statement.isReturning(), queries)
              .compose(written -> written.isEmpty() || !statement.isReturning()
                  ? Future.succeededFuture(result(id, write, written))
                  : queries.returned(id, written.get().rows(), parameters));
        });
  }

  private static QueryResult result(QueryId id, TableWrite write, Optional<Written> written) {
    return written.isEmpty() || write.action() == TableWrite.Action.ALTER
        ? StaticResult.of(id, List.of(), List.of())
        : StaticResult.ofCount(id, written.get().count());
  }

  /**
   * What a statement did.
   *
   * @param rows that it wrote or removed, if it returns them
   */
  private record Written(long count, List<RecordBatch> rows) {}

  private Future<Optional<Written>> run(
      QueryId id,
      TableWrite write,
      SessionContext session,
      boolean isReturning,
      WrittenRows queries) {
    Optional<ExecutionPlan> plan = write.rows();
    if (write.action() == TableWrite.Action.NONE) {
      return Future.succeededFuture(Optional.empty());
    }
    if (write.action() == TableWrite.Action.REDEFINE
        && write.target().schema() instanceof StoredSchema) {
      return fileTables.redefine(id, write, session).map(Optional.empty());
    }
    if (plan.isPresent()
        && !isReturning
        && write.skippedKeys().isEmpty()
        && write.target().schema() instanceof StoredSchema) {
      return fileTables
          .write(id, write, plan.get(), session)
          .map(count -> Optional.of(new Written(count, List.of())));
    }
    if (plan.isEmpty()) {
      return commit(write, List.of(), session).map(Optional.empty());
    }
    MemoryReservation reservation =
        coordinator.memory().reserve("rows for table " + write.table().name());
    boolean hasChecks =
        !write.table().checks().isEmpty() && write.action() != TableWrite.Action.DELETE;
    RowCollector rows = new RowCollector(write, isReturning || hasChecks, reservation);
    return coordinator
        .run(isReturning ? coordinator.newQueryId() : id, session.settings(), () -> plan.get())
        .compose(result -> BatchLoop.forEach(result, rows::append).eventually(result::close))
        .compose(read -> written(write, session, rows, hasChecks ? queries : null))
        .map(Optional::of)
        .eventually(() -> {
          reservation.close();
          return Future.succeededFuture();
        });
  }

  /**
   * Checks and writes what was collected.
   *
   * @param checks null for a table without conditions
   */
  private Future<Written> written(
      TableWrite write, SessionContext session, RowCollector rows, @Nullable WrittenRows checks) {
    boolean makesTable =
        write.action() == TableWrite.Action.CREATE || write.action() == TableWrite.Action.ALTER;
    if (rows.markedCount() == 0 && !makesTable) {
      return Future.succeededFuture(new Written(0, List.of()));
    }
    List<RecordBatch> all = rows.finish();
    List<RecordBatch> marked = write.action().isMarked() ? rows.marked() : all;
    Future<Void> checked = checks == null ? Future.succeededFuture() : checks.check(marked);
    return checked
        .compose(ok -> commit(write, all, session))
        .map(added -> write.action() == TableWrite.Action.INSERT
            ? new Written(added.stream().mapToLong(RecordBatch::rowCount).sum(), added)
            : new Written(rows.markedCount(), marked));
  }

  /** The rows that were added, or the table's. */
  private Future<List<RecordBatch>> commit(
      TableWrite write, List<RecordBatch> rows, SessionContext session) {
    if (write.rows().isPresent() && write.target().schema() instanceof StoredSchema) {
      return collectedRows.write(write, rows, session);
    }
    return coordinator.blocking(() -> {
      WriteTarget target = write.target();
      WritableSchema schema = target.schema();
      String table = target.name();
      List<RecordBatch> added = rows;
      switch (write.action()) {
        case CREATE, ALTER -> schema.create(write.table(), rows, session.settings());
        case INSERT -> {
          if (write.skippedKeys().isEmpty()) {
            schema.append(table, rows, session.settings());
          } else {
            added = schema.appendNew(table, rows, write.skippedKeys(), session.settings());
          }
        }
        case UPDATE, DELETE, MERGE -> schema.replaceRows(table, rows, session.settings());
        case REDEFINE -> schema.redefine(table, write.table(), session.settings());
        case NONE -> throw new IllegalStateException("nothing to write");
      }
      stored.account(target.catalog(), session.names());
      return added;
    });
  }
}
