package io.sluice.expression;

import io.sluice.column.DoubleVector;
import io.sluice.column.LongVector;
import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Literal;
import io.sluice.type.Schema;
import java.math.BigDecimal;
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

/** Arithmetic, per row. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ArithmeticBenchmark {
  private static final int ROWS = 8_192;
  private static final DataType PRICE = DataType.decimal(15, 2);
  private static final PhysicalExpression NUMBER =
      new ColumnExpression("number", 0, DataType.BIGINT, false);
  private static final PhysicalExpression RATIO =
      new ColumnExpression("ratio", 1, DataType.DOUBLE, false);
  private static final PhysicalExpression AMOUNT = new ColumnExpression("amount", 2, PRICE, false);
  private static final PhysicalExpression DISCOUNT =
      new ColumnExpression("discount", 3, PRICE, false);
  private static final PhysicalExpression REST = new ArithmeticExpression(
      ArithmeticOperator.SUBTRACT,
      new LiteralExpression(new Literal(DataType.decimal(10, 0), BigDecimal.ONE)),
      DISCOUNT,
      DataType.decimal(16, 2));
  private static final PhysicalExpression REVENUE =
      new ArithmeticExpression(ArithmeticOperator.MULTIPLY, AMOUNT, REST, DataType.decimal(31, 4));

  private final RecordBatch batch = batch();
  private final ExpressionEvaluator longSum = new ArithmeticExpression(
          ArithmeticOperator.ADD, NUMBER, new LiteralExpression(Literal.of(1L)), DataType.BIGINT)
      .newEvaluator();
  private final ExpressionEvaluator longProduct = new ArithmeticExpression(
          ArithmeticOperator.MULTIPLY, NUMBER, NUMBER, DataType.BIGINT)
      .newEvaluator();
  private final ExpressionEvaluator doubleProduct = new ArithmeticExpression(
          ArithmeticOperator.MULTIPLY, RATIO, RATIO, DataType.DOUBLE)
      .newEvaluator();
  private final ExpressionEvaluator revenue = REVENUE.newEvaluator();
  private final ExpressionEvaluator charge = new ArithmeticExpression(
          ArithmeticOperator.MULTIPLY, REVENUE, REST, DataType.decimal(38, 6))
      .newEvaluator();
  private final ExpressionEvaluator quotient = new ArithmeticExpression(
          ArithmeticOperator.DIVIDE, AMOUNT, AMOUNT, DataType.decimal(33, 18))
      .newEvaluator();

  @Benchmark
  @OperationsPerInvocation(ROWS)
  public Vector bigintPlusConstant() {
    return longSum.evaluate(batch, null, ROWS);
  }

  @Benchmark
  @OperationsPerInvocation(ROWS)
  public Vector bigintProduct() {
    return longProduct.evaluate(batch, null, ROWS);
  }

  @Benchmark
  @OperationsPerInvocation(ROWS)
  public Vector doubleProduct() {
    return doubleProduct.evaluate(batch, null, ROWS);
  }

  @Benchmark
  @OperationsPerInvocation(ROWS)
  public Vector decimalRevenue() {
    return revenue.evaluate(batch, null, ROWS);
  }

  @Benchmark
  @OperationsPerInvocation(ROWS)
  public Vector decimalCharge() {
    return charge.evaluate(batch, null, ROWS);
  }

  @Benchmark
  @OperationsPerInvocation(ROWS)
  public Vector decimalQuotient() {
    return quotient.evaluate(batch, null, ROWS);
  }

  private static RecordBatch batch() {
    Random random = new Random(1);
    LongVector numbers = new LongVector(DataType.BIGINT, ROWS);
    DoubleVector ratios = new DoubleVector(DataType.DOUBLE, ROWS);
    LongVector amounts = new LongVector(PRICE, ROWS);
    LongVector discounts = new LongVector(PRICE, ROWS);
    for (int i = 0; i < ROWS; i++) {
      numbers.values()[i] = random.nextInt(1 << 30);
      ratios.values()[i] = random.nextDouble();
      amounts.values()[i] = 90_000L + random.nextInt(10_000_000);
      discounts.values()[i] = random.nextInt(11);
    }
    numbers.setLength(ROWS);
    ratios.setLength(ROWS);
    amounts.setLength(ROWS);
    discounts.setLength(ROWS);
    Schema schema = Schema.of(
        new Field("number", DataType.BIGINT, false),
        new Field("ratio", DataType.DOUBLE, false),
        new Field("amount", PRICE, false),
        new Field("discount", PRICE, false));
    return RecordBatch.of(schema, ROWS, numbers, ratios, amounts, discounts);
  }
}
