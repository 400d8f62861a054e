package io.sluice.expression;

import io.sluice.column.BytesVector;
import io.sluice.column.DictionaryVector;
import io.sluice.column.LongVector;
import io.sluice.column.Vector;
import io.sluice.type.DataType;
import java.nio.charset.StandardCharsets;
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

/** Hashes of rows and the partitions they belong to, per row. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RowHasherBenchmark {
  private static final int ROWS = 8_192;
  private static final int DISTINCT = 1000;
  private static final int PARTITIONS = 16;

  /** What a row's key is. */
  public enum Key {
    NUMBER,
    TWO_NUMBERS,
    /** 15 bytes. */
    TEXT,
    /** A text of a dictionary of 1,000. */
    CODE
  }

  @Param
  public Key key = Key.NUMBER;

  private final int[] values = new Random(1).ints(ROWS, 0, DISTINCT).toArray();
  private final long[] hashes = new long[ROWS];
  private Vector[] keys = new Vector[0];
  private RowHasher hasher = new RowHasher(1);

  /** Makes the keys, and checks that equal ones have equal hashes and that partitions are about as large. */
  @Setup
  public void makeKeys() {
    keys = switch (key) {
      case NUMBER -> new Vector[] {numbers(1_000_003)};
      case TWO_NUMBERS -> new Vector[] {numbers(1), numbers(7)};
      case TEXT -> new Vector[] {texts(values)};
      case CODE -> new Vector[] {codes()};
    };
    hasher = new RowHasher(keys.length);
    hasher.hash(keys, null, ROWS, hashes);
    long[] ofValue = new long[DISTINCT];
    boolean[] isSeen = new boolean[DISTINCT];
    int[] rowCounts = new int[PARTITIONS];
    for (int row = 0; row < ROWS; row++) {
      if (isSeen[values[row]] && ofValue[values[row]] != hashes[row]) {
        throw new IllegalStateException("equal keys have two hashes");
      }
      isSeen[values[row]] = true;
      ofValue[values[row]] = hashes[row];
      rowCounts[RowHasher.partition(hashes[row], PARTITIONS)]++;
    }
    for (int rowCount : rowCounts) {
      if (rowCount < ROWS / PARTITIONS / 2) {
        throw new IllegalStateException("a partition has only " + rowCount + " rows");
      }
    }
  }

  private LongVector numbers(long factor) {
    LongVector vector = new LongVector(DataType.BIGINT, ROWS);
    for (int row = 0; row < ROWS; row++) {
      vector.values()[row] = values[row] * factor;
    }
    vector.setLength(ROWS);
    return vector;
  }

  private static BytesVector texts(int[] numbers) {
    BytesVector vector = new BytesVector(DataType.VARCHAR, numbers.length);
    for (int number : numbers) {
      byte[] text = "customer#%06d".formatted(number).getBytes(StandardCharsets.UTF_8);
      vector.append(text, 0, text.length);
    }
    return vector;
  }

  private DictionaryVector codes() {
    int[] all = new int[DISTINCT];
    for (int i = 0; i < DISTINCT; i++) {
      all[i] = i;
    }
    return new DictionaryVector(texts(all), values, null, ROWS);
  }

  /** Hashes alone. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public long[] hash() {
    hasher.hash(keys, null, ROWS, hashes);
    return hashes;
  }

  /** Hashes, then a partition of sixteen for each. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public int partition() {
    hasher.hash(keys, null, ROWS, hashes);
    int sum = 0;
    for (long hash : hashes) {
      sum += RowHasher.partition(hash, PARTITIONS);
    }
    return sum;
  }
}
