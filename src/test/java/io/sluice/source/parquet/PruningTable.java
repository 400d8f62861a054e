package io.sluice.source.parquet;

import io.sluice.column.FlatVector;
import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import io.sluice.config.ConfigValues;
import io.sluice.config.SessionOptions;
import io.sluice.expression.ColumnExpression;
import io.sluice.expression.ComparisonExpression;
import io.sluice.expression.ComparisonOperator;
import io.sluice.expression.ExpressionEvaluator;
import io.sluice.expression.InListExpression;
import io.sluice.expression.IsNullExpression;
import io.sluice.expression.LiteralExpression;
import io.sluice.expression.LogicalExpression;
import io.sluice.expression.LogicalOperator;
import io.sluice.expression.PhysicalExpression;
import io.sluice.extension.ScanRequest;
import io.sluice.memory.MemoryPool;
import io.sluice.plan.DistributedTaskContext;
import io.sluice.plan.runtimefilter.RuntimeFilter;
import io.sluice.source.ScanTask;
import io.sluice.source.parquet.write.ParquetWriteOptions;
import io.sluice.source.parquet.write.ParquetWriter;
import io.sluice.type.Binary;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Literal;
import io.sluice.type.Schema;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rows in which values stand in order, in clusters or anyhow, with runs of NULL, and conditions on them. */
final class PruningTable {
  static final Schema SCHEMA = Schema.of(
      new Field("id", DataType.BIGINT, false),
      new Field("number", DataType.INTEGER, true),
      new Field("price", DataType.decimal(12, 2), true),
      new Field("day", DataType.DATE, true),
      new Field("real", DataType.DOUBLE, true),
      new Field("name", DataType.VARCHAR, true),
      new Field("flag", DataType.BOOLEAN, true),
      new Field("narrow", DataType.REAL, true),
      new Field("nanos", DataType.TIMESTAMP_NANOS, true),
      new Field("clock", DataType.TIME, true),
      new Field("bytes", DataType.VARBINARY, true),
      new Field("payload", DataType.VARCHAR, true));

  static final ConfigValues CONFIG = ConfigValues.of(
          Stream.concat(SessionOptions.ALL.stream(), new ParquetConfig().options().stream())
              .toList())
      .with(SessionOptions.TARGET_PARTITIONS, 1L);

  /** The same without Bloom filters and page indexes. */
  static final ConfigValues CONFIG_WITHOUT = CONFIG
      .with(ParquetConfig.MAX_PAGE_INDEX_BYTES, 0L)
      .with(ParquetConfig.MAX_BLOOM_FILTER_BYTES, 0L);

  /** How values of a column follow each other. */
  private enum Order {
    SORTED,
    CLUSTERED,
    RANDOM
  }

  private final Random random;
  private final List<List<@Nullable Object>> rows;

  PruningTable(Random random, int rowCount) {
    this.random = random;
    List<List<@Nullable Object>> columns = new ArrayList<>();
    for (Field field : SCHEMA.fields()) {
      columns.add(column(field, rowCount));
    }
    rows = new ArrayList<>(rowCount);
    for (int i = 0; i < rowCount; i++) {
      List<@Nullable Object> row = new ArrayList<>();
      for (List<@Nullable Object> column : columns) {
        row.add(column.get(i));
      }
      rows.add(row);
    }
  }

  private List<@Nullable Object> column(Field field, int rowCount) {
    Order order = Order.values()[random.nextInt(3)];
    int distinct = 1 + random.nextInt(1 << random.nextInt(14));
    boolean hasNulls = field.nullable() && random.nextBoolean();
    List<@Nullable Object> values = new ArrayList<>(rowCount);
    int cluster = 0;
    int nulls = 0;
    for (int i = 0; i < rowCount; i++) {
      if (random.nextInt(100) == 0) {
        cluster = random.nextInt(distinct);
      }
      if (hasNulls && nulls == 0 && random.nextInt(200) == 0) {
        nulls = 1 + random.nextInt(400);
      }
      int number = switch (order) {
        case SORTED -> (int) ((long) i * distinct / rowCount);
        case CLUSTERED -> cluster + random.nextInt(3);
        case RANDOM -> random.nextInt(distinct);
      };
      values.add(nulls > 0 ? null : value(field, number - distinct / 2));
      nulls = Math.max(0, nulls - 1);
    }
    return values;
  }

