package io.sluice.type;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A VARBINARY value: bytes that nobody changes. */
public final class Binary implements Comparable<Binary> {
  private static final char[] DIGITS = "0123456789ABCDEF".toCharArray();

  private final byte[] bytes;

  private Binary(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Takes the array over; it must not be written any more. */
  public static Binary of(byte... bytes) {
    return new Binary(bytes);
  }

  /** The bytes themselves, not to be written. */
  public byte[] bytes() {
    return bytes;
  }

  @Override
  public int compareTo(Binary other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Binary binary && Arrays.equals(bytes, binary.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Printable ASCII as it is, any other byte, quotes and the backslash as {@code \xHH}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(bytes.length);
    for (byte value : bytes) {
      if (value >= ' ' && value <= '~' && value != '\\' && value != '\'' && value != '"') {
        text.append((char) value);
      } else {
        text.append("\\x").append(DIGITS[value >> 4 & 15]).append(DIGITS[value & 15]);
      }
    }
    return text.toString();
  }

  /**
   * The bytes of a text in which {@code \xHH} stands for a byte.
   *
   * @throws IllegalArgumentException when two hexadecimal digits do not follow a backslash and x
   */
  public static Binary parse(String text) {
    byte[] source = text.getBytes(StandardCharsets.UTF_8);
    byte[] target = new byte[source.length];
    int length = 0;
    for (int i = 0; i < source.length; i++) {
      if (source[i] != '\\') {
        target[length++] = source[i];
        continue;
      }
      int high = i + 3 < source.length && source[i + 1] == 'x' ? digit(source[i + 2]) : -1;
      int low = high < 0 ? -1 : digit(source[i + 3]);
      if (low < 0) {
        throw new IllegalArgumentException("a backslash without x and two hexadecimal digits");
      }
      target[length++] = (byte) (high << 4 | low);
      i += 3;
    }
    return new Binary(Arrays.copyOf(target, length));
  }

  private static int digit(byte character) {
    return Character.digit((char) character, 16);
  }
}
