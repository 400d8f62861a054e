package io.sluice.operator.window;

import io.sluice.column.Decimal128Vector;
import io.sluice.column.DoubleVector;
import io.sluice.column.FlatVector;
import io.sluice.column.IntVector;
import io.sluice.column.LongVector;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.expression.kernel.PowersOfTen;
import io.sluice.type.DecimalType;
import java.math.BigInteger;

/**
 * Sums of whole numbers and decimals. The sum of all values before each row is kept in 192 bits, which no sum of 128-bit values can leave; the sum of a range is the
 * difference of two of them, exactly.
 */
final class ExactSumEvaluator extends SumEvaluator {
  private static final BigInteger DECIMAL_LIMIT = BigInteger.TEN.pow(DecimalType.MAX_PRECISION);

  /** Words of the sums before each row, the lowest first. */
  private long[] low = new long[1];

  private long[] middle = new long[1];
  private long[] high = new long[1];
  private int start;
  /** What one is in sums of DECIMALs: ten to the power of their scale. */
  private final double unit;

  /** The sum of the current frame. */
  private long sumLow;

  private long sumMiddle;
  private long sumHigh;

  ExactSumEvaluator(WindowCall call, FrameRows frames) {
    super(call, frames);
    unit = call.function() == WindowFunction.AVG
            && call.arguments().get(0).type() instanceof DecimalType decimal
        ? PowersOfTen.ofDouble(decimal.scale())
        : 1;
  }

  @Override
  void prepare(FlatVector values, int from, int to) {
    start = from;
    if (call.function() == WindowFunction.COUNT) {
      return;
    }
    int size = to - from;
    if (low.length <= size) {
      low = new long[size + 1];
      middle = new long[size + 1];
      high = new long[size + 1];
    }
    for (int i = 0; i < size; i++) {
      sumLow = low[i];
      sumMiddle = middle[i];
      sumHigh = high[i];
      if (isCounted(i)) {
        addValue(values, from + i);
      }
      low[i + 1] = sumLow;
      middle[i + 1] = sumMiddle;
      high[i + 1] = sumHigh;
    }
  }

  private void addValue(FlatVector values, int row) {
    if (values instanceof LongVector longs) {
      long value = longs.values()[row];
      add(value, value >> 63, value >> 63);
    } else if (values instanceof IntVector ints) {
      long value = ints.values()[row];
      add(value, value >> 63, value >> 63);
    } else {
      Decimal128Vector decimals = (Decimal128Vector) values;
      long top = decimals.high()[row];
      add(decimals.low()[row], top, top >> 63);
    }
  }

  private void add(long addedLow, long addedMiddle, long addedHigh) {
    sumLow += addedLow;
    long carry = Long.compareUnsigned(sumLow, addedLow) < 0 ? 1 : 0;
    long withCarry = sumMiddle + carry;
    long nextCarry = withCarry == 0 ? carry : 0;
    sumMiddle = withCarry + addedMiddle;
    nextCarry += Long.compareUnsigned(sumMiddle, addedMiddle) < 0 ? 1 : 0;
    sumHigh += addedHigh + nextCarry;
  }

  /** Adds the sum before one row less the sum before another. */
  private void addRange(int from, int to) {
    add(low[to], middle[to], high[to]);
    // Less x is plus not x plus 1.
    add(~low[from], ~middle[from], ~high[from]);
    add(1, 0, 0);
  }

  @Override
  void writeResult(RowRanges frame, long count, int row) {
    if (call.function() == WindowFunction.COUNT) {
      ((LongVector) results).values()[row] = count;
      return;
    }
    sumLow = 0;
    sumMiddle = 0;
    sumHigh = 0;
    for (int i = 0; i < frame.count(); i++) {
      addRange(frame.start(i) - start, frame.end(i) - start);
    }
    if (call.function() == WindowFunction.SUM) {
      writeSum(row);
    } else {
      double sum = isLong() ? (double) sumLow : sum().doubleValue();
      ((DoubleVector) results).values()[row] = sum / (count * unit);
    }
  }

  private boolean isLong() {
    return sumMiddle == sumLow >> 63 && sumHigh == sumMiddle;
  }

  private BigInteger sum() {
    return BigInteger.valueOf(sumHigh)
        .shiftLeft(2 * Long.SIZE)
        .or(unsigned(sumMiddle).shiftLeft(Long.SIZE))
        .or(unsigned(sumLow));
  }

  private static BigInteger unsigned(long word) {
    return BigInteger.valueOf(word >>> 1).shiftLeft(1).or(BigInteger.valueOf(word & 1));
  }

  private void writeSum(int row) {
    if (results instanceof LongVector longs) {
      if (!isLong()) {
        throw new SluiceException(
            ErrorCode.NUMERIC_OVERFLOW,
            "A sum of INTEGER values leaves the range of BIGINT; cast the argument to DECIMAL(38, 0)");
      }
      longs.values()[row] = sumLow;
      return;
    }
    if (!isLong()) {
      requireDecimal(sum());
    }
    writeDecimal(sumMiddle, sumLow, row);
  }

  private void writeDecimal(long highWord, long lowWord, int row) {
    Decimal128Vector decimals = (Decimal128Vector) results;
    decimals.high()[row] = highWord;
    decimals.low()[row] = lowWord;
  }

  private static void requireDecimal(BigInteger value) {
    if (value.abs().compareTo(DECIMAL_LIMIT) >= 0) {
      throw new SluiceException(
          ErrorCode.NUMERIC_OVERFLOW,
          "A sum has more than 38 digits, which DECIMAL cannot hold; cast the argument to DOUBLE");
    }
  }
}
