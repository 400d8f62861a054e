package io.sluice.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExecutionResourcesTest {
  @ParameterizedTest(name = "{1} MB of a heap of {0} MB")
  @CsvSource({"10000, 6000", "1000, 600", "500, 300", "256, 96", "200, 40", "160, 20", "64, 8"})
  void queriesMayReserveMostOfALargeHeapAndLessOfASmallOne(long heap, long memory) {
    assertThat(ExecutionResources.defaultMemoryBytes(heap << 20)).isEqualTo(memory << 20);
  }
}
