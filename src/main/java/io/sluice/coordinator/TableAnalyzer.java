package io.sluice.coordinator;

import static java.util.Objects.requireNonNull;

import io.sluice.catalog.WriteTarget;
import io.sluice.catalog.stored.FileTable;
import io.sluice.catalog.stored.StoredSchema;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.ColumnStatistics;
import io.sluice.extension.TableStatistics;
import io.sluice.plan.QueryId;
import io.sluice.sql.AnalyzeTable;
import io.sluice.sql.SessionContext;
import io.sluice.sql.Statement;
import io.sluice.type.Field;
import io.sluice.type.Literal;
import io.sluice.type.TypeKind;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Runs ANALYZE: a query of all rows for their number and the least and greatest values and NULLs of each column, and queries of samples for histograms and for how many different values
 * there are.
 *
 * <p>Of n values of a sample, d of them different and f of them there once, and N values in all, the estimate of different ones is {@code n d / (n - f + f n / N)}: the estimator Duj1 of Haas and
 * Stokes, which PostgreSQL uses too.
 */
final class TableAnalyzer {
  private static final int SAMPLE_ROWS = 20_000;

  /** Of a histogram. */
  private static final int PARTS = 32;

  private final Coordinator coordinator;

  TableAnalyzer(Coordinator coordinator) {
    this.coordinator = coordinator;
  }

  /** A row with the number of rows that were read. */
  Future<QueryResult> analyze(QueryId id, AnalyzeTable statement, SessionContext session) {
    return coordinator
        .blocking(
            () -> coordinator.catalogs().existingTarget(statement.table().parts(), session.names()))
        .compose(target -> analyze(id, target, statement, session))
        .recover(failure -> Future.failedFuture(
            failure instanceof SluiceException error && error.position() == null
                ? error.at(statement.table().position())
                : failure));
  }

  private Future<QueryResult> analyze(
      QueryId id, WriteTarget target, AnalyzeTable statement, SessionContext session) {
    if (!(target.schema() instanceof StoredSchema schema)) {
      coordinator.catalogs().table(statement.table().parts(), session.names());
      throw new SluiceException(
          ErrorCode.NOT_SUPPORTED,
          "ANALYZE is for tables of catalog 'warehouse'; what is known of those of '%s' is known without it"
              .formatted(target.catalog()));
    }
    Optional<FileTable> table = schema.files(target.name());
    if (table.isEmpty()) {
      coordinator.catalogs().table(statement.table().parts(), session.names());
      throw new SluiceException(
          ErrorCode.NOT_SUPPORTED, "'" + statement.table() + "' is a view; ANALYZE its tables");
    }
    String name = "%s.%s.%s"
        .formatted(quoted(target.catalog()), quoted(target.schemaName()), quoted(target.name()));
    List<Field> fields = table.get().schema().fields();
    return row(id, wholeQuery(fields, name), session)
        .compose(whole -> row(coordinator.newQueryId(), sampleQuery(fields, name), session)
            .compose(sample -> distinctCounts(fields, name, session)
                .compose(distinct -> coordinator.blocking(() -> {
                  schema.keep(table.get().name(), statistics(fields, whole, sample, distinct));
                  return StaticResult.ofCount(id, (Long) requireNonNull(whole.get(0)));
                }))));
  }

  /** For each column what a sample of it says of different values; empty for one of which nothing can be said. */
  private Future<List<List<@Nullable Object>>> distinctCounts(
      List<Field> fields, String table, SessionContext session) {
    Future<List<List<@Nullable Object>>> all = Future.succeededFuture(new ArrayList<>());
    for (Field field : fields) {
      all = all.compose(found -> {
        if (!isComparable(field)) {
          found.add(List.of());
          return Future.succeededFuture(found);
        }
        return row(coordinator.newQueryId(), distinctQuery(field, table), session)
            .map(row -> {
              found.add(row);
              return found;
            });
      });
    }
    return all;
  }

