package io.sluice.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SluiceExceptionTest {
  @Test
  void aFullHeapIsAnErrorOfResources() {
    SluiceException error = SluiceException.of(new OutOfMemoryError("Java heap space"));
    assertThat(error.code()).isEqualTo(ErrorCode.MEMORY_LIMIT);
    assertThat(error.kind()).isEqualTo(ErrorKind.RESOURCES);
    assertThat(error).hasMessageContaining("Java heap space").hasMessageContaining("-Xmx");
  }

  @Test
  void anUnknownFailureIsInternalAndAKnownOneStaysItself() {
    SluiceException unknown = SluiceException.of(new IllegalStateException("odd"));
    assertThat(unknown.code()).isEqualTo(ErrorCode.INTERNAL_ERROR);
    assertThat(unknown).hasMessage("IllegalStateException: odd");
    assertThat(SluiceException.of(unknown)).isSameAs(unknown);
  }
}
