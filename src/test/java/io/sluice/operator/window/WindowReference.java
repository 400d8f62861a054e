package io.sluice.operator.window;

import io.sluice.column.FlatVector;
import io.sluice.column.Vector;
import io.sluice.expression.SortField;
import io.sluice.extension.AggregateAccumulator;
import io.sluice.extension.AggregateImplementation.Nulls;
import io.sluice.extension.GroupedRows;
import io.sluice.memory.MemoryPool;
import io.sluice.memory.MemoryReservation;
import io.sluice.testing.RowOrdering;
import io.sluice.type.DataType;
import io.sluice.type.DecimalType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Window functions as SQL defines them: each frame is found by looking at every row of the partition, each result by looking at every row of the frame. */
final class WindowReference {
  private final List<List<@Nullable Object>> rows;
  private final int keyColumn;
  private final SortField order;
  private final long offset;
  private final int[] groups;

  /**
   * @param rows of one partition, in order
   * @param order over {@code keyColumn}, whose values are Long
   * @param offset how far the bounds of RANGE frames reach
   */
  WindowReference(List<List<@Nullable Object>> rows, int keyColumn, SortField order, long offset) {
    this.rows = rows;
    this.keyColumn = keyColumn;
    this.order = order;
    this.offset = offset;
    groups = new int[rows.size()];
    Comparator<List<@Nullable Object>> comparator = RowOrdering.comparator(List.of(order));
    for (int i = 1; i < groups.length; i++) {
      groups[i] = groups[i - 1] + (comparator.compare(rows.get(i - 1), rows.get(i)) == 0 ? 0 : 1);
    }
  }

  @Nullable
  Object result(WindowCall call, int row) {
    int size = rows.size();
    long before = count(group -> group < groups[row]);
    return switch (call.function()) {
      case ROW_NUMBER -> row + 1L;
      case RANK -> before + 1;
      case DENSE_RANK -> groups[row] + 1L;
      case PERCENT_RANK -> size == 1 ? 0.0 : (double) before / (size - 1);
      case CUME_DIST -> (double) count(group -> group <= groups[row]) / size;
      case NTILE -> bucket(row, (Long) value(call, 0, row));
      case LAG -> shifted(call, row, -(Long) value(call, 1, row));
      case LEAD -> shifted(call, row, (Long) value(call, 1, row));
      default -> ofFrame(call, row);
    };
  }

  private interface GroupTest {
    boolean test(int group);
  }

  private long count(GroupTest test) {
    long count = 0;
    for (int group : groups) {
      count += test.test(group) ? 1 : 0;
    }
    return count;
  }

  /** Deals the rows one by one: the first buckets get one more. */
  private long bucket(int row, long buckets) {
    long bucket = 1;
    long left = rows.size();
    int next = 0;
    while (true) {
      long size = (left + (buckets - bucket)) / (buckets - bucket + 1);
      if (row < next + size) {
        return bucket;
      }
      next += (int) size;
      left -= size;
      bucket++;
    }
  }

  private @Nullable Object shifted(WindowCall call, int row, long ahead) {
    if (ahead == 0) {
      return value(call, 0, row);
    }
    long left = Math.abs(ahead);
    int step = ahead < 0 ? -1 : 1;
    for (int i = row + step; i >= 0 && i < rows.size(); i += step) {
      if (call.ignoresNulls() && value(call, 0, i) == null) {
        continue;
      }
      if (--left == 0) {
        return value(call, 0, i);
      }
    }
    return value(call, 2, row);
  }

  private @Nullable Object value(WindowCall call, int argument, int row) {
    return rows.get(row).get(call.arguments().get(argument).index());
  }

