package io.sluice.sql.expression;

import io.sluice.expression.CastExpression;
import io.sluice.expression.LiteralExpression;
import io.sluice.expression.PhysicalExpression;
import io.sluice.type.DataType;
import io.sluice.type.DecimalType;
import io.sluice.type.Literal;
import io.sluice.type.TypeKind;
import java.math.BigDecimal;
import java.util.List;

/** Brings operands to one type. Constants are converted at once where nothing is lost. */
public final class Casts {
  private static final int TINYINT_DIGITS = 3;
  private static final int SMALLINT_DIGITS = 5;
  private static final int INTEGER_DIGITS = 10;
  private static final int BIGINT_DIGITS = 19;

  /** Of two types of one family, the one that comes first here has all values of the other. */
  private static final List<DataType> WIDE_FIRST = List.of(
      DataType.BIGINT,
      DataType.INTEGER,
      DataType.SMALLINT,
      DataType.TIMESTAMP_TZ,
      DataType.TIMESTAMP_NANOS,
      DataType.TIMESTAMP);

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
      if (value instanceof Number whole
          && constant.type().isWholeNumber()
          && type.kind() == TypeKind.BIGINT) {
        return new LiteralExpression(Literal.of(whole.longValue()));
      }
      if (value instanceof Integer whole
          && constant.type().kind() == TypeKind.INTEGER
          && type.kind() == TypeKind.DOUBLE) {
        return new LiteralExpression(Literal.of(whole.doubleValue()));
      }
      if (value instanceof Number whole
          && type instanceof DecimalType decimal
          && constant.type().isWholeNumber()
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
    if (isFloating(left) || isFloating(right)) {
      return DataType.DOUBLE;
    }
    if (left.kind() == TypeKind.DECIMAL || right.kind() == TypeKind.DECIMAL) {
      return wider(decimal(left), decimal(right));
    }
    for (DataType wide : WIDE_FIRST) {
      if (left.equals(wide) || right.equals(wide)) {
        return wide;
      }
    }
    return left;
  }

  /** The value in a type, in a form in which equal values have equal bits. */
  public static PhysicalExpression equatable(PhysicalExpression expression, DataType type) {
    PhysicalExpression value = cast(expression, type);
    return type.kind() == TypeKind.INTERVAL ? DateTimeTranslator.length(value) : value;
  }

  private static boolean isFloating(DataType type) {
    return type.kind() == TypeKind.DOUBLE || type.kind() == TypeKind.REAL;
  }

  /** The type in which numbers of a type are computed before the result is brought back to it. */
  static DataType computed(DataType type) {
    return switch (type.kind()) {
      case TINYINT, SMALLINT -> DataType.INTEGER;
      case REAL -> DataType.DOUBLE;
      default -> type;
    };
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
    return switch (type.kind()) {
      case TINYINT -> DataType.decimal(TINYINT_DIGITS, 0);
      case SMALLINT -> DataType.decimal(SMALLINT_DIGITS, 0);
      case BIGINT -> DataType.decimal(BIGINT_DIGITS, 0);
      default -> DataType.decimal(INTEGER_DIGITS, 0);
    };
  }
}
