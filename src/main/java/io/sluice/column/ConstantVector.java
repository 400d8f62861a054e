package io.sluice.column;

import io.sluice.type.Literal;
import org.jspecify.annotations.Nullable;

/** One value, or NULL, for all rows. */
public final class ConstantVector extends Vector {
  private final FlatVector value;
  private final int length;

  /**
   * @param value a vector of one row
   */
  public ConstantVector(FlatVector value, int length) {
    super(value.type());
    this.value = value;
    this.length = length;
  }

  public static ConstantVector of(Literal literal, int length) {
    FlatVector value = FlatVector.create(literal.type(), 1);
    value.appendValue(literal.value());
    return new ConstantVector(value, length);
  }

  public ConstantVector withLength(int rows) {
    return rows == length ? this : new ConstantVector(value, rows);
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public boolean mayHaveNulls() {
    return value.isNull(0);
  }

  @Override
  public boolean isNull(int row) {
    return value.isNull(0);
  }

  @Override
  public @Nullable Object value(int row) {
    return value.value(0);
  }

  @Override
  public FlatVector flat() {
    return value;
  }

  @Override
  public int flatRow(int row) {
    return 0;
  }

  @Override
  public long retainedBytes() {
    return value.retainedBytes();
  }
}
