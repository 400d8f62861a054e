package io.sluice.function.text;

import static java.util.Objects.requireNonNull;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.expression.ScalarImplementation;
import io.sluice.expression.ScalarImplementation.Nulls;
import io.sluice.type.ArrayType;
import io.sluice.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The form of repeat that takes an ARRAY. */
final class ArrayRepetition {
  private static final int MAX_LENGTH = 10_000_000;

  private ArrayRepetition() {}

  static Optional<ScalarImplementation> implementation(List<DataType> types) {
    return types.size() == 2
            && types.get(0) instanceof ArrayType array
            && types.get(1).isWholeNumber()
        ? Optional.of(ScalarImplementation.ofRows(
            List.of(array, DataType.BIGINT), array, Nulls.STRICT, ArrayRepetition::repeat))
        : Optional.empty();
  }

  private static List<@Nullable Object> repeat(@Nullable Object[] row) {
    List<?> list = (List<?>) requireNonNull(row[0]);
    long count = Math.max(0, (Long) requireNonNull(row[1]));
    if (count > MAX_LENGTH || count * list.size() > MAX_LENGTH) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT,
          "An array of %d elements cannot be repeated %d times: an array has at most %d elements"
              .formatted(list.size(), count, MAX_LENGTH));
    }
    List<@Nullable Object> repeated = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      repeated.addAll(list);
    }
    return repeated;
  }
}
