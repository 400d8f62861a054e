package io.sluice.source.arrow.buffer;

/** The 32 bits of xxHash with seed 0, the checksum of LZ4 frames. */
final class XxHash32 {
  private static final int PRIME_1 = 0x9E3779B1;
  private static final int PRIME_2 = 0x85EBCA77;
  /** Their sum, without the bit that has no place. */
  private static final int PRIMES_1_AND_2 = 0x24234428;

  private static final int PRIME_3 = 0xC2B2AE3D;
  private static final int PRIME_4 = 0x27D4EB2F;
  private static final int PRIME_5 = 0x165667B1;
  private static final int STRIPE_BYTES = 16;

  private XxHash32() {}

  static int of(byte[] bytes, int from, int count) {
    int position = from;
    int end = from + count;
    int hash;
    if (count >= STRIPE_BYTES) {
      int lane1 = PRIMES_1_AND_2;
      int lane2 = PRIME_2;
      int lane3 = 0;
      int lane4 = -PRIME_1;
      for (; position <= end - STRIPE_BYTES; position += STRIPE_BYTES) {
        lane1 = round(lane1, LittleEndian.getInt(bytes, position));
        lane2 = round(lane2, LittleEndian.getInt(bytes, position + 4));
        lane3 = round(lane3, LittleEndian.getInt(bytes, position + 8));
        lane4 = round(lane4, LittleEndian.getInt(bytes, position + 12));
      }
      hash = Integer.rotateLeft(lane1, 1)
          + Integer.rotateLeft(lane2, 7)
          + Integer.rotateLeft(lane3, 12)
          + Integer.rotateLeft(lane4, 18);
    } else {
      hash = PRIME_5;
    }
    hash += count;
    for (; position <= end - Integer.BYTES; position += Integer.BYTES) {
      int mixed = hash + LittleEndian.getInt(bytes, position) * PRIME_3;
      hash = Integer.rotateLeft(mixed, 17) * PRIME_4;
    }
    for (; position < end; position++) {
      hash = Integer.rotateLeft(hash + (bytes[position] & 0xFF) * PRIME_5, 11) * PRIME_1;
    }
    hash = (hash ^ hash >>> 15) * PRIME_2;
    hash = (hash ^ hash >>> 13) * PRIME_3;
    return hash ^ hash >>> 16;
  }

  private static int round(int lane, int word) {
    return Integer.rotateLeft(lane + word * PRIME_2, 13) * PRIME_1;
  }
}
