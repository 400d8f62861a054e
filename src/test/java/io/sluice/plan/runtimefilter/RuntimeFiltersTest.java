package io.sluice.plan.runtimefilter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RuntimeFiltersTest {
  private final List<FilterPart> published = new ArrayList<>();
  private final RuntimeFilters filters =
      new RuntimeFilters(new FilterExchange(Set.of(1), Set.of(2)), published::add);

  private static RuntimeFilter keys(long... keys) {
    return RuntimeFilter.of(keys, 0, 1, keys.length, 1);
  }

  private static FilterPart unknown(int filter) {
    return new FilterPart(filter, Optional.empty());
  }

  @Test
  void aFilterIsThereWhenAllItsPartsAre() {
    filters.add(3, 2, keys(5));
    assertThat(filters.find(3)).isNull();
    filters.add(3, 2, keys(70));
    RuntimeFilter united = filters.find(3);
    assertThat(united).isNotNull();
    assertThat(united.mayContain(5) && united.mayContain(70)).isTrue();
    assertThat(united.mayContain(6)).isFalse();
    assertThat(published).isEmpty();
  }

  @Test
  void moreThanAllPartsAreIgnored() {
    filters.add(1, 1, keys(5));
    filters.add(1, 1, keys(6));
    filters.add(1, unknown(1));
    assertThat(published).hasSize(1);
    assertThat(filters.find(1)).isNotNull();
    assertThat(filters.find(1).mayContain(6)).isFalse();
  }

  @Test
  void oneUnknownPartMakesAFilterUnknown() {
    filters.add(1, 3, keys(5));
    filters.add(3, unknown(1));
    assertThat(published).isEmpty();
    filters.add(1, 3, keys(7));
    assertThat(filters.find(1)).isNull();
    assertThat(published).containsExactly(unknown(1));
  }

  @Test
  void whoAwaitsAFilterHearsWhenItIsThereOrWillNotCome() {
    assertThat(filters.whenSettled(3).isComplete()).isTrue();
    assertThat(filters.whenSettled(2).isComplete()).isFalse();
    filters.add(1, unknown(2));
    assertThat(filters.whenSettled(2).isComplete()).isTrue();
    assertThat(filters.find(2)).isNull();

    RuntimeFilters late = new RuntimeFilters(new FilterExchange(Set.of(), Set.of(2)), part -> {});
    late.stopWaiting();
    assertThat(late.whenSettled(2).isComplete()).isTrue();
    late.add(2, 1, keys(5));
    assertThat(late.find(2)).isNotNull();
  }

  @Test
  void bytesThatAreNoFilterAreRefused() {
    byte[] bitmap = keys(1, 100_000).encode();
    byte[] bloom = keys(1, Long.MAX_VALUE).encode();
    for (byte[] whole : List.of(bitmap, bloom)) {
      for (int length = 0; length < whole.length; length += 7) {
        byte[] part = Arrays.copyOf(whole, length);
        assertThatThrownBy(() -> RuntimeFilter.decode(part))
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
    byte[] other = bitmap.clone();
    other[0] = 9;
    assertThatThrownBy(() -> RuntimeFilter.decode(other)).hasMessageContaining("kind 9");
  }
}
