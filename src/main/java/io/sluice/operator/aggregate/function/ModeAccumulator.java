package io.sluice.operator.aggregate.function;

import io.sluice.column.BooleanVector;
import io.sluice.column.FlatVector;
import io.sluice.memory.MemoryReservation;
import io.sluice.type.DataType;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The value that is there most often; of several the least, or the greatest where a second argument is TRUE. Or the entropy of how often the values are there, in bits. */
final class ModeAccumulator extends CollectingAccumulator {
  private final boolean isEntropy;
  private final int argumentCount;

  /**
   * @param types of the arguments
   */
  ModeAccumulator(boolean isEntropy, List<DataType> types, MemoryReservation memory) {
    super(types, true, memory);
    this.isEntropy = isEntropy;
    argumentCount = types.size();
  }

  @Override
  void writeResult(FlatVector[] columns, GroupedSlices slices, int group, FlatVector target) {
    FlatVector values = columns[0];
    int count = slices.count(group);
    boolean isDescending =
        argumentCount > 1 && ((BooleanVector) columns[1]).get(slices.row(group, 0));
    int bestStart = 0;
    int bestLength = 0;
    double entropy = 0;
    int start = 0;
    for (int i = 1; i <= count; i++) {
      boolean isEnd = i == count
          || !Objects.equals(
              normal(values.value(slices.row(group, i))),
              normal(values.value(slices.row(group, start))));
      if (isEnd) {
        int length = i - start;
        if (length > bestLength || isDescending && length == bestLength) {
          bestStart = start;
          bestLength = length;
        }
        double share = (double) length / count;
        entropy -= share * Math.log(share) / Math.log(2);
        start = i;
      }
    }
    if (isEntropy) {
      Values.append(target, entropy == 0 ? 0 : entropy);
    } else {
      int[] row = {slices.row(group, bestStart)};
      target.appendRows(values, row, 0, 1);
    }
  }

  /** One zero, as groups have it. */
  private static @Nullable Object normal(@Nullable Object value) {
    return value instanceof Double number && number == 0 ? Double.valueOf(0) : value;
  }
}
