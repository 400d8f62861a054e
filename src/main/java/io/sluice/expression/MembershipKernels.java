package io.sluice.expression;

import io.sluice.column.BytesVector;
import io.sluice.column.ConstantVector;
import io.sluice.column.Decimal128Vector;
import io.sluice.expression.kernel.LongKeys;
import io.sluice.expression.kernel.MembershipKernel;
import io.sluice.expression.kernel.SelectionKernel;
import io.sluice.expression.kernel.WideMembershipKernel;
import io.sluice.type.DataType;
import io.sluice.type.Literal;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/** The kernel of an IN list, by the type of its values. */
final class MembershipKernels {
  private MembershipKernels() {}

  /**
   * @param values no NULL among them, all of the type
   */
  static SelectionKernel create(DataType type, List<Object> values) {
    return switch (type.physicalType()) {
      case BYTES ->
        MembershipKernel.ofBytes(
            values.stream().map(value -> bytes(type, value)).toArray(byte[][]::new));
      case INT32 -> MembershipKernel.ofInts(keys(values));
      case INT64 -> MembershipKernel.ofKeys(LongKeys.ofLong(), keys(values));
      case FLOAT64 -> MembershipKernel.ofKeys(LongKeys.ofDouble(), keys(values));
      case BIT -> MembershipKernel.ofKeys(LongKeys.ofBoolean(), keys(values));
      case INT128 ->
        new WideMembershipKernel(values.stream().map(value -> wide(type, value)).toList());
    };
  }

  private static byte[] bytes(DataType type, Object value) {
    BytesVector vector =
        (BytesVector) ConstantVector.of(new Literal(type, value), 1).flat();
    return Arrays.copyOf(vector.data(), vector.offsets()[1]);
  }

  private static BigInteger wide(DataType type, Object value) {
    Decimal128Vector vector =
        (Decimal128Vector) ConstantVector.of(new Literal(type, value), 1).flat();
    return Decimal128Vector.unscaled(vector.high()[0], vector.low()[0]);
  }

  private static long[] keys(List<Object> values) {
    return values.stream().mapToLong(MembershipKernels::key).toArray();
  }

  private static long key(Object value) {
    if (value instanceof Double || value instanceof Float) {
      return LongKeys.key(((Number) value).doubleValue());
    }
    if (value instanceof Boolean truth) {
      return truth ? 1 : 0;
    }
    if (value instanceof BigDecimal decimal) {
      return decimal.unscaledValue().longValueExact();
    }
    return ((Number) value).longValue();
  }
}
