package io.sluice.expression;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The 64-bit mixing functions behind {@link RowHasher}. Stateless. Their results are part of the protocol between workers. */
public final class HashMixing {
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long MULTIPLIER = 0xD6E8FEB86659FD93L;

  private HashMixing() {}

  /** The finaliser of MurmurHash3: invertible, each bit of the result depends on each of the value. */
  public static long mix(long value) {
    long h = value ^ 0x2545F4914F6CDD1DL;
    h = (h ^ h >>> 33) * 0xFF51AFD7ED558CCDL;
    h = (h ^ h >>> 33) * 0xC4CEB9FE1A85EC53L;
    return h ^ h >>> 33;
  }

  /** Hashes bytes, eight at a time. */
  public static long hash(byte[] data, int from, int length) {
    long h = length * MULTIPLIER;
    int end = from + length;
    int position = from;
    for (; position + Long.BYTES <= end; position += Long.BYTES) {
      h = absorb(h, (long) WORDS.get(data, position));
    }
    if (position < end) {
      h = absorb(h, tail(data, position, end - position));
    }
    return mix(h);
  }

  private static long absorb(long hash, long word) {
    long h = (hash ^ word) * MULTIPLIER;
    return h ^ h >>> 32;
  }

  /** The last one to seven bytes, zeros behind them. */
  private static long tail(byte[] data, int from, int count) {
    if (from + Long.BYTES <= data.length) {
      return (long) WORDS.get(data, from) & -1L >>> (Long.SIZE - Byte.SIZE * count);
    }
    long word = 0;
    for (int i = 0; i < count; i++) {
      word |= (data[from + i] & 0xFFL) << Byte.SIZE * i;
    }
    return word;
  }
}
