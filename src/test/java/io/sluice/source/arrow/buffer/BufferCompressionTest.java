package io.sluice.source.arrow.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.compress.compressors.lz4.BlockLZ4CompressorOutputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream.BlockSize;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream.Parameters;
import org.junit.jupiter.api.Test;

/** Buffers come back from both codecs, and frames of LZ4 go to and come from another implementation. */
class BufferCompressionTest {
  /** Bytes that repeat near and far, and some that do not. */
  private static byte[] bytes(long seed, int length) {
    Random random = new Random(seed);
    byte[] bytes = new byte[length];
    int done = 0;
    while (done < length) {
      int count = Math.min(length - done, 1 + random.nextInt(1 << random.nextInt(17)));
      int distance = 1 + random.nextInt(Math.max(done, 1));
      for (int i = 0; i < count; i++) {
        bytes[done + i] = done == 0 || distance > done || count % 3 == 0
            ? (byte) random.nextInt()
            : bytes[done + i - distance];
      }
      done += count;
    }
    return bytes;
  }

  @Property(tries = 100)
  void buffersComeBack(
      @ForAll long seed, @ForAll @IntRange(max = 300_000) int length, @ForAll boolean isZstd) {
    byte[] plain = bytes(seed, length);
    BufferCompression compression = isZstd ? BufferCompression.ZSTD : BufferCompression.LZ4;

    byte[] stored = compression.compress(plain);

    if (length == 0) {
      assertThat(stored).isEmpty();
    } else if (BufferCompression.uncompressedBytes(stored) == -1) {
      assertThat(Arrays.copyOfRange(stored, 8, stored.length)).isEqualTo(plain);
    } else {
      assertThat(BufferCompression.uncompressedBytes(stored)).isEqualTo(length);
      assertThat(compression.decompress(stored, length)).isEqualTo(plain);
    }
  }

  @Property(tries = 60)
  void framesOfOthersAreRead(
      @ForAll long seed,
      @ForAll @IntRange(min = 17, max = 400_000) int length,
      @ForAll boolean isLinked,
      @ForAll boolean hasChecksums)
      throws IOException {
    byte[] plain = bytes(seed, length);
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    try (FramedLZ4CompressorOutputStream stream = new FramedLZ4CompressorOutputStream(
        frame,
        new Parameters(
            BlockSize.K64,
            hasChecksums,
            hasChecksums,
            isLinked,
            BlockLZ4CompressorOutputStream.createParameterBuilder().build()))) {
      stream.write(plain);
    }
    byte[] output = new byte[length];

    Lz4Frame.decompress(frame.toByteArray(), 0, output);

    assertThat(output).isEqualTo(plain);
  }

  @Test
  void framesOfOursAreReadByOthers() throws IOException {
    // Not of 16 bytes, for which that release of the other one has a wrong checksum.
    for (int length : new int[] {0, 1, 15, 17, 1000, 70_000, 5 << 20}) {
      byte[] plain = bytes(length, length);
      byte[] target = new byte[(int) Lz4Frame.maxBytes(length)];
      int count = Lz4Frame.compress(plain, length, target, 0);
      try (FramedLZ4CompressorInputStream stream =
          new FramedLZ4CompressorInputStream(new ByteArrayInputStream(target, 0, count))) {
        assertThat(stream.readAllBytes()).isEqualTo(plain);
      }
    }
  }

  @Property(tries = 100)
  void aDamagedFrameIsAnError(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 5_000) int length) {
    byte[] plain = bytes(seed, length);
    byte[] target = new byte[(int) Lz4Frame.maxBytes(length)];
    byte[] frame = Arrays.copyOf(target, Lz4Frame.compress(plain, length, target, 0));
    Random random = new Random(seed);
    byte[] damaged =
        random.nextBoolean() ? Arrays.copyOf(frame, random.nextInt(frame.length)) : frame;
    if (damaged == frame) {
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
    }

    assertThatThrownBy(() -> Lz4Frame.decompress(damaged, 0, new byte[length]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