  /** How many values, how many different ones, and how many that are there once. */
  private static String distinctQuery(Field field, String table) {
    return "SELECT sum(n), count(*), count(*) FILTER (WHERE n = 1) FROM (SELECT count(*) AS n FROM (SELECT %1$s AS c FROM %2$s USING SAMPLE %3$d ROWS) AS s WHERE c IS NOT NULL GROUP BY c) AS g"
        .formatted(quoted(field.name()), table, SAMPLE_ROWS);
  }

  private static OptionalDouble distinctCount(List<@Nullable Object> sampled, double values) {
    if (sampled.isEmpty()) {
      return OptionalDouble.empty();
    }
    double sample = sampled.get(0) instanceof Number number ? number.doubleValue() : 0;
    double different = ((Long) requireNonNull(sampled.get(1))).doubleValue();
    double once = ((Long) requireNonNull(sampled.get(2))).doubleValue();
    if (sample == 0 || sample >= values) {
      return OptionalDouble.of(different);
    }
    double estimate = sample * different / (sample - once + once * sample / values);
    return OptionalDouble.of(Math.max(different, Math.min(values, Math.rint(estimate))));
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private static boolean isComparable(Field field) {
    return !field.type().isNested() && field.type().kind() != TypeKind.INTERVAL;
  }

  /** Three values a column. */
  private static String wholeQuery(List<Field> fields, String table) {
    String items = fields.stream()
        .map(field -> {
          String column = quoted(field.name());
          return isComparable(field)
              ? "count(%1$s), min(%1$s), max(%1$s)".formatted(column)
              : "count(%s), NULL, NULL".formatted(column);
        })
        .collect(Collectors.joining(", "));
    return "SELECT count(*), " + items + " FROM " + table;
  }

  /** An array a column. */
  private static String sampleQuery(List<Field> fields, String table) {
    String fractions = IntStream.rangeClosed(0, PARTS)
        .mapToObj(part -> Double.toString((double) part / PARTS))
        .collect(Collectors.joining(", "));
    String items = fields.stream()
        .map(field -> hasHistogram(field)
            ? "quantile_disc(%s, [%s])".formatted(quoted(field.name()), fractions)
            : "NULL")
        .collect(Collectors.joining(", "));
    return "SELECT %s FROM (SELECT * FROM %s USING SAMPLE %d ROWS) AS s"
        .formatted(items, table, SAMPLE_ROWS);
  }

  private static boolean hasHistogram(Field field) {
    return field.type().isNumeric()
        || field.type().kind() == TypeKind.DATE
        || field.type().kind() == TypeKind.TIMESTAMP;
  }

  private Future<List<@Nullable Object>> row(QueryId id, String sql, SessionContext session) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    return coordinator
        .parse(sql)
        .compose(statements ->
            coordinator.run(id, (Statement.Query) statements.get(0), session, List.of()))
        .compose(result -> BatchLoop.forEach(result, batch -> {
              rows.addAll(batch.rows());
              return true;
            })
            .eventually(result::close))
        .map(read -> rows.get(0));
  }

  private static TableStatistics statistics(
      List<Field> fields,
      List<@Nullable Object> whole,
      List<@Nullable Object> sample,
      List<List<@Nullable Object>> distinct) {
    double rowCount = ((Long) requireNonNull(whole.get(0))).doubleValue();
    List<ColumnStatistics> columns = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      Field field = fields.get(i);
      double values = ((Long) requireNonNull(whole.get(3 * i + 1))).doubleValue();
      List<Literal> histogram = new ArrayList<>();
      if (sample.get(i) instanceof List<?> bounds) {
        bounds.forEach(bound -> histogram.add(new Literal(field.type(), bound)));
      }
      columns.add(new ColumnStatistics(
          distinctCount(distinct.get(i), values),
          rowCount == 0 ? OptionalDouble.empty() : OptionalDouble.of(1 - values / rowCount),
          Optional.ofNullable(whole.get(3 * i + 2)).map(min -> new Literal(field.type(), min)),
          Optional.ofNullable(whole.get(3 * i + 3)).map(max -> new Literal(field.type(), max)),
          histogram));
    }
    return new TableStatistics(OptionalDouble.of(rowCount), columns);
  }
}
