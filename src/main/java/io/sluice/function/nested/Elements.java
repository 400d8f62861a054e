package io.sluice.function.nested;

import static java.util.Objects.requireNonNull;

import io.sluice.function.definition.Conversions;
import io.sluice.type.ArrayType;
import io.sluice.type.DataType;
import io.sluice.type.TypeKind;
import io.sluice.type.ValueBytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What functions of ARRAYs share: the elements of an argument, keys to compare them by, and the type of several. */
final class Elements {
  private Elements() {}

  /** An argument that is not NULL. */
  static List<? extends @Nullable Object> list(@Nullable Object[] row, int index) {
    return (List<?>) requireNonNull(row[index]);
  }

  static List<Object> present(List<?> list) {
    List<Object> present = new ArrayList<>();
    list.stream().filter(Objects::nonNull).forEach(present::add);
    return present;
  }

  /** Equal for equal values of a type. */
  static ByteBuffer key(DataType type, Object value) {
    return ByteBuffer.wrap(ValueBytes.encode(type, value));
  }

  static int place(@Nullable Object[] row, int index) {
    long place = (Long) requireNonNull(row[index]);
    return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, place));
  }

  /** The type in which elements of two types are compared; empty when there is none. */
  static Optional<DataType> common(DataType left, DataType right) {
    return left.kind() == TypeKind.ROW || left.kind() == TypeKind.MAP
        ? Optional.of(left).filter(right::equals)
        : Conversions.common(List.of(left, right));
  }

  /** The type of the elements of two ARRAYs; empty when they are none, or cannot be compared. */
  static Optional<DataType> common(List<DataType> arrays) {
    return arrays.size() == 2
            && arrays.get(0) instanceof ArrayType left
            && arrays.get(1) instanceof ArrayType right
        ? common(left.element(), right.element())
        : Optional.empty();
  }
}
