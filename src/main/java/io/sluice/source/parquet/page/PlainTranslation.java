package io.sluice.source.parquet.page;

import java.util.Arrays;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.Type;

/**
 * Translates the encodings that are neither PLAIN nor dictionary codes to PLAIN, a page at a time, so that one decoder a type is enough.
 * BOOLEANs become a byte each. Bytes that make no sense are an {@link IllegalArgumentException} or {@link IndexOutOfBoundsException}.
 */
final class PlainTranslation {
  /** PLAIN bytes: {@code bytes[position..limit)}. */
  static final class Plain {
    private final byte[] bytes;
    private final int position;
    private final int limit;

    Plain(byte[] bytes, int position, int limit) {
      this.bytes = bytes;
      this.position = position;
      this.limit = limit;
    }

    byte[] bytes() {
      return bytes;
    }

    int position() {
      return position;
    }

    int limit() {
      return limit;
    }
  }

  private PlainTranslation() {}

  /**
   * @param bytes followed by {@link LittleEndian#PADDING} others
   * @param maxCount values the page can hold at most
   * @param maxBytes bytes the result may have at most
   */
  static Plain translate(
      Encoding encoding,
      ValueLayout layout,
      byte[] bytes,
      int from,
      int limit,
      int maxCount,
      int maxBytes) {
    boolean isBoolean = layout.type() == Type.BOOLEAN;
    return switch (encoding) {
      case PLAIN ->
        isBoolean ? booleans(bytes, from, limit, maxCount) : new Plain(bytes, from, limit);
      case RLE -> {
        if (!isBoolean) {
          throw unexpected(encoding, layout);
        }
        yield booleanRuns(bytes, from, limit, maxCount);
      }
      case DELTA_BINARY_PACKED -> numbers(layout, bytes, from, limit, maxCount);
      case DELTA_LENGTH_BYTE_ARRAY -> texts(layout, bytes, from, limit, maxCount);
      case DELTA_BYTE_ARRAY -> prefixedTexts(layout, bytes, from, limit, maxCount, maxBytes);
      case BYTE_STREAM_SPLIT -> splitStreams(layout, bytes, from, limit);
      case PLAIN_DICTIONARY, RLE_DICTIONARY, BIT_PACKED -> throw unexpected(encoding, layout);
    };
  }

  private static IllegalArgumentException unexpected(Encoding encoding, ValueLayout layout) {
    return new IllegalArgumentException("encoding " + encoding + " for " + layout.type());
  }

  private static Plain booleans(byte[] bytes, int from, int limit, int maxCount) {
    int count = (int) Math.min(maxCount, (limit - from) * 8L);
    byte[] values = new byte[count];
    for (int i = 0; i < count; i++) {
      values[i] = (byte) (bytes[from + (i >>> 3)] >>> (i & 7) & 1);
    }
    return new Plain(values, 0, count);
  }

  /** A length, then runs. A page with NULLs holds fewer values than rows, how many fewer only its levels say. */
  private static Plain booleanRuns(byte[] bytes, int from, int limit, int maxCount) {
    int length = LittleEndian.getInt(bytes, from);
    int start = from + Integer.BYTES;
    if (length < 0 || length > limit - start) {
      throw new IllegalArgumentException("runs of " + length + " bytes");
    }
    RunDecoder runs = new RunDecoder();
    runs.reset(bytes, start, start + length, 1);
    int[] one = new int[1];
    byte[] values = new byte[maxCount];
    int count = 0;
    while (count < maxCount && runs.hasNext()) {
      runs.read(one, 0, 1);
      values[count++] = (byte) one[0];
    }
    return new Plain(values, 0, count);
  }

  private static Plain numbers(
      ValueLayout layout, byte[] bytes, int from, int limit, int maxCount) {
    long[] values = new DeltaDecoder(bytes, from, limit).read(maxCount);
    if (layout.type() == Type.INT32) {
      byte[] plain = new byte[values.length * Integer.BYTES];
      for (int i = 0; i < values.length; i++) {
        LittleEndian.putInt(plain, i * Integer.BYTES, (int) values[i]);
      }
      return new Plain(plain, 0, plain.length);
    }
    if (layout.type() != Type.INT64) {
      throw unexpected(Encoding.DELTA_BINARY_PACKED, layout);
    }
    byte[] plain = new byte[values.length * Long.BYTES];
    for (int i = 0; i < values.length; i++) {
      LittleEndian.putLong(plain, i * Long.BYTES, values[i]);
    }
    return new Plain(plain, 0, plain.length);
  }

