package io.sluice.expression;

import io.sluice.column.BytesVector;
import io.sluice.column.RecordBatch;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Literal;
import io.sluice.type.Schema;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Conditions over texts of about 40 bytes that are not in a dictionary, per row. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TextBenchmark {
  private static final int ROWS = 8_192;
  private static final String[] WORDS = {
    "special", "requests", "furiously", "final", "deposits", "green", "carefully", "ironic"
  };

  private static final PhysicalExpression TEXT =
      new ColumnExpression("text", 0, DataType.VARCHAR, false);

  /** What is asked of a text. */
  public enum Condition {
    EQUAL,
    LESS,
    PREFIX,
    SUFFIX,
    CONTAINS,
    TWO_PIECES,
    ANY_CHARACTER;

    PhysicalExpression expression() {
      return switch (this) {
        case EQUAL -> compare(ComparisonOperator.EQUAL, "green final");
        case LESS -> compare(ComparisonOperator.LESS, "furiously");
        case PREFIX -> like("special%");
        case SUFFIX -> like("%ironic");
        case CONTAINS -> like("%green%");
        case TWO_PIECES -> like("%special%requests%");
        case ANY_CHARACTER -> like("_reen%");
      };
    }

    /** The same, the slow way. */
    boolean test(String text) {
      return switch (this) {
        case EQUAL -> text.equals("green final");
        case LESS -> text.compareTo("furiously") < 0;
        case PREFIX -> text.startsWith("special");
        case SUFFIX -> text.endsWith("ironic");
        case CONTAINS -> text.contains("green");
        case TWO_PIECES -> text.matches(".*special.*requests.*");
        case ANY_CHARACTER -> text.matches(".reen.*");
      };
    }

    private static PhysicalExpression compare(ComparisonOperator operator, String text) {
      return new ComparisonExpression(operator, TEXT, new LiteralExpression(Literal.of(text)));
    }

    private static PhysicalExpression like(String pattern) {
      return new LikeExpression(TEXT, pattern, "", false);
    }
  }

  @Param
  public Condition condition = Condition.EQUAL;

  private final BytesVector texts = texts();
  private final RecordBatch batch =
      RecordBatch.of(Schema.of(new Field("text", DataType.VARCHAR, false)), ROWS, texts);
  private final int[] output = new int[ROWS];
  private ExpressionEvaluator evaluator;

  /** Checks the rows that are selected once. */
  @Setup
  public void makeEvaluator() {
    evaluator = condition.expression().newEvaluator();
    int selected = evaluator.select(batch, null, ROWS, output);
    int next = 0;
    for (int row = 0; row < ROWS; row++) {
      if (condition.test(texts.string(row)) && (next == selected || output[next++] != row)) {
        throw new IllegalStateException("row " + row + " is missing: " + texts.string(row));
      }
    }
    if (next != selected) {
      throw new IllegalStateException(selected + " rows instead of " + next);
    }
  }

  private static BytesVector texts() {
    Random random = new Random(1);
    BytesVector vector = new BytesVector(DataType.VARCHAR, ROWS);
    for (int row = 0; row < ROWS; row++) {
      StringBuilder text = new StringBuilder(WORDS[random.nextInt(WORDS.length)]);
      for (int words = 1 + random.nextInt(8); words > 0; words--) {
        text.append(' ').append(WORDS[random.nextInt(WORDS.length)]);
      }
      vector.appendValue(text.toString());
    }
    return vector;
  }

  /** The rows for which the condition is true. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public int select() {
    return evaluator.select(batch, null, ROWS, output);
  }
}
