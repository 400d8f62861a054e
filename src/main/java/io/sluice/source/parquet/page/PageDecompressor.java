package io.sluice.source.parquet.page;

import com.github.luben.zstd.Zstd;
import io.airlift.compress.lz4.Lz4Decompressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.format.CompressionCodec;
import org.xerial.snappy.Snappy;

/** Decompresses pages. Owned by one driver. */
public final class PageDecompressor {
  private final Lz4Decompressor lz4 = new Lz4Decompressor();

  public static boolean isSupported(CompressionCodec codec) {
    return switch (codec) {
      case UNCOMPRESSED, SNAPPY, GZIP, ZSTD, LZ4_RAW -> true;
      case LZO, BROTLI, LZ4 -> false;
    };
  }

  /** Fills exactly {@code outputLength} bytes; anything else is an {@link IllegalArgumentException} or a RuntimeException of the codec. */
  void decompress(
      CompressionCodec codec,
      byte[] input,
      int inputOffset,
      int inputLength,
      byte[] output,
      int outputOffset,
      int outputLength) {
    if (outputLength == 0 && inputLength == 0) {
      return;
    }
    long count = switch (codec) {
      case UNCOMPRESSED ->
        copy(input, inputOffset, inputLength, output, outputOffset, outputLength);
      case SNAPPY -> unsnap(input, inputOffset, inputLength, output, outputOffset, outputLength);
      case LZ4_RAW ->
        lz4.decompress(input, inputOffset, inputLength, output, outputOffset, outputLength);
      case ZSTD ->
        Zstd.decompressByteArray(
            output, outputOffset, outputLength, input, inputOffset, inputLength);
      case GZIP -> gunzip(input, inputOffset, inputLength, output, outputOffset, outputLength);
      case LZO, BROTLI, LZ4 -> throw new IllegalArgumentException("codec " + codec);
    };
    if (count != outputLength) {
      throw new IllegalArgumentException("a page of " + outputLength + " bytes holds " + count);
    }
  }

  private static int copy(
      byte[] input, int from, int count, byte[] output, int to, int outputLength) {
    if (count != outputLength) {
      throw new IllegalArgumentException(
          "an uncompressed page of " + outputLength + " bytes holds " + count);
    }
    System.arraycopy(input, from, output, to, count);
    return count;
  }

  /** Native code trusts the length that the bytes say of themselves, so that is compared first. */
  private static int unsnap(
      byte[] input, int from, int count, byte[] output, int to, int outputLength) {
    try {
      int length = Snappy.uncompressedLength(input, from, count);
      return length == outputLength ? Snappy.rawUncompress(input, from, count, output, to) : length;
    } catch (IOException e) {
      throw new IllegalArgumentException("a page is not valid Snappy", e);
    }
  }

  private static int gunzip(
      byte[] input, int from, int count, byte[] output, int to, int outputLength) {
    try (GZIPInputStream stream =
        new GZIPInputStream(new ByteArrayInputStream(input, from, count), 1 << 16)) {
      int read = stream.readNBytes(output, to, outputLength);
      return stream.read() < 0 ? read : outputLength + 1;
    } catch (IOException e) {
      throw new IllegalArgumentException("a page is not valid GZIP", e);
    }
  }
}
