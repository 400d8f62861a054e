package io.sluice.expression;

import io.sluice.column.FlatVector;
import io.sluice.type.DataType;
import org.jspecify.annotations.Nullable;

/** The vector an evaluator writes its results into, again and again until it is given away. Owned by one driver. */
final class OwnedVector {
  private final DataType type;
  private @Nullable FlatVector vector;

  OwnedVector(DataType type) {
    this.type = type;
  }

  /** The vector, without NULLs and of that length; its values are undefined. */
  FlatVector begin(int length) {
    FlatVector result = vector;
    if (result == null) {
      result = FlatVector.create(type, length);
      vector = result;
    }
    result.reset();
    result.ensureCapacity(length);
    result.setLength(length);
    return result;
  }

  void detach() {
    vector = null;
  }
}
