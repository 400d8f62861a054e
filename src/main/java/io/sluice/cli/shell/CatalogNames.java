package io.sluice.cli.shell;

import io.sluice.cli.query.RunningQuery;
import io.sluice.cli.query.SqlConnection;
import io.sluice.cli.query.Waiting;
import io.sluice.column.RecordBatch;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The names that completion offers: asked for when they are wanted, kept for a time, and left out when they do not come soon. For one thread, which runs no statement
 * meanwhile.
 */
final class CatalogNames {
  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final long KEPT_NANOS = 60 * NANOS_PER_SECOND;
  private static final long PATIENCE_NANOS = 2 * NANOS_PER_SECOND;
  private static final int MAX_ROWS = 100_000;

  private static final String COLUMNS = """
      SELECT table_catalog, table_schema, table_name, column_name,
        table_catalog = current_catalog() AND table_schema = current_schema() OR table_catalog = 'temp'
      FROM information_schema.columns ORDER BY 1, 2, 3, ordinal_position""";

  private static final String SCHEMAS =
      "SELECT catalog_name, schema_name, catalog_name = current_catalog() FROM information_schema.schemata ORDER BY 1, 2";

  private final Connector connector;
  private final LongSupplier nanoTime;
  private final Cached columns = new Cached(COLUMNS);
  private final Cached schemas = new Cached(SCHEMAS);
  private final Cached functions = new Cached("SHOW FUNCTIONS");

  CatalogNames(Connector connector, LongSupplier nanoTime) {
    this.connector = connector;
    this.nanoTime = nanoTime;
  }

  /** A statement has run that may have changed names: they are asked for again. */
  void forget() {
    columns.forget();
    schemas.forget();
    functions.forget();
  }

  List<String> functions() {
    return distinct(functions.rows(), 0, row -> true);
  }

  List<String> catalogs() {
    return distinct(schemas.rows(), 0, row -> true);
  }

  /** Schemas of the current catalog. */
  List<String> schemas() {
    return distinct(schemas.rows(), 1, row -> row.get(2).equals("true"));
  }

  /** Schemas of a catalog. */
  List<String> schemas(String catalog) {
    return distinct(schemas.rows(), 1, row -> is(row, 0, catalog));
  }

  /** Tables and views of the current schema, and temporary ones. */
  List<String> tables() {
    return distinct(columns.rows(), 2, row -> row.get(4).equals("true"));
  }

  /** Tables of a schema, which may have its catalog before it. */
  List<String> tables(List<String> schema) {
    return distinct(columns.rows(), 2, row -> isPath(row, 2, schema));
  }

  /** Columns of a table, which may have schema and catalog before it. */
  List<String> columns(List<String> table) {
    return distinct(
        columns.rows(),
        3,
        row -> isPath(row, 3, table) && (table.size() > 1 || row.get(4).equals("true")));
  }

  private interface Condition {
    boolean holds(List<String> row);
  }

  private static List<String> distinct(List<List<String>> rows, int column, Condition condition) {
    TreeSet<String> names = new TreeSet<>();
    for (List<String> row : rows) {
      if (condition.holds(row)) {
        names.add(row.get(column));
      }
    }
    return List.copyOf(names);
  }

  private static boolean is(List<String> row, int column, String name) {
    return row.get(column).toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT));
  }

  /** Whether the columns before one end in a path. */
  private static boolean isPath(List<String> row, int end, List<String> path) {
    if (path.size() > end) {
      return false;
    }
    for (int i = 0; i < path.size(); i++) {
      if (!is(row, end - path.size() + i, path.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** The rows of a query, as texts. */
  private final class Cached {
    private final String sql;
    private Optional<List<List<String>>> rows = Optional.empty();
    private long readAt;

    Cached(String sql) {
      this.sql = sql;
    }

    void forget() {
      rows = Optional.empty();
    }

    List<List<String>> rows() {
      long now = nanoTime.getAsLong();
      if (rows.isEmpty() || now - readAt > KEPT_NANOS) {
        rows = Optional.of(read(now));
        readAt = now;
      }
      return rows.get();
    }

    private List<List<String>> read(long start) {
      List<List<String>> read = new ArrayList<>();
      try {
        SqlConnection connection = connector.connection();
        RunningQuery query = connection.start(sql);
        try {
          read(query, start, read);
        } finally {
          query.cancel();
          query.close();
        }
      } catch (SluiceException e) {
        // Whoever types is not told: names that are not known are not offered.
      }
      return read;
    }

    private void read(RunningQuery query, long start, List<List<String>> read) {
      Runnable tick = () -> {
        if (nanoTime.getAsLong() - start > PATIENCE_NANOS) {
          throw new SluiceException(ErrorCode.QUERY_TIMEOUT, "The names did not come in time");
        }
      };
      Optional<RecordBatch> batch = Waiting.await(query.next(), tick);
      while (batch.isPresent() && read.size() < MAX_ROWS) {
        for (List<@Nullable Object> row : batch.get().rows()) {
          read.add(row.stream().map(String::valueOf).toList());
        }
        batch = Waiting.await(query.next(), tick);
      }
    }
  }
}
