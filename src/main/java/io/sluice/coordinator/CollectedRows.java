package io.sluice.coordinator;

import io.sluice.catalog.SessionNames;
import io.sluice.catalog.WriteTarget;
import io.sluice.column.RecordBatch;
import io.sluice.extension.write.TableDefinition;
import io.sluice.extension.write.WritableCatalog;
import io.sluice.extension.write.WritableSchema;
import io.sluice.memory.MemoryReservation;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.QueryId;
import io.sluice.sql.SessionContext;
import io.sluice.sql.Statement;
import io.sluice.sql.TableWrite;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes rows that were collected here into a table of files: those of a statement that returns them, or that leaves out rows whose keys are there. The rows are a table in
 * memory for this, which the workers read as any other.
 */
final class CollectedRows {
  private final Coordinator coordinator;
  private final FileTableWriter files;

  CollectedRows(Coordinator coordinator, FileTableWriter files) {
    this.coordinator = coordinator;
    this.files = files;
  }

  /** Writes the rows; answers those that were added, or that are the table's now. */
  Future<List<RecordBatch>> write(
      TableWrite write, List<RecordBatch> rows, SessionContext session) {
    if (write.action() != TableWrite.Action.INSERT) {
      return write(write, TableWrite.Action.ALTER, rows, session);
    }
    if (write.skippedKeys().isEmpty()) {
      return write(write, TableWrite.Action.INSERT, rows, session);
    }
    MemoryReservation reservation =
        coordinator.memory().reserve("rows for table " + write.table().name());
    return withoutKnown(write, rows, session, reservation)
        .compose(fresh -> fresh.isEmpty()
            ? Future.succeededFuture(fresh)
            : write(write, TableWrite.Action.INSERT, fresh, session))
        .andThen((written, failure) -> reservation.close());
  }

  private Future<List<RecordBatch>> write(
      TableWrite write, TableWrite.Action action, List<RecordBatch> rows, SessionContext session) {
    return coordinator
        .blocking(() -> {
          SessionContext collected = collected(write.table(), List.of(), rows, session);
          return coordinator.planner().wholeTable(place(write), collected);
        })
        .compose((ExecutionPlan plan) -> files.write(
            coordinator.newQueryId(),
            new TableWrite(action, write.target(), write.table(), Optional.of(plan), List.of()),
            plan,
            session))
        .map(count -> rows);
  }

  private static List<String> place(TableWrite write) {
    return List.of(
        SessionNames.TEMPORARY, SessionNames.DEFAULT_SCHEMA, write.table().name());
  }

  /** A session in which the table's name stands for rows; of equal keys the first row is kept. Blocks. */
  private SessionContext collected(
      TableDefinition table,
      List<List<Integer>> keys,
      List<RecordBatch> rows,
      SessionContext session) {
    WritableCatalog catalog =
        coordinator.catalogs().stored().orElseThrow().newTemporary(SessionNames.TEMPORARY);
    WritableSchema schema =
        (WritableSchema) catalog.schema(SessionNames.DEFAULT_SCHEMA).orElseThrow();
    schema.create(
        new TableDefinition(table.name(), table.columns(), keys), List.of(), session.settings());
    if (keys.isEmpty()) {
      schema.append(table.name(), rows, session.settings());
    } else {
      schema.appendNew(table.name(), rows, keys, session.settings());
    }
    return session.withNames(new SessionNames(session.names().path(), Optional.of(catalog)));
  }

  /** Those of the rows whose keys are not in the table, and of equal ones the first. */
  private Future<List<RecordBatch>> withoutKnown(
      TableWrite write,
      List<RecordBatch> rows,
      SessionContext session,
      MemoryReservation reservation) {
    BatchCopies fresh = new BatchCopies(write.table().schema(), reservation);
    QueryId id = coordinator.newQueryId();
    return coordinator
        .parse(freshRows(write))
        .compose(statements -> coordinator
            .blocking(() -> collected(write.table(), write.skippedKeys(), rows, session))
            .compose(collected ->
                coordinator.run(id, (Statement.Query) statements.get(0), collected, List.of())))
        .compose(result -> BatchLoop.forEach(result, batch -> {
              fresh.append(batch);
              return true;
            })
            .eventually(result::close))
        .map(read -> fresh.finish());
  }

  private static String freshRows(TableWrite write) {
    WriteTarget target = write.target();
    String conditions = write.skippedKeys().stream()
        .map(key -> "NOT EXISTS (SELECT 1 FROM %s AS o WHERE %s)"
            .formatted(
                name(List.of(target.catalog(), target.schemaName(), target.name())),
                key.stream()
                    .map(column -> write.table().columns().get(column).field().name())
                    .map(column -> "o." + quoted(column) + " = n." + quoted(column))
                    .collect(Collectors.joining(" AND "))))
        .collect(Collectors.joining(" AND "));
    return "SELECT * FROM %s AS n WHERE %s".formatted(name(place(write)), conditions);
  }

  private static String name(List<String> parts) {
    return parts.stream().map(CollectedRows::quoted).collect(Collectors.joining("."));
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
