package io.sluice.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.column.ConstantVector;
import io.sluice.column.DictionaryVector;
import io.sluice.column.FlatVector;
import io.sluice.column.Vector;
import io.sluice.type.Binary;
import io.sluice.type.DataType;
import io.sluice.type.Interval;
import io.sluice.type.Literal;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RowHasherTest {
  private static final List<DataType> TYPES = List.of(
      DataType.BOOLEAN,
      DataType.INTEGER,
      DataType.BIGINT,
      DataType.DOUBLE,
      DataType.VARCHAR,
      DataType.DATE,
      DataType.TIMESTAMP,
      DataType.TINYINT,
      DataType.SMALLINT,
      DataType.REAL,
      DataType.TIME,
      DataType.TIMESTAMP_NANOS,
      DataType.TIMESTAMP_TZ,
      DataType.VARBINARY,
      DataType.INTERVAL,
      DataType.UUID,
      DataType.array(DataType.INTEGER),
      DataType.decimal(15, 2),
      DataType.decimal(38, 4));

  private static Object value(DataType type, int seed) {
    return switch (type.kind()) {
      case BOOLEAN -> seed % 2 == 0;
      case INTEGER, DATE -> seed * 31;
      case BIGINT, TIMESTAMP -> seed * 1_000_000_007L;
      case DOUBLE -> seed / 7.0;
      case VARCHAR -> "value".repeat(Math.floorMod(seed, 9)) + seed;
      case DECIMAL ->
        type.equals(DataType.decimal(15, 2))
            ? BigDecimal.valueOf(seed, 2)
            : new BigDecimal("12345678901234567890.0000").add(BigDecimal.valueOf(seed, 4));
      case TINYINT -> (byte) seed;
      case SMALLINT -> (short) (seed * 31);
      case REAL -> seed / 8f;
      case TIME, TIMESTAMP_NANOS, TIMESTAMP_TZ -> seed * 1_000_007L;
      case VARBINARY -> Binary.of((byte) seed, (byte) 0);
      case INTERVAL -> new Interval(seed, -seed, seed);
      case UUID -> new UUID(seed * 1_000_000_007L, seed);
      case ARRAY -> List.of(seed, seed + 1);
      case MAP, ROW -> throw new IllegalArgumentException("not among the types: " + type);
    };
  }

  private static FlatVector flat(DataType type, Object... values) {
    FlatVector vector = FlatVector.create(type, values.length);
    for (Object value : values) {
      vector.appendValue(value);
    }
    return vector;
  }

  private static long[] hash(int count, Vector... keys) {
    long[] hashes = new long[count];
    new RowHasher(keys.length).hash(keys, null, count, hashes);
    return hashes;
  }

  @Test
  void allEncodingsOfAValueHaveOneHash() {
    for (DataType type : TYPES) {
      FlatVector flat = flat(type, value(type, 1), null, value(type, 2), value(type, 1));
      DictionaryVector dictionary = new DictionaryVector(
          flat(type, value(type, 2), value(type, 1)),
          new int[] {1, 0, 0, 1},
          new long[] {0b1101},
          4);
      assertThat(hash(4, dictionary)).as("%s", type).isEqualTo(hash(4, flat));
      assertThat(hash(1, ConstantVector.of(new Literal(type, value(type, 1)), 1))[0])
          .isEqualTo(hash(4, flat)[0]);
      assertThat(hash(1, ConstantVector.of(Literal.ofNull(type), 1))[0])
          .isEqualTo(hash(4, flat)[1]);
      assertThat(hash(4, flat)[0]).isEqualTo(hash(4, flat)[3]).isNotEqualTo(hash(4, flat)[2]);
    }
  }

  @Test
  void rowsNameWhatIsHashed() {
    for (DataType type : TYPES) {
      FlatVector flat = flat(type, value(type, 1), null, value(type, 2), value(type, 3));
      long[] all = hash(4, flat);
      long[] some = new long[2];
      new RowHasher(1).hash(new Vector[] {flat}, new int[] {1, 3}, 2, some);
      assertThat(some).containsExactly(all[1], all[3]);
    }
  }

  @Test
  void zerosAreEqualAndSoAreAllNaNs() {
    double otherNaN = Double.longBitsToDouble(0xFFF8000000000001L);
    long[] hashes = hash(4, flat(DataType.DOUBLE, 0.0, -0.0, Double.NaN, otherNaN));
    assertThat(hashes[0]).isEqualTo(hashes[1]);
    assertThat(hashes[2]).isEqualTo(hashes[3]).isNotEqualTo(hashes[0]);
  }

  @Test
  void theOrderOfColumnsMatters() {
    Vector one = flat(DataType.BIGINT, 1L);
    Vector two = flat(DataType.BIGINT, 2L);
    assertThat(hash(1, one, two)[0]).isNotEqualTo(hash(1, two, one)[0]);
    assertThat(hash(1, one, one)[0]).isNotEqualTo(hash(1, two, two)[0]);
  }

  @Test
  void aHasherForgetsADictionaryWhenAnotherComes() {
    RowHasher hasher = new RowHasher(1);
    long[] hashes = new long[1];
    for (String text : List.of("a", "b", "a")) {
      Vector key = new DictionaryVector(flat(DataType.VARCHAR, text), new int[] {0}, null, 1);
      hasher.hash(new Vector[] {key}, null, 1, hashes);
      assertThat(hashes).isEqualTo(hash(1, flat(DataType.VARCHAR, text)));
    }
  }

  @Property(tries = 200)
  void textsHashByTheirBytesWhereverTheyStand(@ForAll String before, @ForAll String text) {
    long[] behind = hash(2, flat(DataType.VARCHAR, before, text));
    long[] alone = hash(1, flat(DataType.VARCHAR, text));
    long[] followed = hash(2, flat(DataType.VARCHAR, text, before + "and some more bytes"));
    assertThat(behind[1]).isEqualTo(alone[0]).isEqualTo(followed[0]);
  }

  /** Workers of one cluster must agree; who changes a constant changes the protocol. */
  @Test
  void hashesAreStableAcrossProcesses() {
    assertThat(hash(1, flat(DataType.BIGINT, 42L))[0])
        .isEqualTo(hash(1, flat(DataType.INTEGER, 42))[0]);
    assertThat(hash(2, flat(DataType.BIGINT, 42L, null)))
        .containsExactly(9018833850284975155L, -179358751966620248L);
    assertThat(hash(1, flat(DataType.VARCHAR, "hello, distributed world"))[0])
        .isEqualTo(6447879512238231703L);
  }

  @Test
  void partitionsAreEvenAndTheirLowBitsStayMixed() {
    int count = 100_000;
    for (int partitions : new int[] {1, 3, 16}) {
      for (DataType type : List.of(DataType.BIGINT, DataType.VARCHAR)) {
        Object[] values = new Object[count];
        Arrays.setAll(values, i -> type.equals(DataType.BIGINT) ? (Object) (long) i : "key " + i);
        int[] rowCounts = new int[partitions];
        List<Set<Long>> lowBits = new ArrayList<>();
        for (int i = 0; i < partitions; i++) {
          lowBits.add(new HashSet<>());
        }
        for (long hash : hash(count, flat(type, values))) {
          int partition = RowHasher.partition(hash, partitions);
          rowCounts[partition]++;
          lowBits.get(partition).add(hash & 1023);
        }
        for (int i = 0; i < partitions; i++) {
          assertThat((double) rowCounts[i] * partitions / count).isBetween(0.95, 1.05);
          assertThat(lowBits.get(i)).hasSizeGreaterThan(980);
        }
      }
    }
  }
}
