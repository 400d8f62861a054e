package io.sluice.coordinator;

import io.sluice.catalog.stored.FileTable;
import io.sluice.column.RecordBatch;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.write.CheckDefinition;
import io.sluice.extension.write.TableDefinition;
import io.sluice.sql.SessionContext;
import io.sluice.sql.Statement;
import io.sluice.sql.write.Checks;
import io.sluice.type.ValueText;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks queries of rows in files: whether they keep the conditions and keys of their table. The queries run on all workers, as any other.
 */
final class FileConstraints {
  private final Coordinator coordinator;

  FileConstraints(Coordinator coordinator) {
    this.coordinator = coordinator;
  }

  /**
   * Fails with code CONSTRAINT_VIOLATION when rows break a condition, or a key has equal values.
   *
   * @param table the table as it is to be
   * @param written the directory of the rows that are new, or of all
   * @param kept the directory of rows that stay beside them; null for none
   */
  Future<Void> check(FileTable table, Path written, @Nullable Path kept, SessionContext session) {
    Future<Void> checked = Future.succeededFuture();
    for (CheckDefinition check : table.definition().checks()) {
      checked = checked.compose(ok -> checkCondition(table, check, written, session));
    }
    for (List<Integer> key : table.definition().keys()) {
      checked = checked.compose(ok -> checkKey(table, key, written, kept, session));
    }
    return checked;
  }

  private Future<Void> checkCondition(
      FileTable table, CheckDefinition check, Path written, SessionContext session) {
    String sql =
        "SELECT 1 FROM %s WHERE NOT (%s) LIMIT 1".formatted(rows(table, written), check.sql());
    return ask(sql, session).map(rows -> {
      if (!rows.isEmpty()) {
        throw Checks.broken(table.definition(), check);
      }
      return null;
    });
  }

  private Future<Void> checkKey(
      FileTable table,
      List<Integer> key,
      Path written,
      @Nullable Path kept,
      SessionContext session) {
    TableDefinition definition = table.definition();
    String columns = key.stream()
        .map(column -> quoted(definition.columns().get(column).field().name()))
        .collect(Collectors.joining(", "));
    String known = key.stream()
        .map(column -> quoted(definition.columns().get(column).field().name()) + " IS NOT NULL")
        .collect(Collectors.joining(" AND "));
    String all = "SELECT %s FROM %s".formatted(columns, rows(table, written));
    if (kept != null) {
      all += " UNION ALL SELECT %s FROM %s".formatted(columns, rows(table, kept));
    }
    String sql = "SELECT %s FROM (%s) AS r WHERE %s GROUP BY %s HAVING count(*) > 1 LIMIT 1"
        .formatted(columns, all, known, columns);
    return ask(sql, session).map(rows -> {
      if (!rows.isEmpty()) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < key.size(); i++) {
          values.add(ValueText.format(
              definition.columns().get(key.get(i)).field().type(), rows.get(0).get(i)));
        }
        throw new SluiceException(
            ErrorCode.CONSTRAINT_VIOLATION,
            "Table '%s' would have two rows of key (%s) = (%s)"
                .formatted(table.name(), names(definition, key), String.join(", ", values)));
      }
      return null;
    });
  }

  private static String names(TableDefinition table, List<Integer> key) {
    return key.stream()
        .map(column -> table.columns().get(column).field().name())
        .collect(Collectors.joining(", "));
  }

  private static String rows(FileTable table, Path directory) {
    return "'" + (directory + "/**." + table.format()).replace("'", "''") + "'";
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private Future<List<List<@Nullable Object>>> ask(String sql, SessionContext session) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    return coordinator
        .parse(sql)
        .compose(statements -> coordinator.run(
            coordinator.newQueryId(), (Statement.Query) statements.get(0), session, List.of()))
        .compose(result -> BatchLoop.forEach(result, (RecordBatch batch) -> {
              rows.addAll(batch.rows());
              return true;
            })
            .eventually(result::close))
        .map(read -> rows);
  }
}
