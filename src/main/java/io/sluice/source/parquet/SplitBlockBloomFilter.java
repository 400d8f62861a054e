package io.sluice.source.parquet;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import io.sluice.expression.ComparisonOperator;
import io.sluice.source.parquet.page.LittleEndian;
import io.sluice.source.parquet.page.ValueLayout;
import io.sluice.type.Binary;
import io.sluice.type.DataType;
import io.sluice.type.DecimalType;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.parquet.format.Type;
import org.jspecify.annotations.Nullable;

/**
 * Which values a chunk may have, as the file says by a split block Bloom filter: blocks of eight words of 32 bits, of which a value sets one bit each in the block that the upper
 * half of its hash tells. The hash is XXH64 of the value in PLAIN encoding. Immutable.
 *
 * @see <a href="https://parquet.apache.org/docs/file-format/bloomfilter/">Parquet: Bloom filter</a>
 */
final class SplitBlockBloomFilter {
  private static final int BLOCK_BYTES = 32;
  private static final Hasher64 HASHER = Hashing.xxh64();
  private static final int[] SALTS = {
    0x47b6137b, 0x44974d91, 0x8824ad5b, 0xa2b7289d, 0x705495c7, 0x2df1424b, 0x9efc4947, 0x5c6bfb31
  };

  private final byte[] blocks;

  private SplitBlockBloomFilter(byte[] blocks) {
    this.blocks = blocks;
  }

  /** The filter of its blocks; null when they are not whole ones. */
  static @Nullable SplitBlockBloomFilter of(byte[] blocks) {
    return blocks.length > 0 && blocks.length % BLOCK_BYTES == 0
        ? new SplitBlockBloomFilter(blocks)
        : null;
  }

  /** About how much memory it takes. */
  int bytes() {
    return 64 + blocks.length;
  }

  /** What it tells of the values of a column. */
  ColumnEvidence evidence(DataType type, ValueLayout layout) {
    return new ColumnEvidence() {
      @Override
      public boolean mayMatch(ComparisonOperator operator, Object constant) {
        boolean isEquality = operator == ComparisonOperator.EQUAL
            || operator == ComparisonOperator.IS_NOT_DISTINCT_FROM;
        byte[] plain = isEquality ? plain(type, layout, constant) : null;
        return plain == null || mayContain(plain);
      }

      @Override
      public boolean mayBeNull() {
        return true;
      }

      @Override
      public boolean mayBeValue() {
        return true;
      }
    };
  }

  /** False promises that no value is written like that. */
  boolean mayContain(byte[] plain) {
    long hash = HASHER.hashBytesToLong(plain);
    int block = (int) ((hash >>> 32) * (blocks.length / BLOCK_BYTES) >>> 32);
    for (int i = 0; i < SALTS.length; i++) {
      int word = LittleEndian.getInt(blocks, block * BLOCK_BYTES + i * Integer.BYTES);
      int bit = (int) hash * SALTS[i] >>> 27;
      if ((word >>> bit & 1) == 0) {
        return false;
      }
    }
    return true;
  }

  /** The only way in which values that are equal to a constant are written; null when there may be several, or another one. */
  private static byte @Nullable [] plain(DataType type, ValueLayout layout, Object constant) {
    if (constant instanceof String text) {
      return layout.type() == Type.BYTE_ARRAY ? text.getBytes(UTF_8) : null;
    }
    if (constant instanceof Binary binary) {
      return layout.type() == Type.BYTE_ARRAY ? binary.bytes() : null;
    }
    if (constant instanceof Double number) {
      boolean isOneWay = layout.type() == Type.DOUBLE && !number.isNaN() && number != 0;
      return isOneWay ? plain(Double.doubleToRawLongBits(number)) : null;
    }
    if (constant instanceof Float number) {
      boolean isOneWay = layout.type() == Type.FLOAT && !number.isNaN() && number != 0;
      return isOneWay ? plain(Float.floatToRawIntBits(number)) : null;
    }
    BigInteger number = layout.isKeptAsWritten(type) ? wholeNumber(type, constant) : null;
    if (number == null) {
      return null;
    }
    boolean isUnsigned = layout.unit() == ValueLayout.Unit.UNSIGNED;
    return switch (layout.type()) {
      case INT32 -> fits(number, Integer.SIZE, isUnsigned) ? plain(number.intValue()) : null;
      case INT64 -> fits(number, Long.SIZE, isUnsigned) ? plain(number.longValue()) : null;
      case BOOLEAN, INT96, FLOAT, DOUBLE, BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY -> null;
    };
  }

  private static boolean fits(BigInteger number, int bits, boolean isUnsigned) {
    return isUnsigned
        ? number.signum() >= 0 && number.bitLength() <= bits
        : number.bitLength() < bits;
  }

  /** A number as a column counts it; null when it has none such. */
  private static @Nullable BigInteger wholeNumber(DataType type, Object constant) {
    if (constant instanceof Integer || constant instanceof Long) {
      return BigInteger.valueOf(((Number) constant).longValue());
    }
    if (constant instanceof BigDecimal decimal && type instanceof DecimalType column) {
      BigDecimal stripped = decimal.stripTrailingZeros();
      return stripped.scale() <= column.scale()
          ? stripped.setScale(column.scale()).unscaledValue()
          : null;
    }
    return null;
  }

  private static byte[] plain(int value) {
    byte[] bytes = new byte[Integer.BYTES];
    LittleEndian.putInt(bytes, 0, value);
    return bytes;
  }

  private static byte[] plain(long value) {
    byte[] bytes = new byte[Long.BYTES];
    LittleEndian.putLong(bytes, 0, value);
    return bytes;
  }
}
