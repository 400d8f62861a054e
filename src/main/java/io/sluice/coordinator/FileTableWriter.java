package io.sluice.coordinator;

import io.sluice.catalog.stored.FileTable;
import io.sluice.catalog.stored.StoredSchema;
import io.sluice.coordinator.file.StagedFiles;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.file.FileWriterFormat;
import io.sluice.extension.write.TableDefinition;
import io.sluice.operator.write.FileTarget;
import io.sluice.operator.write.MarkKind;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.QueryId;
import io.sluice.sql.SessionContext;
import io.sluice.sql.TableWrite;
import io.sluice.type.Schema;
import io.vertx.core.Future;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs the statements that fill or change a table of files. The workers write the new rows into a directory that does not count. INSERT then makes it one more
 * directory of the table by a rename; all others write the whole table anew, and the catalog's entry is changed to name the new directory. Thread-safe.
 */
final class FileTableWriter {
  private final Coordinator coordinator;
  private final FileConstraints constraints;

  FileTableWriter(Coordinator coordinator) {
    this.coordinator = coordinator;
    this.constraints = new FileConstraints(coordinator);
  }

  /**
   * A statement on its way.
   *
   * @param before the table as it was; the new one for CREATE
   * @param after the table as it is to be
   */
  private record Job(
      TableWrite write, StoredSchema schema, FileTable before, FileTable after, StagedFiles files) {
    boolean isCreate() {
      return write.action() == TableWrite.Action.CREATE;
    }

    boolean isInsert() {
      return write.action() == TableWrite.Action.INSERT;
    }
  }

  /** How many rows were added, changed or removed. */
  Future<Long> write(QueryId id, TableWrite write, ExecutionPlan rows, SessionContext session) {
    return coordinator
        .blocking(() -> begin(id, write))
        .compose(job -> run(id, job, rows, session)
            .recover(failure -> coordinator.blocking(() -> {
              job.files().discard();
              throw SluiceException.of(failure);
            })));
  }

  private static Job begin(QueryId id, TableWrite write) {
    StoredSchema schema = (StoredSchema) write.target().schema();
    FileTable before = write.action() == TableWrite.Action.CREATE
        ? schema.managed(write.table())
        : schema.files(write.target().name()).orElseThrow(() -> gone(write));
    FileTable after = switch (write.action()) {
      case CREATE, INSERT -> before;
      default -> schema.rewritten(before, write.table());
    };
    Path location = Path.of(after.location());
    if (Files.isRegularFile(location) || after.location().matches(".*[*?\\[{].*")) {
      throw new SluiceException(
          ErrorCode.NOT_SUPPORTED,
          "Table '%s' takes no rows: its location '%s' is no directory"
              .formatted(after.name(), after.location()));
    }
    return new Job(write, schema, before, after, StagedFiles.beside(location, id));
  }

  private static SluiceException gone(TableWrite write) {
    return new SluiceException(
        ErrorCode.TABLE_NOT_FOUND, "Table '" + write.target().name() + "' was dropped meanwhile");
  }

  private Future<Long> run(QueryId id, Job job, ExecutionPlan rows, SessionContext session) {
    FileWrites written = new FileWrites();
    return coordinator
        .run(id, session.settings(), () -> FileWrites.plan(target(job), rows))
        .compose(result -> BatchLoop.forEach(result, written::append).eventually(result::close))
        .compose(read -> check(job, written, session))
        .compose(checked -> coordinator.blocking(() -> {
          commit(job, id, written);
          return written.markedCount();
        }));
  }

  private Future<Void> check(Job job, FileWrites written, SessionContext session) {
    TableDefinition table = job.after().definition();
    if (written.paths().isEmpty() || table.keys().isEmpty() && table.checks().isEmpty()) {
      return Future.succeededFuture();
    }
    Path location = Path.of(job.before().location());
    return coordinator
        .blocking(() -> job.isInsert() && StagedFiles.isFilled(location))
        .compose(isMore -> constraints.check(
            job.after(), job.files().directory(), isMore ? location : null, session));
  }

  /**
   * Gives a table another definition: one whose columns are the same by a change of the catalog only, any other by writing the rows anew.
   *
   * @param write of action REDEFINE
   */
  Future<Void> redefine(QueryId id, TableWrite write, SessionContext session) {
    StoredSchema schema = (StoredSchema) write.target().schema();
    String name = write.target().name();
    FileTable table = schema.files(name).orElseThrow(() -> gone(write));
    Path location = Path.of(table.location());
    if (!write.table().schema().equals(table.schema())
        && write.table().name().equals(table.name())) {
      ExecutionPlan rows = coordinator
          .planner()
          .wholeTable(
              List.of(
                  write.target().catalog(),
                  write.target().schemaName(),
                  write.target().name()),
              session);
      TableWrite rewrite = new TableWrite(
          TableWrite.Action.ALTER, write.target(), write.table(), Optional.of(rows), List.of());
      return write(id, rewrite, rows, session).mapEmpty();
    }
    Future<Void> checked =
        table.definition().keys().equals(write.table().keys()) || !StagedFiles.isFilled(location)
            ? Future.succeededFuture()
            : constraints.check(table.withDefinition(write.table()), location, null, session);
    return checked.compose(ok -> coordinator.blocking(() -> {
      schema.redefine(name, write.table(), session.settings());
      return null;
    }));
  }

  private FileTarget target(Job job) {
    FileTable table = job.after();
    Schema schema = table.schema();
    FileWriterFormat format = coordinator.catalogs().fileWriterFormats().stream()
        .filter(known -> known.name().equals(table.format()))
        .findFirst()
        .orElseThrow(() -> new SluiceException(
            ErrorCode.NOT_SUPPORTED,
            "Files of format '" + table.format() + "' are read only; table '" + table.name()
                + "' takes no rows"));
    List<Integer> partitionColumns = new ArrayList<>();
    int count = table.partitionColumns().size();
    for (int i = schema.size() - count; i < schema.size(); i++) {
      partitionColumns.add(i);
    }
    Map<String, String> options = new HashMap<>(table.options());
    options.keySet().retainAll(format.optionNames());
    FileTarget target = new FileTarget(
        job.files().directory().toString(),
        format,
        options,
        schema,
        partitionColumns,
        marks(job.write().action()));
    format.check(target.fileSchema(), options);
    return target;
  }

  private static MarkKind marks(TableWrite.Action action) {
    return switch (action) {
      case UPDATE -> MarkKind.CHANGED;
      case DELETE -> MarkKind.REMOVED;
      case MERGE -> MarkKind.FATE;
      default -> MarkKind.NONE;
    };
  }

  /** Lets the files count. */
  private static void commit(Job job, QueryId id, FileWrites written) {
    Path location = Path.of(job.after().location());
    if (job.isCreate()) {
      job.files().publishDirectory();
      job.schema().create(job.after());
      return;
    }
    if (written.markedCount() == 0 && !job.write().action().equals(TableWrite.Action.ALTER)) {
      job.files().discard();
      return;
    }
    if (!job.isInsert()) {
      job.schema().replace(job.before(), job.after(), job.files()::publishDirectory);
      return;
    }
    String name = "part-%010d-%s".formatted(job.before().revision(), id);
    job.schema().append(job.before(), () -> {
      if (StagedFiles.isFilled(location)) {
        job.files().addToDirectory(name);
      } else {
        job.files().publishDirectory();
      }
    });
  }
}
