package io.sluice.expression.kernel;

import io.sluice.type.DecimalType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * One of the five operations between two DECIMALs, exact and rounded half away from zero to the scale of its result. Works in 128 bits while all
 * steps fit, else in {@link BigInteger}. Owned by one driver.
 */
final class DecimalOperation {
  /** The operation. Its symbol is that of messages. */
  enum Operator {
    ADD("+"),
    SUBTRACT("-"),
    MULTIPLY("*"),
    DIVIDE("/"),
    MODULO("%");

    private final String symbol;

    Operator(String symbol) {
      this.symbol = symbol;
    }

    String symbol() {
      return symbol;
    }
  }

  private final Operator operator;
  private final DecimalType result;
  /** Digits the operands are multiplied by, so that what follows is an operation between whole numbers. */
  private final int leftShift;

  private final int rightShift;
  /** Digits by which what comes out has more behind the point than the result. */
  private final int excessScale;

  private final Int128 value = new Int128();
  private final Int128 right = new Int128();

  DecimalOperation(
      Operator operator, DecimalType leftType, DecimalType rightType, DecimalType result) {
    this.operator = operator;
    this.result = result;
    int leftScale = leftType.scale();
    int rightScale = rightType.scale();
    switch (operator) {
      case MULTIPLY -> {
        leftShift = 0;
        rightShift = 0;
        excessScale = leftScale + rightScale - result.scale();
      }
      case DIVIDE -> {
        int shift = result.scale() + rightScale - leftScale;
        leftShift = Math.max(shift, 0);
        rightShift = Math.max(-shift, 0);
        excessScale = 0;
      }
      default -> {
        int scale = Math.max(leftScale, rightScale);
        leftShift = scale - leftScale;
        rightShift = scale - rightScale;
        excessScale = scale - result.scale();
      }
    }
  }

  /** Computes one row; the divisor must not be zero. False when the result has more digits than its type. */
  boolean compute(long leftHigh, long leftLow, long rightHigh, long rightLow) {
    boolean isExact = computeInWords(leftHigh, leftLow, rightHigh, rightLow);
    if (!isExact) {
      BigInteger exact = computeExactly(
          right.set(leftHigh, leftLow).toBigInteger(),
          value.set(rightHigh, rightLow).toBigInteger());
      if (!value.set(exact)) {
        return false;
      }
    }
    return PowersOfTen.holds(result.precision(), value.high(), value.low());
  }

  /** What {@link #compute} computed. */
  Int128 value() {
    return value;
  }

  private boolean computeInWords(long leftHigh, long leftLow, long rightHigh, long rightLow) {
    value.set(leftHigh, leftLow);
    right.set(rightHigh, rightLow);
    if (!value.rescale(leftShift) || !right.rescale(rightShift)) {
      return false;
    }
    boolean isExact = switch (operator) {
      case ADD -> value.add(right.high(), right.low());
      case SUBTRACT -> value.subtract(right.high(), right.low());
      case MULTIPLY -> value.multiply(right.high(), right.low());
      case DIVIDE -> value.divideHalfUp(right.high(), right.low());
      case MODULO -> value.remainder(right.high(), right.low());
    };
    return isExact && value.rescale(-excessScale);
  }

  private BigInteger computeExactly(BigInteger leftValue, BigInteger rightValue) {
    BigInteger a = leftValue.multiply(BigInteger.TEN.pow(leftShift));
    BigInteger b = rightValue.multiply(BigInteger.TEN.pow(rightShift));
    BigInteger exact = switch (operator) {
      case ADD -> a.add(b);
      case SUBTRACT -> a.subtract(b);
      case MULTIPLY -> a.multiply(b);
      case DIVIDE ->
        new BigDecimal(a).divide(new BigDecimal(b), 0, RoundingMode.HALF_UP).toBigInteger();
      case MODULO -> a.remainder(b);
    };
    return new BigDecimal(exact, excessScale).setScale(0, RoundingMode.HALF_UP).unscaledValue();
  }

  String symbol() {
    return operator.symbol();
  }

  boolean isDivision() {
    return operator == Operator.DIVIDE || operator == Operator.MODULO;
  }
}
