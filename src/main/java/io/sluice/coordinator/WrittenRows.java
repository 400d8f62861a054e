package io.sluice.coordinator;

import io.sluice.catalog.SessionNames;
import io.sluice.column.RecordBatch;
import io.sluice.extension.write.CheckDefinition;
import io.sluice.extension.write.TableDefinition;
import io.sluice.extension.write.WritableCatalog;
import io.sluice.extension.write.WritableSchema;
import io.sluice.plan.QueryId;
import io.sluice.sql.SessionContext;
import io.sluice.sql.TableStatement;
import io.sluice.sql.TableWrite;
import io.sluice.sql.write.Checks;
import io.sluice.type.Literal;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Asks queries of the rows that one statement writes, changes or removes: what RETURNING wants of them, and whether they keep the conditions of the table. */
final class WrittenRows {
  private final Coordinator coordinator;
  private final TableStatement statement;
  private final TableWrite write;
  private final SessionContext session;

  WrittenRows(
      Coordinator coordinator, TableStatement statement, TableWrite write, SessionContext session) {
    this.coordinator = coordinator;
    this.statement = statement;
    this.write = write;
    this.session = session;
  }

  /** A session in which the table's name stands for some rows. Blocks. */
  SessionContext named(List<RecordBatch> rows) {
    WritableCatalog catalog = (WritableCatalog) coordinator
        .catalogs()
        .catalog(write.target().catalog(), session.names())
        .orElseThrow();
    WritableCatalog written = catalog.newTemporary(SessionNames.TEMPORARY);
    WritableSchema schema =
        (WritableSchema) written.schema(SessionNames.DEFAULT_SCHEMA).orElseThrow();
    TableDefinition table = write.table();
    schema.create(
        new TableDefinition(table.name(), table.columns(), List.of()), rows, session.settings());
    return session.withNames(new SessionNames(session.names().path(), Optional.of(written)));
  }

  /** What RETURNING asks of the rows. */
  Future<QueryResult> returned(QueryId id, List<RecordBatch> rows, List<Literal> parameters) {
    return coordinator
        .blocking(() -> named(rows))
        .compose(context -> coordinator.run(
            id,
            session.settings(),
            () -> coordinator.planner().returning(statement, context, parameters)));
  }

  /** Fails with code CONSTRAINT_VIOLATION when a row breaks a condition of the table. */
  Future<Void> check(List<RecordBatch> rows) {
    return coordinator
        .blocking(() -> named(rows))
        .compose(context -> coordinator.run(
            coordinator.newQueryId(),
            session.settings(),
            () -> coordinator.planner().checks(statement, write.table(), context)))
        .compose(result -> BatchLoop.forEach(result, this::checkAnswer).eventually(result::close));
  }

  private boolean checkAnswer(RecordBatch answer) {
    List<CheckDefinition> checks = write.table().checks();
    for (int i = 0; i < checks.size() && answer.rowCount() > 0; i++) {
      if (Boolean.TRUE.equals(answer.column(i).value(answer.rowAt(0)))) {
        throw Checks.broken(write.table(), checks.get(i));
      }
    }
    return true;
  }
}