  private @Nullable Object ofFrame(WindowCall call, int row) {
    List<@Nullable Object> values = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      if (isInFrame(call.frame(), row, i)) {
        Object value = call.arguments().isEmpty() ? (Object) i : value(call, 0, i);
        boolean isSkipped = switch (call.function()) {
          case FIRST_VALUE, LAST_VALUE, NTH_VALUE -> call.ignoresNulls() && value == null;
          case AGGREGATE -> call.implementation().nulls() == Nulls.SKIPPED && value == null;
          default -> value == null;
        };
        if (!isSkipped) {
          values.add(value);
        }
      }
    }
    if (call.isDistinct()) {
      Set<Object> distinct = new HashSet<>(values);
      values = new ArrayList<>(distinct);
    }
    long place = call.function() == WindowFunction.NTH_VALUE ? (Long) value(call, 1, row) : 1;
    int count = values.size();
    return switch (call.function()) {
      case COUNT -> (long) count;
      case FIRST_VALUE -> count == 0 ? null : values.get(0);
      case LAST_VALUE -> count == 0 ? null : values.get(count - 1);
      case NTH_VALUE -> place > count ? null : values.get((int) place - 1);
      case MIN -> extreme(call, values, false);
      case MAX -> extreme(call, values, true);
      case AGGREGATE -> aggregate(call, values);
      case SUM -> count == 0 ? null : sum(call, values);
      default -> count == 0 ? null : average(call, values);
    };
  }

  /** The function over exactly these values, by an accumulator of its own. */
  private static @Nullable Object aggregate(WindowCall call, List<@Nullable Object> values) {
    MemoryPool pool = new MemoryPool(Long.MAX_VALUE);
    try (MemoryReservation reservation = pool.reserve("reference")) {
      AggregateAccumulator accumulator = call.implementation().newAccumulator(reservation);
      accumulator.ensureGroups(1);
      FlatVector arguments = FlatVector.create(call.arguments().get(0).type(), 1);
      values.forEach(arguments::appendValue);
      if (!values.isEmpty()) {
        accumulator.update(
            new GroupedRows().set(null, null, values.size()), new Vector[] {arguments});
      }
      FlatVector result = FlatVector.create(call.type(), 1);
      accumulator.write(0, 1, result);
      return result.value(0);
    }
  }

  private static @Nullable Object extreme(
      WindowCall call, List<@Nullable Object> values, boolean isMax) {
    SortField field = new SortField(call.arguments().get(0), isMax, false);
    int column = call.arguments().get(0).index();
    return values.stream()
        .min((left, right) -> RowOrdering.comparator(List.of(field))
            .compare(padded(left, column), padded(right, column)))
        .orElse(null);
  }

  private static List<@Nullable Object> padded(@Nullable Object value, int column) {
    List<@Nullable Object> row = new ArrayList<>();
    for (int i = 0; i <= column; i++) {
      row.add(value);
    }
    return row;
  }

  private static Object sum(WindowCall call, List<@Nullable Object> values) {
    if (values.get(0) instanceof Double) {
      return values.stream().mapToDouble(value -> (Double) value).sum();
    }
    BigDecimal sum = exactSum(values);
    return call.type().equals(DataType.BIGINT) ? (Object) sum.longValueExact() : sum;
  }

  private static BigDecimal exactSum(List<@Nullable Object> values) {
    return values.stream()
        .map(value -> new BigDecimal(String.valueOf(value)))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static Object average(WindowCall call, List<@Nullable Object> values) {
    if (values.get(0) instanceof Double) {
      return (Double) sum(call, values) / values.size();
    }
    int scale = call.arguments().get(0).type() instanceof DecimalType decimal ? decimal.scale() : 0;
    double unscaled = exactSum(values).movePointRight(scale).doubleValue();
    return unscaled / (values.size() * Math.pow(10, scale));
  }

  private boolean isInFrame(WindowFrame frame, int row, int other) {
    boolean isExcluded = switch (frame.exclusion()) {
      case NO_OTHERS -> false;
      case CURRENT_ROW -> other == row;
      case GROUP -> groups[other] == groups[row];
      case TIES -> groups[other] == groups[row] && other != row;
    };
    double steps = frame.units() == FrameUnits.ROWS ? other - row : groups[other] - groups[row];
    double distance = frame.units() == FrameUnits.RANGE ? keyDistance(row, other) : steps;
    double startOffset = offset(frame, frame.start());
    double endOffset = offset(frame, frame.end());
    if (frame.units() == FrameUnits.RANGE && rows.get(row).get(keyColumn) == null) {
      return !isExcluded && isInFrameOfNull(frame, steps);
    }
    boolean isBehindStart = switch (frame.start().kind()) {
      case UNBOUNDED_PRECEDING -> true;
      case PRECEDING -> distance >= -startOffset;
      case CURRENT_ROW -> steps >= 0;
      case FOLLOWING -> distance >= startOffset;
      case UNBOUNDED_FOLLOWING -> false;
    };
    boolean isBeforeEnd = switch (frame.end().kind()) {
      case UNBOUNDED_PRECEDING -> false;
      case PRECEDING -> distance <= -endOffset;
      case CURRENT_ROW -> steps <= 0;
      case FOLLOWING -> distance <= endOffset;
      case UNBOUNDED_FOLLOWING -> true;
    };
    return isBehindStart && isBeforeEnd && !isExcluded;
  }

  /** Nothing can be added to NULL: a bound with an offset is the first or the last peer. */
  private static boolean isInFrameOfNull(WindowFrame frame, double steps) {
    boolean isBehindStart =
        frame.start().kind() == FrameBound.Kind.UNBOUNDED_PRECEDING || steps >= 0;
    boolean isBeforeEnd = frame.end().kind() == FrameBound.Kind.UNBOUNDED_FOLLOWING || steps <= 0;
    return isBehindStart
        && isBeforeEnd
        && frame.start().kind() != FrameBound.Kind.UNBOUNDED_FOLLOWING
        && frame.end().kind() != FrameBound.Kind.UNBOUNDED_PRECEDING;
  }

  private double offset(WindowFrame frame, FrameBound bound) {
    return frame.units() == FrameUnits.RANGE ? offset : bound.offset();
  }

  /** How far the key of another row is away in the direction of the order. A NULL is beyond all values. */
  private double keyDistance(int row, int other) {
    Long key = (Long) rows.get(row).get(keyColumn);
    Long otherKey = (Long) rows.get(other).get(keyColumn);
    if (key == null || otherKey == null) {
      boolean isAhead = (otherKey == null) != order.nullsFirst();
      return isAhead ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    }
    return order.descending() ? key - otherKey : otherKey - key;
  }
}
