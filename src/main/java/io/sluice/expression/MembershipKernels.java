package io.sluice.expression;

import io.sluice.expression.kernel.LongKeys;
import io.sluice.expression.kernel.MembershipKernel;
import io.sluice.expression.kernel.SelectionKernel;
import io.sluice.expression.kernel.WideMembershipKernel;
import io.sluice.type.DataType;
import io.sluice.type.DecimalType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The kernel of an IN list, by the type of its values. */
final class MembershipKernels {
  private MembershipKernels() {}

  /**
   * @param values no NULL among them, all of the type
   */
  static SelectionKernel create(DataType type, List<Object> values) {
    return switch (type.kind()) {
      case VARCHAR ->
        MembershipKernel.ofBytes(values.stream()
            .map(value -> ((String) value).getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new));
      case INTEGER, DATE -> MembershipKernel.ofInts(keys(values));
      case DECIMAL -> ofDecimals((DecimalType) type, values);
      case BIGINT, TIMESTAMP -> MembershipKernel.ofKeys(LongKeys.ofLong(), keys(values));
      case DOUBLE -> MembershipKernel.ofKeys(LongKeys.ofDouble(), keys(values));
      case BOOLEAN -> MembershipKernel.ofKeys(LongKeys.ofBoolean(), keys(values));
    };
  }

  private static SelectionKernel ofDecimals(DecimalType type, List<Object> values) {
    return type.isShort()
        ? MembershipKernel.ofKeys(LongKeys.ofLong(), keys(values))
        : new WideMembershipKernel(
            values.stream().map(value -> ((BigDecimal) value).unscaledValue()).toList());
  }

  private static long[] keys(List<Object> values) {
    return values.stream().mapToLong(MembershipKernels::key).toArray();
  }

  private static long key(Object value) {
    if (value instanceof Double number) {
      return LongKeys.key(number);
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
