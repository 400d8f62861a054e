package io.sluice.sql.expression;

import io.sluice.expression.CastExpression;
import io.sluice.expression.LiteralExpression;
import io.sluice.expression.PhysicalExpression;
import io.sluice.type.DataType;
import io.sluice.type.DecimalType;
import io.sluice.type.Literal;
import io.sluice.type.TypeKind;
import java.math.BigDecimal;

/** Brings operands to one type. Constants are converted at once where nothing is lost. */
public final class Casts {
  private static final int INTEGER_DIGITS = 10;
  private static final int BIGINT_DIGITS = 19;

  private Casts() {}

  public static PhysicalExpression cast(PhysicalExpression expression, DataType type) {
    if (expression.type().equals(type)) {
      return expression;
    }
    if (expression instanceof LiteralExpression constant) {
      Object value = constant.literal().value();
      if (value == null) {
        return new LiteralExpression(Literal.ofNull(type));
      }
      if (value instanceof Integer whole
          && constant.type().kind() == TypeKind.INTEGER
          && type.kind() == TypeKind.BIGINT) {
        return new LiteralExpression(Literal.of(whole.longValue()));
      }
      if (value instanceof Integer whole
          && constant.type().kind() == TypeKind.INTEGER
          && type.kind() == TypeKind.DOUBLE) {
        return new LiteralExpression(Literal.of(whole.doubleValue()));
      }
      if (value instanceof Number whole
          && constant.type().kind() != TypeKind.DATE
          && type instanceof DecimalType decimal
          && (value instanceof Integer || value instanceof Long)
          && fits(BigDecimal.valueOf(whole.longValue()), decimal)) {
        return new LiteralExpression(
            new Literal(type, BigDecimal.valueOf(whole.longValue()).setScale(decimal.scale())));
      }
    }
    return new CastExpression(expression, type);
  }

  private static boolean fits(BigDecimal whole, DecimalType type) {
    return whole.precision() <= type.precision() - type.scale();
  }

  /** The type in which two values can be compared: the wider number, the TIMESTAMP of a DATE. Equal types need none. */
  public static DataType comparable(DataType left, DataType right) {
    if (left.equals(right)) {
      return left;
    }
    if (left.kind() == TypeKind.DOUBLE || right.kind() == TypeKind.DOUBLE) {
      return DataType.DOUBLE;
    }
    if (left.kind() == TypeKind.DECIMAL || right.kind() == TypeKind.DECIMAL) {
      return wider(decimal(left), decimal(right));
    }
    if (left.kind() == TypeKind.BIGINT || right.kind() == TypeKind.BIGINT) {
      return DataType.BIGINT;
    }
    if (left.kind() == TypeKind.TIMESTAMP || right.kind() == TypeKind.TIMESTAMP) {
      return DataType.TIMESTAMP;
    }
    return left;
  }

  private static DecimalType wider(DecimalType left, DecimalType right) {
    int scale = Math.max(left.scale(), right.scale());
    int whole = Math.max(left.precision() - left.scale(), right.precision() - right.scale());
    int precision = Math.min(DecimalType.MAX_PRECISION, whole + scale);
    return DataType.decimal(precision, Math.min(scale, precision));
  }

  /** The DECIMAL that holds every value of an exact number's type. */
  public static DecimalType decimal(DataType type) {
    if (type instanceof DecimalType decimal) {
      return decimal;
    }
    return DataType.decimal(type.kind() == TypeKind.BIGINT ? BIGINT_DIGITS : INTEGER_DIGITS, 0);
  }
}
