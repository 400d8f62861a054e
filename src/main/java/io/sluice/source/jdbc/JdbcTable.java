package io.sluice.source.jdbc;

import io.sluice.config.SessionOptions;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.ScanRequest;
import io.sluice.extension.TableProvider;
import io.sluice.extension.TableStatistics;
import io.sluice.plan.ExecutionPlan;
import io.sluice.type.Literal;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table or a query of another database.
 *
 * @param rowCount an estimate, where the database has one
 */
record JdbcTable(
    JdbcDatabase database,
    JdbcRelation relation,
    List<JdbcColumn> columns,
    Optional<TableSplits> splits,
    OptionalDouble rowCount)
    implements TableProvider {
  JdbcTable {
    columns = List.copyOf(columns);
  }

  /** The columns with a number behind names that equal an earlier one in any case. */
  static List<JdbcColumn> withDistinctNames(List<JdbcColumn> columns) {
    Set<String> taken = new HashSet<>();
    List<JdbcColumn> distinct = new ArrayList<>(columns.size());
    for (JdbcColumn column : columns) {
      String name = column.name();
      for (int n = 1; !taken.add(name.toLowerCase(Locale.ROOT)); n++) {
        name = column.name() + "_" + n;
      }
      distinct.add(column.named(name));
    }
    return distinct;
  }

  @Override
  public Schema schema() {
    return new Schema(columns.stream().map(JdbcColumn::field).toList());
  }

  @Override
  public TableStatistics statistics() {
    return new TableStatistics(rowCount, List.of());
  }

  @Override
  public Optional<Object> version() {
    return Optional.of(this);
  }

  @Override
  public ExecutionPlan scan(ScanRequest request) {
    for (int index : request.projection()) {
      requireSupported(columns.get(index));
    }
    List<JdbcStatement> statements =
        relation.isSelectable() ? select(request) : List.of(whole(request));
    List<Integer> positions = relation.isSelectable()
        ? IntStream.rangeClosed(1, request.projection().size()).boxed().toList()
        : request.projection().stream().map(index -> index + 1).toList();
    int target = request.config().getInt(SessionOptions.TARGET_PARTITIONS);
    return JdbcExec.of(
        database,
        schema().project(request.projectionArray()),
        positions,
        statements,
        Math.max(1, Math.min(target, statements.size())));
  }

  private void requireSupported(JdbcColumn column) {
    if (!column.isSupported()) {
      throw new SluiceException(
          ErrorCode.NOT_SUPPORTED,
          "Column '%s' of database '%s' has type %s, which cannot be read; leave the column out, or cast it there with jdbc_query"
              .formatted(column.name(), database.name(), column.typeName()));
    }
  }

  private JdbcStatement whole(ScanRequest request) {
    OptionalLong limit = request.filters().isEmpty() ? request.limit() : OptionalLong.empty();
    return new JdbcStatement(relation.sql(), List.of(), limit);
  }

  private List<JdbcStatement> select(ScanRequest request) {
    boolean pushesDown = database.dialect().isKnown() && request.config().get(JdbcConfig.PUSH_DOWN);
    ConditionWriter conditions = new ConditionWriter(database.dialect(), relation, columns);
    if (pushesDown) {
      request.filters().forEach(conditions::add);
    }
    boolean isExact = request.filters().isEmpty() || pushesDown && conditions.isExact();
    OptionalLong limit = isExact ? request.limit() : OptionalLong.empty();
    String selected = request.projection().isEmpty()
        ? "1"
        : request.projection().stream()
            .map(index -> relation.quoted(columns.get(index).name()))
            .collect(Collectors.joining(", "));
    String from = "SELECT " + selected + " FROM " + relation.sql();
    return pieces().stream()
        .map(piece -> statement(from, piece, conditions, pushesDown, limit))
        .toList();
  }

  private List<String> pieces() {
    return splits
        .map(table -> table.conditions(relation.quoted(table.column())))
        .orElse(List.of(""));
  }

  private static JdbcStatement statement(
      String from,
      String piece,
      ConditionWriter conditions,
      boolean pushesDown,
      OptionalLong limit) {
    List<String> all = new ArrayList<>();
    if (!piece.isEmpty()) {
      all.add(piece);
    }
    all.addAll(conditions.sql());
    StringBuilder sql = new StringBuilder(from);
    if (!all.isEmpty()) {
      sql.append(" WHERE ").append(String.join(" AND ", all));
    }
    if (pushesDown && limit.isPresent()) {
      sql.append(" LIMIT ").append(limit.getAsLong());
    }
    List<Literal> parameters = conditions.parameters();
    return new JdbcStatement(sql.toString(), parameters, limit);
  }
}
