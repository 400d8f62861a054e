package io.sluice.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import org.junit.jupiter.api.Test;

class MemoryPoolTest {
  private static final long MIB = 1 << 20;

  private final MemoryPool pool = new MemoryPool(100 * MIB);

  @Test
  void theLargestIsAskedToSpillWhoeverCrossesTheMark() {
    MemoryReservation large = pool.reserveSpillable("large");
    MemoryReservation small = pool.reserveSpillable("small");
    large.grow(50 * MIB);
    small.grow(20 * MIB);
    assertThat(large.shouldSpill(0)).isFalse();
    small.grow(10 * MIB);
    assertThat(small.shouldSpill(0)).isFalse();
    assertThat(large.shouldSpill(0)).isTrue();
    assertThat(large.whenAsked().isComplete()).isTrue();
    large.shrink(50 * MIB);
    large.spilled();
    assertThat(large.shouldSpill(0)).isFalse();
    assertThat(large.whenAsked().isComplete()).isFalse();
  }

  @Test
  void everybodySpillsWhenThePoolIsFull() {
    MemoryReservation large = pool.reserveSpillable("large");
    MemoryReservation small = pool.reserveSpillable("small");
    large.grow(70 * MIB);
    small.grow(25 * MIB);
    assertThat(small.shouldSpill(0)).isFalse();
    assertThat(small.shouldSpill(10 * MIB)).isTrue();
    small.grow(10 * MIB);
    assertThat(small.shouldSpill(0)).isTrue();
  }

  @Test
  void aWorkingSetIsNeverSpilled() {
    MemoryReservation other = pool.reserve("other");
    other.overdraw(100 * MIB);
    MemoryReservation small = pool.reserveSpillable("small");
    small.grow(pool.workingBytes());
    assertThat(small.shouldSpill(0)).isFalse();
    small.grow(1);
    assertThat(small.shouldSpill(0)).isTrue();
  }

  @Test
  void whatCannotSpillGetsWhatIsAboutToBeSpilled() {
    MemoryReservation spillable = pool.reserveSpillable("spillable");
    MemoryReservation scan = pool.reserve("scan");
    spillable.grow(99 * MIB);
    scan.grow(20 * MIB);
    assertThatThrownBy(() -> scan.grow(10 * MIB))
        .isInstanceOfSatisfying(SluiceException.class, e -> {
          assertThat(e.code()).isEqualTo(ErrorCode.MEMORY_LIMIT);
          assertThat(e).hasMessageContaining("scan asked").hasMessageContaining("spillable");
        });
    spillable.setSpillable(false);
    assertThatThrownBy(() -> scan.grow(1)).isInstanceOf(SluiceException.class);
  }

  @Test
  void whatCannotSpillNowIsNotAsked() {
    MemoryReservation busy = pool.reserveSpillable("busy");
    MemoryReservation idle = pool.reserveSpillable("idle");
    busy.grow(60 * MIB);
    busy.setSpillable(false);
    idle.grow(20 * MIB);
    assertThat(busy.isAsked()).isFalse();
    assertThat(idle.shouldSpill(0)).isTrue();
  }

  @Test
  void allIsGivenBack() {
    try (MemoryReservation a = pool.reserveSpillable("a");
        MemoryReservation b = pool.reserve("b")) {
      a.grow(200 * MIB);
      b.overdraw(5);
    }
    assertThat(pool.reservedBytes()).isZero();
    assertThat(pool.openReservations()).isEmpty();
  }
}
