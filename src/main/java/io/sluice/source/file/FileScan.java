package io.sluice.source.file;

import io.sluice.plan.ExecutionPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** A leaf that reads pieces of files, its splits, and can be dealt to several tasks. */
public interface FileScan extends ExecutionPlan {
  /** Bytes that all tasks read together. */
  long bytes();

  int splitCount();

  /** The same splits, dealt to the partitions of that many tasks. */
  FileScan withTaskCount(int tasks);

  /** Gives each split to the group that has the fewest bytes so far. */
  static <S> List<List<S>> deal(List<S> splits, int groupCount, ToLongFunction<S> bytes) {
    List<List<S>> groups = new ArrayList<>(groupCount);
    for (int i = 0; i < groupCount; i++) {
      groups.add(new ArrayList<>());
    }
    long[] weights = new long[groupCount];
    for (S split : splits) {
      int lightest = 0;
      for (int i = 1; i < groupCount; i++) {
        lightest = weights[i] < weights[lightest] ? i : lightest;
      }
      groups.get(lightest).add(split);
      // Splits without bytes are spread as well.
      weights[lightest] += bytes.applyAsLong(split) + 1;
    }
    return groups;
  }
}