  private static Plain texts(ValueLayout layout, byte[] bytes, int from, int limit, int maxCount) {
    if (layout.type() != Type.BYTE_ARRAY) {
      throw unexpected(Encoding.DELTA_LENGTH_BYTE_ARRAY, layout);
    }
    DeltaDecoder decoder = new DeltaDecoder(bytes, from, limit);
    long[] lengths = decoder.read(maxCount);
    int source = decoder.position();
    byte[] plain = new byte[Math.addExact(limit - source, lengths.length * Integer.BYTES)];
    int to = 0;
    for (long length : lengths) {
      if (length < 0 || length > limit - source) {
        throw new IllegalArgumentException("a value of " + length + " bytes");
      }
      LittleEndian.putInt(plain, to, (int) length);
      System.arraycopy(bytes, source, plain, to + Integer.BYTES, (int) length);
      to += Integer.BYTES + (int) length;
      source += (int) length;
    }
    return new Plain(plain, 0, to);
  }

  /** Each value is a prefix of the one before it and a rest. */
  private static Plain prefixedTexts(
      ValueLayout layout, byte[] bytes, int from, int limit, int maxCount, int maxBytes) {
    boolean isFixed = layout.type() == Type.FIXED_LEN_BYTE_ARRAY;
    if (!isFixed && layout.type() != Type.BYTE_ARRAY) {
      throw unexpected(Encoding.DELTA_BYTE_ARRAY, layout);
    }
    DeltaDecoder prefixes = new DeltaDecoder(bytes, from, limit);
    long[] prefixLengths = prefixes.read(maxCount);
    DeltaDecoder rests = new DeltaDecoder(bytes, prefixes.position(), limit);
    long[] restLengths = rests.read(maxCount);
    if (restLengths.length != prefixLengths.length) {
      throw new IllegalArgumentException("prefixes and rests differ in number");
    }
    int header = isFixed ? 0 : Integer.BYTES;
    byte[] plain = new byte[Math.min(maxBytes, Math.max(64, (limit - from) * 2))];
    int source = rests.position();
    int previous = 0;
    long previousLength = 0;
    int to = 0;
    for (int i = 0; i < prefixLengths.length; i++) {
      long prefix = prefixLengths[i];
      long rest = restLengths[i];
      if (prefix < 0 || prefix > previousLength || rest < 0 || rest > limit - source) {
        throw new IllegalArgumentException("a value of " + prefix + " and " + rest + " bytes");
      }
      if (isFixed && prefix + rest != layout.typeLength()) {
        throw new IllegalArgumentException("a value of another length than its type's");
      }
      plain = grow(plain, to + header + prefix + rest, maxBytes);
      int start = to + header;
      System.arraycopy(plain, previous, plain, start, (int) prefix);
      System.arraycopy(bytes, source, plain, start + (int) prefix, (int) rest);
      if (!isFixed) {
        LittleEndian.putInt(plain, to, (int) (prefix + rest));
      }
      source += (int) rest;
      previous = start;
      previousLength = prefix + rest;
      to = start + (int) previousLength;
    }
    return new Plain(plain, 0, to);
  }

  private static byte[] grow(byte[] bytes, long needed, int maxBytes) {
    if (needed > maxBytes) {
      throw new IllegalArgumentException("a page of more than " + maxBytes + " bytes");
    }
    return needed <= bytes.length
        ? bytes
        : Arrays.copyOf(bytes, (int) Math.min(maxBytes, Math.max(needed, bytes.length * 2L)));
  }

  /** All first bytes of the values, then all second ones, and so on. */
  private static Plain splitStreams(ValueLayout layout, byte[] bytes, int from, int limit) {
    int width = switch (layout.type()) {
      case INT32, FLOAT -> Integer.BYTES;
      case INT64, DOUBLE -> Long.BYTES;
      case FIXED_LEN_BYTE_ARRAY -> layout.typeLength();
      case BOOLEAN, INT96, BYTE_ARRAY -> throw unexpected(Encoding.BYTE_STREAM_SPLIT, layout);
    };
    int count = (limit - from) / width;
    byte[] plain = new byte[count * width];
    for (int stream = 0; stream < width; stream++) {
      int source = from + stream * count;
      for (int i = 0; i < count; i++) {
        plain[i * width + stream] = bytes[source + i];
      }
    }
    return new Plain(plain, 0, plain.length);
  }
}
