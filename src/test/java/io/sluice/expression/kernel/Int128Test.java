package io.sluice.expression.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Numbers of 128 bits against {@link BigInteger}: an operation is exact, or says that it is not. */
final class Int128Test {
  @Provide
  Arbitrary<BigInteger> numbers() {
    BigInteger limit = BigInteger.TWO.pow(126);
    return Arbitraries.oneOf(
        Arbitraries.bigIntegers().between(limit.negate(), limit),
        Arbitraries.longs().map(BigInteger::valueOf),
        Arbitraries.bigIntegers()
            .between(BigInteger.valueOf(-1_000_000), BigInteger.valueOf(1_000_000)));
  }

  @Provide
  Arbitrary<Long> divisors() {
    return Arbitraries.longs().filter(divisor -> divisor != 0 && divisor != Long.MIN_VALUE);
  }

  @Property
  void sumsAreExactOrRefused(@ForAll("numbers") BigInteger a, @ForAll("numbers") BigInteger b) {
    Int128 other = of(b);
    Int128 sum = of(a);
    boolean isExact = sum.add(other.high(), other.low());
    check(sum, isExact, a.add(b));
    Int128 difference = of(a);
    isExact = difference.subtract(other.high(), other.low());
    check(difference, isExact, a.subtract(b));
  }

  @Property
  void productsAreExactOrRefused(@ForAll("numbers") BigInteger a, @ForAll("numbers") BigInteger b) {
    Int128 other = of(b);
    Int128 product = of(a);
    check(product, product.multiply(other.high(), other.low()), a.multiply(b));
  }

  @Property
  void quotientsAreRoundedHalfAwayFromZero(
      @ForAll("numbers") BigInteger a, @ForAll("divisors") long divisor) {
    Int128 quotient = of(a);
    assertThat(quotient.divideHalfUp(divisor >> 63, divisor)).isTrue();
    assertThat(quotient.toBigInteger())
        .isEqualTo(new BigDecimal(a)
            .divide(BigDecimal.valueOf(divisor), 0, RoundingMode.HALF_UP)
            .toBigInteger());
    Int128 remainder = of(a);
    assertThat(remainder.remainder(divisor >> 63, divisor)).isTrue();
    assertThat(remainder.toBigInteger()).isEqualTo(a.remainder(BigInteger.valueOf(divisor)));
  }

  @Property
  void digitsAreCounted(@ForAll("numbers") BigInteger a) {
    Int128 value = of(a);
    int digits = a.signum() == 0 ? 0 : a.abs().toString().length();
    for (int bound = 0; bound <= 38; bound++) {
      assertThat(PowersOfTen.holds(bound, value.high(), value.low())).isEqualTo(digits <= bound);
    }
  }

  private static Int128 of(BigInteger value) {
    Int128 number = new Int128();
    assertThat(number.set(value)).isTrue();
    assertThat(number.toBigInteger()).isEqualTo(value);
    return number;
  }

  private static void check(Int128 actual, boolean isExact, BigInteger expected) {
    // 2^127 itself has no positive form, and products that large may be refused early.
    if (expected.bitLength() <= 126) {
      assertThat(isExact).isTrue();
    }
    if (isExact) {
      assertThat(actual.toBigInteger()).isEqualTo(expected);
    }
  }
}
