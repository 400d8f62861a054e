package io.sluice.operator.aggregate.function;

import io.sluice.column.FlatVector;
import io.sluice.memory.MemoryReservation;
import io.sluice.type.DataType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How often each value of a group is there, as a MAP in the order of the values. */
final class HistogramAccumulator extends CollectingAccumulator {
  HistogramAccumulator(DataType type, MemoryReservation memory) {
    super(List.of(type), true, memory);
  }

  @Override
  void writeResult(FlatVector[] columns, GroupedSlices slices, int group, FlatVector target) {
    Map<Object, Long> counts = new LinkedHashMap<>();
    for (int i = 0; i < slices.count(group); i++) {
      Object value = columns[0].value(slices.row(group, i));
      if (value != null) {
        counts.merge(value, 1L, Long::sum);
      }
    }
    target.appendValue(counts);
  }
}
