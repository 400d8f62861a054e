package io.sluice.catalog.file;

import io.sluice.config.SessionOptions;
import io.sluice.expression.CastExpression;
import io.sluice.expression.ColumnExpression;
import io.sluice.expression.Constants;
import io.sluice.expression.LiteralExpression;
import io.sluice.expression.NamedExpression;
import io.sluice.expression.PhysicalExpression;
import io.sluice.extension.ColumnStatistics;
import io.sluice.extension.FilesTable;
import io.sluice.extension.ScanRequest;
import io.sluice.extension.TableProvider;
import io.sluice.extension.TableStatistics;
import io.sluice.operator.projection.ProjectionExec;
import io.sluice.operator.scan.ValuesExec;
import io.sluice.operator.union.UnionExec;
import io.sluice.plan.ExecutionPlan;
import io.sluice.type.Field;
import io.sluice.type.Literal;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Parts with the same columns as one table, each with values of its own for the last columns, which its files do not hold. A scan leaves out the parts whose values cannot meet the
 * conditions; the others become one union.
 */
public final class CombinedTable implements TableProvider {
  private final Schema schema;
  private final int fileColumns;
  private final List<Part> parts;

  /**
   * Some of the rows.
   *
   * @param files their first columns
   * @param values of the columns behind them
   */
  private record Part(TableProvider files, List<Literal> values) {}

  private record Version(Schema schema, List<Object> parts) {}

  private record PartVersion(Object files, List<Literal> values) {}

  private CombinedTable(Schema schema, int fileColumns, List<Part> parts) {
    this.schema = schema;
    this.fileColumns = fileColumns;
    this.parts = List.copyOf(parts);
  }

  /**
   * Files as a table.
   *
   * @param columns those of the files, which lack some or have them with other types, perhaps
   * @param partitionColumns those that directories name
   * @param tables which together hold all rows
   * @throws io.sluice.error.SluiceException of code INVALID_ARGUMENT when a directory's name is no value of its column's type
   */
  public static TableProvider of(
      Schema columns, List<Field> partitionColumns, List<? extends TableProvider> tables) {
    List<Part> parts = new ArrayList<>();
    for (TableProvider table : tables) {
      if (partitionColumns.isEmpty() || !(table instanceof FilesTable files)) {
        List<Literal> unknown = partitionColumns.stream()
            .map(column -> Literal.ofNull(column.type()))
            .toList();
        parts.add(new Part(AdaptedTable.of(columns, table), unknown));
      } else {
        places(files.paths(), partitionColumns)
            .forEach((values, places) ->
                parts.add(new Part(AdaptedTable.of(columns, files.ofFiles(places)), values)));
      }
    }
    if (parts.size() == 1 && partitionColumns.isEmpty()) {
      return parts.get(0).files();
    }
    List<Field> all = new ArrayList<>(columns.fields());
    all.addAll(partitionColumns);
    return new CombinedTable(new Schema(all), columns.size(), parts);
  }

