package io.sluice.operator.aggregate.function;

import io.sluice.column.FlatVector;
import io.sluice.memory.MemoryReservation;
import io.sluice.type.DataType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All values of a group in an ARRAY, those that are NULL too, in the order they came. */
final class ListAccumulator extends CollectingAccumulator {
  ListAccumulator(DataType type, MemoryReservation memory) {
    super(List.of(type), false, memory);
  }

  @Override
  void writeResult(FlatVector[] columns, GroupedSlices slices, int group, FlatVector target) {
    List<@Nullable Object> values = new ArrayList<>(slices.count(group));
    for (int i = 0; i < slices.count(group); i++) {
      values.add(columns[0].value(slices.row(group, i)));
    }
    target.appendValue(values);
  }
}
