package io.sluice.sql;

import io.sluice.catalog.Catalogs;
import io.sluice.catalog.FileAccess;
import io.sluice.example.numbers.NumbersExtension;
import io.sluice.extension.CatalogProvider;
import io.sluice.extension.ColumnStatistics;
import io.sluice.extension.Extension;
import io.sluice.extension.Extensions;
import io.sluice.extension.ScanRequest;
import io.sluice.extension.SchemaProvider;
import io.sluice.extension.TableProvider;
import io.sluice.extension.TableStatistics;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.Partitioning;
import io.sluice.plan.PlanProperties;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** A catalog {@code c} with a schema {@code s} of tables that have statistics and no rows, and the {@code numbers} function. */
final class PlannerTables implements Extension {
  static final Extensions EXTENSIONS =
      Extensions.of(List.of(new PlannerTables(), new NumbersExtension()));
  static final Catalogs CATALOGS = new Catalogs(EXTENSIONS, FileAccess.everywhere());

  private final Map<String, TableProvider> tables = new TreeMap<>();

  private PlannerTables() {
    table(
        1_000,
        "t: a INTEGER 100, b BIGINT 100, s VARCHAR 50, d DATE 50, ts TIMESTAMP 500,"
            + " m DECIMAL 500, x DOUBLE 500, f BOOLEAN 2");
    table(100, "u: a INTEGER 100, c VARCHAR 50, k BIGINT! 100");
    table(
        6_000_000,
        "lineitem: l_orderkey BIGINT! 1500000, l_partkey BIGINT! 200000, l_suppkey BIGINT! 10000,"
            + " l_linenumber INTEGER! 7, l_quantity DECIMAL! 50, l_extendedprice DECIMAL! 900000,"
            + " l_discount DECIMAL! 11, l_tax DECIMAL! 9, l_returnflag VARCHAR! 3,"
            + " l_linestatus VARCHAR! 2, l_shipdate DATE! 2526, l_commitdate DATE! 2466,"
            + " l_receiptdate DATE! 2554, l_shipinstruct VARCHAR! 4, l_shipmode VARCHAR! 7,"
            + " l_comment VARCHAR! 4000000");
    table(
        1_500_000,
        "orders: o_orderkey BIGINT! 1500000, o_custkey BIGINT! 100000, o_orderstatus VARCHAR! 3,"
            + " o_totalprice DECIMAL! 1400000, o_orderdate DATE! 2406,"
            + " o_orderpriority VARCHAR! 5, o_clerk VARCHAR! 1000, o_shippriority INTEGER! 1,"
            + " o_comment VARCHAR! 1400000");
    table(
        150_000,
        "customer: c_custkey BIGINT! 150000, c_name VARCHAR! 150000, c_nationkey BIGINT! 25,"
            + " c_acctbal DECIMAL! 140000, c_mktsegment VARCHAR! 5");
  }

  /** Columns as {@code name TYPE distinct-count}, with {@code !} for NOT NULL. */
  private void table(double rowCount, String description) {
    String[] parts = description.split(": ");
    List<Field> fields = new ArrayList<>();
    List<ColumnStatistics> columns = new ArrayList<>();
    for (String column : parts[1].split(", ")) {
      String[] words = column.strip().split(" ");
      boolean isNullable = !words[1].endsWith("!");
      fields.add(new Field(words[0], type(words[1].replace("!", "")), isNullable));
      columns.add(ColumnStatistics.ofDistinctCount(Double.parseDouble(words[2])));
    }
    TableStatistics statistics = new TableStatistics(OptionalDouble.of(rowCount), columns);
    tables.put(parts[0], new EmptyTable(parts[0], new Schema(fields), statistics));
  }

  private static DataType type(String name) {
    return switch (name) {
      case "INTEGER" -> DataType.INTEGER;
      case "BIGINT" -> DataType.BIGINT;
      case "VARCHAR" -> DataType.VARCHAR;
      case "DATE" -> DataType.DATE;
      case "TIMESTAMP" -> DataType.TIMESTAMP;
      case "DECIMAL" -> DataType.decimal(15, 2);
      case "DOUBLE" -> DataType.DOUBLE;
      case "BOOLEAN" -> DataType.BOOLEAN;
      default -> throw new IllegalArgumentException(name);
    };
  }

  @Override
  public String name() {
    return "planner-tables";
  }

  @Override
  public List<CatalogProvider> catalogs() {
    return List.of(new OneSchema());
  }

  private final class OneSchema implements CatalogProvider, SchemaProvider {
    @Override
    public String name() {
      return "c";
    }

    @Override
    public List<String> schemaNames() {
      return List.of("s");
    }

    @Override
    public Optional<SchemaProvider> schema(String name) {
      return name.equalsIgnoreCase("s") ? Optional.of(this) : Optional.empty();
    }

    @Override
    public List<String> tableNames() {
      return List.copyOf(tables.keySet());
    }

    @Override
    public Optional<TableProvider> table(String name) {
      return Optional.ofNullable(tables.get(name.toLowerCase(Locale.ROOT)));
    }
  }

  private record EmptyTable(String name, Schema schema, TableStatistics statistics)
      implements TableProvider {
    @Override
    public ExecutionPlan scan(ScanRequest request) {
      String filters = request.filters().isEmpty() ? "" : ", filters=" + request.filters();
      Schema projected = schema.project(request.projectionArray());
      List<String> names = projected.fields().stream().map(Field::name).toList();
      return new EmptyScan("ScanExec: " + name + names + filters, projected);
    }
  }

  private record EmptyScan(String displayAs, Schema schema) implements ExecutionPlan {
    @Override
    public PlanProperties properties() {
      return PlanProperties.of(schema, new Partitioning.Unknown(1));
    }

    @Override
    public List<ExecutionPlan> children() {
      return List.of();
    }

    @Override
    public ExecutionPlan withNewChildren(List<ExecutionPlan> children) {
      return this;
    }

    @Override
    public RecordBatchStream execute(int partition, TaskContext context) {
      throw new UnsupportedOperationException("a planner's table has no rows");
    }
  }
}
