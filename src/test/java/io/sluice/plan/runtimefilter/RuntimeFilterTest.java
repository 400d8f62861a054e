package io.sluice.plan.runtimefilter;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.column.DictionaryVector;
import io.sluice.column.FlatVector;
import io.sluice.column.IntVector;
import io.sluice.column.LongVector;
import io.sluice.column.Vector;
import io.sluice.type.DataType;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuntimeFilterTest {
  private static final int CASES = 60;
  private static final int PROBES = 2000;

  private final Random random = new Random();

  /** Keys of one kind: close together, spread, at the ends of the range of BIGINT. */
  private LongSupplier keysOf(int kind) {
    long near = random.nextLong();
    return switch (kind) {
      case 0 -> () -> random.nextInt(5000) - 2500;
      case 1 -> () -> near + random.nextInt(1 << 20);
      case 2 -> random::nextLong;
      case 3 -> () -> Long.MAX_VALUE - random.nextInt(100);
      case 4 -> () -> Long.MIN_VALUE + random.nextInt(100);
      case 5 -> () -> random.nextBoolean() ? Long.MIN_VALUE : Long.MAX_VALUE;
      default -> () -> random.nextInt(1 << 28);
    };
  }

  private static RuntimeFilter filter(long[] keys, int parts) {
    RuntimeFilter united = RuntimeFilter.empty();
    int from = 0;
    for (int part = 0; part < parts; part++) {
      int to = (int) ((long) keys.length * (part + 1) / parts);
      // Keys stand among others, as one column of several does.
      long[] strided = new long[3 * (to - from)];
      Arrays.fill(strided, 0x5EED);
      for (int i = from; i < to; i++) {
        strided[3 * (i - from) + 1] = keys[i];
      }
      RuntimeFilter one = RuntimeFilter.of(strided, 1, 3, to - from, parts);
      united = part % 2 == 0 ? united.union(one) : one.union(united);
      from = to;
    }
    return united;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void letsEveryKeyPassAndFewOtherValues(int parts) {
    for (int i = 0; i < CASES; i++) {
      long seed = System.nanoTime() + i;
      random.setSeed(seed);
      int kind = random.nextInt(7);
      LongSupplier next = keysOf(kind);
      long[] keys = LongStream.generate(next).limit(random.nextInt(3000)).toArray();
      Set<Long> known = Arrays.stream(keys).boxed().collect(Collectors.toSet());
      RuntimeFilter filter = RuntimeFilter.decode(filter(keys, parts).encode());
      String name = "seed " + seed + ", kind " + kind + ", " + keys.length + " keys";

      for (long key : keys) {
        assertThat(filter.mayContain(key)).as(name).isTrue();
        assertThat(filter.mayContainAny(key, key)).as(name).isTrue();
        assertThat(key).as(name).isBetween(filter.min(), filter.max());
      }
      int wrong = 0;
      for (int probe = 0; probe < PROBES; probe++) {
        long value = probe % 2 == 0 ? next.getAsLong() : random.nextLong();
        wrong += filter.mayContain(value) && !known.contains(value) ? 1 : 0;
        long to = value + random.nextInt(200);
        boolean hasKey =
            to >= value && LongStream.of(keys).anyMatch(key -> key >= value && key <= to);
        if (hasKey) {
          assertThat(filter.mayContainAny(value, to)).as(name).isTrue();
        }
        if (filter instanceof BitmapFilter && to >= value) {
          assertThat(filter.mayContainAny(value, to)).as(name).isEqualTo(hasKey);
        }
      }
      assertThat(wrong).as(name).isLessThan(filter instanceof BitmapFilter ? 1 : PROBES / 10);
      assertThat(filter.keyCount()).as(name).isEqualTo(keys.length);
      checkSelection(filter, next, name);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -(1L << 40), Long.MAX_VALUE - (1 << 22)})
  void aBitmapIsSentAsItsGapsWhereTheyAreShorter(long from) {
    long[] sparse = LongStream.range(0, 40_000).map(i -> from + 60 * i).toArray();
    long[] dense = LongStream.range(0, 40_000).map(i -> from + 2 * i).toArray();
    for (long[] keys :
        List.of(sparse, dense, new long[] {from}, new long[] {from + 63, from + 64})) {
      RuntimeFilter filter = filter(keys, 1);
      byte[] bytes = filter.encode();
      RuntimeFilter decoded = RuntimeFilter.decode(bytes);
      assertThat(filter).isInstanceOf(BitmapFilter.class);
      assertThat(((BitmapFilter) decoded).keys()).containsExactly(keys);
      assertThat(decoded.words()).containsExactly(filter.words());
      assertThat(bytes.length).isLessThanOrEqualTo(8 * filter.words().length + 32);
      assertThat(decoded.encode()).isEqualTo(bytes);
    }
    assertThat(filter(sparse, 1).encode()).hasSizeLessThan(41_000);
  }

  /** Whatever bytes come, they are a filter or refused, and make nothing that is much larger than they are. */
  @Test
  void damagedBytesAreRefusedOrAFilter() {
    long seed = System.nanoTime();
    random.setSeed(seed);
    for (int i = 0; i < 3000; i++) {
      int spread = 1 + random.nextInt(200);
      long[] keys =
          LongStream.generate(() -> random.nextInt(100 * spread)).limit(100).toArray();
      byte[] bytes = filter(keys, 1).encode();
      byte[] damaged = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
      for (int change = 0; change < 3 && damaged.length > 0; change++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      try {
        RuntimeFilter filter = RuntimeFilter.decode(damaged);
        assertThat(filter.retainedBytes())
            .as("seed " + seed)
            .isLessThan(64L * damaged.length + 150_000);
        filter.mayContain(random.nextInt(20_000));
      } catch (IllegalArgumentException refused) {
        assertThat(refused).as("seed " + seed).hasMessageMatching("(?s)a .*");
      }
    }
  }

  private void checkSelection(RuntimeFilter filter, LongSupplier next, String name) {
    int count = 1 + random.nextInt(300);
    LongVector longs = new LongVector(DataType.BIGINT, count);
    IntVector ints = new IntVector(DataType.INTEGER, count);
    boolean hasNulls = random.nextBoolean();
    for (int row = 0; row < count; row++) {
      if (hasNulls && random.nextInt(5) == 0) {
        longs.appendNull();
        ints.appendNull();
      } else {
        long value = next.getAsLong();
        longs.appendValue(value);
        ints.appendValue((int) value);
      }
    }
    int[] codes = random.ints(0, count).limit(count).toArray();
    long[] valid = random.longs((count + 63) / 64).toArray();
    for (Vector vector :
        new Vector[] {longs, ints, new DictionaryVector(withoutNulls(longs), codes, valid, count)
        }) {
      checkSelection(filter, vector, 0, count, name);
      int from = random.nextInt(count);
      checkSelection(filter, vector, from, random.nextInt(count - from + 1), name);
    }
  }

  private static FlatVector withoutNulls(LongVector vector) {
    LongVector copy = new LongVector(vector.type(), vector.length());
    for (int row = 0; row < vector.length(); row++) {
      copy.appendValue(vector.isNull(row) ? 0L : vector.values()[row]);
    }
    return copy;
  }

  private static void checkSelection(
      RuntimeFilter filter, Vector vector, int from, int count, String name) {
    int[] selected = new int[count];
    int kept = filter.select(vector, from, count, selected);
    int expected = 0;
    for (int i = 0; i < count; i++) {
      int row = from + i;
      if (!vector.isNull(row) && filter.mayContain(((Number) vector.value(row)).longValue())) {
        assertThat(expected).as(name).isLessThan(kept);
        assertThat(selected[expected++]).as(name).isEqualTo(i);
      }
    }
    assertThat(kept).as(name).isEqualTo(expected);
  }
}
