package io.sluice.type;

/**
 * Exact numbers of {@code precision} digits, {@code scale} of them behind the point.
 *
 * @param precision 1 to 38
 * @param scale 0 to precision
 */
public record DecimalType(int precision, int scale) implements DataType {
  public static final int MAX_PRECISION = 38;

  /** Up to this precision the unscaled value is one {@code long}, beyond it is 128 bits wide. */
  public static final int MAX_SHORT_PRECISION = 18;

  public DecimalType {
    if (precision < 1 || precision > MAX_PRECISION || scale < 0 || scale > precision) {
      throw new IllegalArgumentException(
          "DECIMAL(" + precision + ", " + scale + ") is not possible");
    }
  }

  @Override
  public TypeKind kind() {
    return TypeKind.DECIMAL;
  }

  @Override
  public PhysicalType physicalType() {
    return isShort() ? PhysicalType.INT64 : PhysicalType.INT128;
  }

  /** Whether the unscaled value fits one {@code long}. */
  public boolean isShort() {
    return precision <= MAX_SHORT_PRECISION;
  }

  @Override
  public String toString() {
    return "DECIMAL(" + precision + "," + scale + ")";
  }
}
