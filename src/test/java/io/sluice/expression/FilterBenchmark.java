package io.sluice.expression;

import io.sluice.column.BytesVector;
import io.sluice.column.DictionaryVector;
import io.sluice.column.IntVector;
import io.sluice.column.LongVector;
import io.sluice.column.RecordBatch;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Literal;
import io.sluice.type.Schema;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Conditions into selections, per row of the batch. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FilterBenchmark {
  private static final int ROWS = 8_192;
  private static final DataType PRICE = DataType.decimal(15, 2);
  private static final PhysicalExpression DAY =
      new ColumnExpression("day", 0, DataType.DATE, false);
  private static final PhysicalExpression QUANTITY =
      new ColumnExpression("quantity", 1, PRICE, false);
  private static final PhysicalExpression COMMENT =
      new ColumnExpression("comment", 2, DataType.VARCHAR, false);
  private static final PhysicalExpression MODE =
      new ColumnExpression("mode", 3, DataType.VARCHAR, false);

  private final RecordBatch batch = batch();
  private final int[] output = new int[ROWS];
  private final ExpressionEvaluator oneComparison =
      compare(ComparisonOperator.LESS, QUANTITY, decimal("24.00")).newEvaluator();
  private final ExpressionEvaluator q6 = new LogicalExpression(
          LogicalOperator.AND,
          List.of(
              compare(ComparisonOperator.GREATER_OR_EQUAL, DAY, day(8_766)),
              compare(ComparisonOperator.LESS, DAY, day(9_131)),
              compare(ComparisonOperator.LESS, QUANTITY, decimal("24.00"))))
      .newEvaluator();
  private final ExpressionEvaluator like =
      new LikeExpression(COMMENT, "%special%requests%", "", true).newEvaluator();
  private final ExpressionEvaluator dictionaryIn = new InListExpression(
          MODE, List.of(Literal.of("MAIL"), Literal.of("SHIP")), false)
      .newEvaluator();

  @Benchmark
  @OperationsPerInvocation(ROWS)
  public int decimalBelowConstant() {
    return oneComparison.select(batch, null, ROWS, output);
  }

  @Benchmark
  @OperationsPerInvocation(ROWS)
  public int rangeOfDaysAndQuantity() {
    return q6.select(batch, null, ROWS, output);
  }

  @Benchmark
  @OperationsPerInvocation(ROWS)
  public int likeTwoPieces() {
    return like.select(batch, null, ROWS, output);
  }

  @Benchmark
  @OperationsPerInvocation(ROWS)
  public int inListOverDictionary() {
    return dictionaryIn.select(batch, null, ROWS, output);
  }

  private static PhysicalExpression compare(
      ComparisonOperator operator, PhysicalExpression left, Literal right) {
    return new ComparisonExpression(operator, left, new LiteralExpression(right));
  }

  private static Literal decimal(String value) {
    return new Literal(PRICE, new BigDecimal(value));
  }

  private static Literal day(int epochDay) {
    return new Literal(DataType.DATE, epochDay);
  }

  private static RecordBatch batch() {
    Random random = new Random(1);
    IntVector days = new IntVector(DataType.DATE, ROWS);
    LongVector quantities = new LongVector(PRICE, ROWS);
    BytesVector comments = new BytesVector(DataType.VARCHAR, ROWS);
    List<String> words =
        List.of("furiously ", "special ", "carefully ", "requests ", "ideas ", "packages ");
    for (int i = 0; i < ROWS; i++) {
      days.values()[i] = 8_036 + random.nextInt(2_526);
      quantities.values()[i] = (1 + random.nextInt(50)) * 100L;
      StringBuilder comment = new StringBuilder();
      for (int word = 0; word < 5; word++) {
        comment.append(words.get(random.nextInt(words.size())));
      }
      byte[] bytes = comment.toString().getBytes(StandardCharsets.UTF_8);
      comments.append(bytes, 0, bytes.length);
    }
    days.setLength(ROWS);
    quantities.setLength(ROWS);
    Schema schema = Schema.of(
        new Field("day", DataType.DATE, false),
        new Field("quantity", PRICE, false),
        new Field("comment", DataType.VARCHAR, false),
        new Field("mode", DataType.VARCHAR, false));
    return RecordBatch.of(schema, ROWS, days, quantities, comments, modes(random));
  }

  private static DictionaryVector modes(Random random) {
    BytesVector dictionary = new BytesVector(DataType.VARCHAR, 7);
    List.of("MAIL", "SHIP", "AIR", "RAIL", "TRUCK", "FOB", "REG AIR")
        .forEach(dictionary::appendValue);
    int[] codes = random.ints(ROWS, 0, 7).toArray();
    return new DictionaryVector(dictionary, codes, null, ROWS);
  }
}
