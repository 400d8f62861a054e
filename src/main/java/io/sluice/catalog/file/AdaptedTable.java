package io.sluice.catalog.file;

import io.sluice.expression.CastExpression;
import io.sluice.expression.ColumnExpression;
import io.sluice.expression.LambdaExpression;
import io.sluice.expression.LiteralExpression;
import io.sluice.expression.NamedExpression;
import io.sluice.expression.PhysicalExpression;
import io.sluice.extension.ColumnStatistics;
import io.sluice.extension.ScanRequest;
import io.sluice.extension.TableProvider;
import io.sluice.extension.TableStatistics;
import io.sluice.operator.projection.ProjectionExec;
import io.sluice.plan.ExecutionPlan;
import io.sluice.type.Field;
import io.sluice.type.Literal;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Files as a table whose columns were fixed before: a column that the files lack is NULL, one of another type is cast, others are left out. Columns are found by name,
 * without case.
 */
public final class AdaptedTable implements TableProvider {
  private static final int MISSING = -1;

  private final Schema schema;
  private final TableProvider files;
  private final int[] sources;

  private record Version(Schema schema, Object files) {}

  private AdaptedTable(Schema schema, TableProvider files, int[] sources) {
    this.schema = schema;
    this.files = files;
    this.sources = sources;
  }

  /** The files as a table of that schema: they themselves when their columns are those of the schema. */
  public static TableProvider of(Schema schema, TableProvider files) {
    if (files.schema().equals(schema)) {
      return files;
    }
    int[] sources = new int[schema.size()];
    for (int i = 0; i < sources.length; i++) {
      sources[i] = find(files.schema(), schema.field(i).name());
    }
    return new AdaptedTable(schema, files, sources);
  }

  private static int find(Schema schema, String name) {
    for (int i = 0; i < schema.size(); i++) {
      if (schema.field(i).name().equalsIgnoreCase(name)) {
        return i;
      }
    }
    return MISSING;
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public TableStatistics statistics() {
    TableStatistics known = files.statistics();
    List<ColumnStatistics> columns = new ArrayList<>();
    for (int i = 0; i < sources.length; i++) {
      columns.add(isSame(i) ? known.column(sources[i]) : ColumnStatistics.UNKNOWN);
    }
    return new TableStatistics(known.rowCount(), columns);
  }

  @Override
  public Optional<Object> version() {
    return files.version().map(version -> new Version(schema, version));
  }

  private boolean isSame(int column) {
    int source = sources[column];
    return source != MISSING && files.schema().type(source).equals(schema.type(column));
  }

  @Override
  public ExecutionPlan scan(ScanRequest request) {
    List<Integer> projection = new ArrayList<>();
    List<NamedExpression> expressions = new ArrayList<>();
    for (int column : request.projection()) {
      Field field = schema.field(column);
      int source = sources[column];
      PhysicalExpression value;
      if (source == MISSING) {
        value = new LiteralExpression(Literal.ofNull(field.type()));
      } else {
        int place = projection.indexOf(source);
        if (place < 0) {
          place = projection.size();
          projection.add(source);
        }
        Field found = files.schema().field(source);
        value = new ColumnExpression(found.name(), place, found.type(), found.nullable());
        if (!found.type().equals(field.type())) {
          value = new CastExpression(value, field.type());
        }
      }
      expressions.add(new NamedExpression(value, field.name()));
    }
    List<PhysicalExpression> filters = new ArrayList<>();
    for (PhysicalExpression filter : request.filters()) {
      translate(filter).ifPresent(filters::add);
    }
    boolean isLimited = filters.size() == request.filters().size();
    ExecutionPlan scan = files.scan(new ScanRequest(
        projection,
        filters,
        isLimited ? request.limit() : java.util.OptionalLong.empty(),
        request.config()));
    return new ProjectionExec(expressions, scan);
  }

  /** A condition over the columns of the files; empty when it is about a column that they have not in this form. */
  private Optional<PhysicalExpression> translate(PhysicalExpression filter) {
    if (filter instanceof ColumnExpression column) {
      return isSame(column.index())
          ? Optional.of(new ColumnExpression(
              column.name(), sources[column.index()], column.type(), column.isNullable()))
          : Optional.empty();
    }
    if (filter instanceof LambdaExpression) {
      return Optional.empty();
    }
    List<PhysicalExpression> children = new ArrayList<>();
    for (PhysicalExpression child : filter.children()) {
      Optional<PhysicalExpression> translated = translate(child);
      if (translated.isEmpty()) {
        return Optional.empty();
      }
      children.add(translated.get());
    }
    return Optional.of(children.isEmpty() ? filter : filter.withNewChildren(children));
  }
}