  private static Map<List<Literal>, List<Integer>> places(
      List<String> paths, List<Field> partitionColumns) {
    Map<List<Literal>, List<Integer>> places = new LinkedHashMap<>();
    for (int place = 0; place < paths.size(); place++) {
      Map<String, @Nullable String> texts = new LinkedHashMap<>();
      PartitionValues.of(paths.get(place))
          .forEach((name, text) -> texts.put(name.toLowerCase(Locale.ROOT), text));
      List<Literal> values = new ArrayList<>();
      for (Field column : partitionColumns) {
        String text = texts.get(column.name().toLowerCase(Locale.ROOT));
        values.add(
            text == null
                ? Literal.ofNull(column.type())
                : Constants.evaluate(
                    new CastExpression(new LiteralExpression(Literal.of(text)), column.type())));
      }
      places.computeIfAbsent(values, key -> new ArrayList<>()).add(place);
    }
    return places;
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public TableStatistics statistics() {
    double rowCount = 0;
    for (Part part : parts) {
      OptionalDouble rows = part.files().statistics().rowCount();
      if (rows.isEmpty()) {
        return TableStatistics.UNKNOWN;
      }
      rowCount += rows.getAsDouble();
    }
    List<ColumnStatistics> columns = new ArrayList<>();
    for (int i = 0; i < schema.size(); i++) {
      columns.add(
          i < fileColumns
              ? parts.size() == 1
                  ? parts.get(0).files().statistics().column(i)
                  : ColumnStatistics.UNKNOWN
              : ColumnStatistics.ofDistinctCount(distinctValues(i - fileColumns)));
    }
    return new TableStatistics(OptionalDouble.of(rowCount), columns);
  }

  private int distinctValues(int partitionColumn) {
    HashSet<Literal> values = new HashSet<>();
    parts.forEach(part -> values.add(part.values().get(partitionColumn)));
    return values.size();
  }

  @Override
  public Optional<Object> version() {
    List<Object> versions = new ArrayList<>();
    for (Part part : parts) {
      Optional<Object> files = part.files().version();
      if (files.isEmpty()) {
        return Optional.empty();
      }
      versions.add(new PartVersion(files.get(), part.values()));
    }
    return Optional.of(new Version(schema, versions));
  }

  @Override
  public ExecutionPlan scan(ScanRequest request) {
    List<Part> wanted = new ArrayList<>();
    List<List<PhysicalExpression>> filters = new ArrayList<>();
    for (Part part : parts) {
      Optional<List<PhysicalExpression>> open = open(request.filters(), part);
      if (open.isPresent()) {
        wanted.add(part);
        filters.add(open.get());
      }
    }
    if (wanted.isEmpty()) {
      return new ValuesExec(schema.project(request.projectionArray()), List.of());
    }
    long partitions =
        Math.max(1, request.config().get(SessionOptions.TARGET_PARTITIONS) / wanted.size());
    List<ExecutionPlan> scans = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      scans.add(scan(
          wanted.get(i),
          new ScanRequest(
              request.projection().stream()
                  .filter(column -> column < fileColumns)
                  .toList(),
              filters.get(i),
              wanted.size() == 1 ? request.limit() : OptionalLong.empty(),
              request
                  .config()
                  .with(SessionOptions.TARGET_PARTITIONS.name(), Long.toString(partitions))),
          request.projection()));
    }
    return scans.size() == 1 ? scans.get(0) : new UnionExec(scans);
  }

  /** The conditions over the columns of a part's files that are left when its values are known; empty when one of the others is not true. */
  private Optional<List<PhysicalExpression>> open(List<PhysicalExpression> filters, Part part) {
    List<PhysicalExpression> open = new ArrayList<>();
    for (PhysicalExpression filter : filters) {
      PhysicalExpression known = withValues(filter, part.values());
      if (!Constants.isConstant(known)) {
        open.add(known);
      } else if (!Boolean.TRUE.equals(Constants.evaluate(known).value())) {
        return Optional.empty();
      }
    }
    return Optional.of(open);
  }

  private PhysicalExpression withValues(PhysicalExpression expression, List<Literal> values) {
    if (expression instanceof ColumnExpression column) {
      return column.index() < fileColumns
          ? expression
          : new LiteralExpression(values.get(column.index() - fileColumns));
    }
    List<PhysicalExpression> children =
        expression.children().stream().map(child -> withValues(child, values)).toList();
    return children.isEmpty() ? expression : expression.withNewChildren(children);
  }

  private ExecutionPlan scan(Part part, ScanRequest files, List<Integer> projection) {
    ExecutionPlan scan = part.files().scan(files);
    if (projection.size() == files.projection().size()) {
      return scan;
    }
    List<NamedExpression> expressions = new ArrayList<>();
    int place = 0;
    for (int column : projection) {
      Field field = schema.field(column);
      PhysicalExpression value = column < fileColumns
          ? new ColumnExpression(
              field.name(),
              place++,
              field.type(),
              scan.schema().field(place - 1).nullable())
          : new LiteralExpression(part.values().get(column - fileColumns));
      expressions.add(new NamedExpression(value, field.name()));
    }
    return new ProjectionExec(expressions, scan);
  }
}