  private Object value(Field field, int number) {
    if (field.name().equals("payload")) {
      return "payload ".repeat(random.nextInt(6)) + number;
    }
    return switch (field.type().kind()) {
      case BIGINT -> (long) number * 1000;
      case TIMESTAMP_NANOS -> 1_700_000_000_000_000_000L + number;
      case INTEGER, DATE -> number;
      case DECIMAL -> BigDecimal.valueOf(number, 2);
      case TIME -> 43_200_000_000L + number * 1000L;
      case VARBINARY ->
        Binary.of(new byte[] {(byte) (number >> 12), (byte) (number >> 4), (byte) (number & 15)});
      case REAL ->
        random.nextInt(500) == 0
            ? Float.NaN
            : number == 0 && random.nextBoolean() ? -0.0f : number / 8.0f;
      case DOUBLE ->
        random.nextInt(500) == 0
            ? Double.NaN
            : number == 0 && random.nextBoolean() ? -0.0 : number / 4.0;
      case BOOLEAN -> number % 2 == 0;
      default -> (number % 7 == 0 ? "long ".repeat(20) : "") + "name " + number;
    };
  }

  List<List<@Nullable Object>> rows() {
    return rows;
  }

  /** Writes the rows by our writer. */
  void write(Path file, ParquetWriteOptions options) {
    try (ParquetWriter writer = ParquetWriter.create(file, SCHEMA, options)) {
      for (int from = 0; from < rows.size(); from += 1000) {
        List<List<@Nullable Object>> some = rows.subList(from, Math.min(from + 1000, rows.size()));
        Vector[] vectors = new Vector[SCHEMA.size()];
        for (int i = 0; i < vectors.length; i++) {
          FlatVector vector = FlatVector.create(SCHEMA.type(i), some.size());
          for (List<@Nullable Object> row : some) {
            vector.appendValue(row.get(i));
          }
          vectors[i] = vector;
        }
        writer.write(RecordBatch.of(SCHEMA, some.size(), vectors));
      }
      writer.finish();
    }
  }

  /** Writes the rows of a file anew by our writer. */
  static void copy(Path from, Path to, ParquetWriteOptions options) {
    ParquetExec scan = scan(from, 2, List.of(), CONFIG);
    try (ScanTask task = ScanTask.ofBatchSize(1000);
        ParquetWriter writer = ParquetWriter.create(to, scan.schema(), options)) {
      task.read(scan, writer::write);
      writer.finish();
    }
  }

  /** A condition that few rows may pass, or many. */
  PhysicalExpression condition() {
    PhysicalExpression first = simple();
    return switch (random.nextInt(4)) {
      case 0 -> new LogicalExpression(LogicalOperator.OR, List.of(first, simple()));
      case 1 -> new LogicalExpression(LogicalOperator.AND, List.of(first, simple()));
      default -> first;
    };
  }

  private PhysicalExpression simple() {
    int index = random.nextInt(SCHEMA.size() - 1);
    Field field = SCHEMA.field(index);
    ColumnExpression column =
        new ColumnExpression(field.name(), index, field.type(), field.nullable());
    return switch (random.nextInt(6)) {
      case 0 -> new IsNullExpression(column, random.nextBoolean());
      case 1 -> {
        List<Literal> values = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
          values.add(literal(index));
        }
        yield new InListExpression(column, values, random.nextInt(4) == 0);
      }
      default ->
        new ComparisonExpression(
            ComparisonOperator.values()[random.nextInt(ComparisonOperator.values().length)],
            column,
            new LiteralExpression(literal(index)));
    };
  }

  /** A value of the column, or one that may be in none of its rows. */
  private Literal literal(int column) {
    Object value = rows.get(random.nextInt(rows.size())).get(column);
    if (value == null || random.nextInt(4) == 0) {
      value = value(SCHEMA.field(column), random.nextInt(10_000) - 5000);
    }
    return new Literal(SCHEMA.type(column), value);
  }

  /** The scan of a file for some conditions. */
  static ParquetExec scan(
      Path file, int columnCount, List<PhysicalExpression> conditions, ConfigValues config) {
    return (ParquetExec) new ParquetFormat()
        .open(List.of(file.toString()), config)
        .scan(new ScanRequest(
            IntStream.range(0, columnCount).boxed().toList(),
            conditions,
            OptionalLong.empty(),
            config));
  }

  /** The rows that a scan gives and for which all conditions are true, which the engine tries again. */
  static List<List<Object>> read(
      ParquetExec scan,
      List<PhysicalExpression> conditions,
      int filter,
      RuntimeFilter keys,
      ConfigValues config,
      MemoryPool pool) {
    List<ExpressionEvaluator> evaluators =
        conditions.stream().map(PhysicalExpression::newEvaluator).toList();
    List<List<Object>> found = new ArrayList<>();
    try (ScanTask task = new ScanTask(config, DistributedTaskContext.SINGLE, pool)) {
      task.runtimeFilters().add(filter, 1, keys);
      task.read(scan, batch -> {
        int[] selected = IntStream.range(0, batch.rowCount()).toArray();
        int count = selected.length;
        for (ExpressionEvaluator evaluator : evaluators) {
          int[] passed = new int[count];
          count = evaluator.select(batch, selected, count, passed);
          selected = passed;
        }
        List<List<Object>> all = batch.rows();
        for (int i = 0; i < count; i++) {
          found.add(all.get(selected[i]));
        }
      });
    }
    return found;
  }
}
