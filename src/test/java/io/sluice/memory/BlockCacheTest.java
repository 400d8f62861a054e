package io.sluice.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class BlockCacheTest {
  private static final int KIB = 1 << 10;

  private final MemoryPool pool = new MemoryPool(1000 * KIB, 400 * KIB);
  private final BlockCache cache = pool.cache();

  private void fill() {
    for (int i = 0; i < 100; i++) {
      cache.put(i, "block " + i, 10 * KIB);
    }
  }

  @Test
  void aBlockIsFoundUnderItsKey() {
    cache.put("a", "block", 10 * KIB);
    assertThat(cache.get("a", String.class)).isEqualTo("block");
    assertThat(cache.get("b", String.class)).isNull();
    assertThat(cache.bytes()).isEqualTo(10 * KIB);
    cache.put("a", "other", 5 * KIB);
    assertThat(cache.get("a", String.class)).isEqualTo("other");
    assertThat(cache.bytes()).isEqualTo(5 * KIB);
  }

  @Test
  void noMoreIsKeptThanItsOwnBound() {
    fill();
    assertThat(cache.bytes()).isBetween(350L * KIB, 400L * KIB);
  }

  @Test
  void whatIsAskedForAllTheTimeOutlivesScans() {
    int misses = 0;
    for (int round = 0; round < 20; round++) {
      for (int i = 0; i < 10; i++) {
        if (cache.get("hot " + i, String.class) == null) {
          misses += round < 10 ? 0 : 1;
          cache.put("hot " + i, "block", 10 * KIB);
        }
      }
      for (int i = 0; i < 100; i++) {
        cache.put(round + " " + i, "block", 10 * KIB);
      }
    }
    assertThat(misses).isZero();
  }

  @Test
  void reservationsDriveBlocksOutAndAreNotRefused() {
    fill();
    try (MemoryReservation query = pool.reserve("query")) {
      query.grow(700 * KIB);
      assertThat(cache.bytes()).isLessThanOrEqualTo(300 * KIB);
      query.grow(300 * KIB);
      assertThat(cache.bytes()).isZero();
      cache.put("late", "block", 10 * KIB);
      assertThat(cache.get("late", String.class)).isNull();
      assertThat(pool.reservedBytes()).isEqualTo(1000 * KIB);
    }
    fill();
    assertThat(cache.bytes()).isGreaterThan(350 * KIB);
  }

  @Test
  void aBlockThatIsTooLargeAPartIsNotKept() {
    assertThat(cache.admits(25 * KIB)).isTrue();
    assertThat(cache.admits(26 * KIB)).isFalse();
    cache.put("large", "block", 26 * KIB);
    assertThat(cache.get("large", String.class)).isNull();
  }

  @Test
  void nothingIsKeptWhereNothingMayBe() {
    BlockCache none = new MemoryPool(1000 * KIB).cache();
    none.put("a", "block", 1);
    assertThat(none.get("a", String.class)).isNull();
    assertThat(none.admits(1)).isFalse();
  }

  @Property(tries = 50)
  void blocksAndReservationsTogetherStayWithinThePool(@ForAll long seed) {
    Random random = new Random(seed);
    List<MemoryReservation> open = new ArrayList<>();
    for (int step = 0; step < 500; step++) {
      switch (random.nextInt(5)) {
        case 0 -> {
          MemoryReservation reservation =
              random.nextBoolean() ? pool.reserve("a") : pool.reserveSpillable("b");
          open.add(reservation);
          reservation.tryGrow(random.nextInt(200 * KIB));
        }
        case 1 -> {
          if (!open.isEmpty()) {
            open.remove(random.nextInt(open.size())).close();
          }
        }
        default -> cache.put(random.nextInt(200), "block", 1 + random.nextInt(20 * KIB));
      }
      assertThat(cache.bytes() + pool.reservedBytes())
          .isLessThanOrEqualTo(Math.max(pool.limitBytes(), pool.reservedBytes()));
      assertThat(cache.bytes()).isBetween(0L, 400L * KIB);
    }
    open.forEach(MemoryReservation::close);
  }
}
