package io.sluice.testing;

import io.sluice.expression.ColumnExpression;
import io.sluice.expression.SortField;
import io.sluice.type.Binary;
import io.sluice.type.Interval;
import io.sluice.type.Schema;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The order of rows as SQL defines it, slowly, and comparison of results without regard to order. */
public final class RowOrdering {
  private RowOrdering() {}

  /** A sort field over a column. */
  public static SortField field(Schema schema, int column, boolean descending, boolean nullsFirst) {
    return new SortField(
        new ColumnExpression(
            schema.field(column).name(),
            column,
            schema.type(column),
            schema.field(column).nullable()),
        descending,
        nullsFirst);
  }

  /** Compares rows by fields over columns. */
  public static Comparator<List<@Nullable Object>> comparator(List<SortField> fields) {
    return (left, right) -> {
      for (SortField field : fields) {
        int column = ((ColumnExpression) field.expression()).index();
        int order = compare(left.get(column), right.get(column), field);
        if (order != 0) {
          return order;
        }
      }
      return 0;
    };
  }

  private static int compare(@Nullable Object left, @Nullable Object right, SortField field) {
    if (left == null || right == null) {
      if (left == right) {
        return 0;
      }
      return (left == null) == field.nullsFirst() ? -1 : 1;
    }
    int order = compareValues(left, right);
    return field.descending() ? -order : order;
  }

  /** Compares two values of one type that are not NULL. */
  public static int compareValues(Object left, Object right) {
    if (left instanceof Boolean value) {
      return Boolean.compare(value, (Boolean) right);
    } else if (left instanceof Integer value) {
      return Integer.compare(value, (Integer) right);
    } else if (left instanceof Long value) {
      return Long.compare(value, (Long) right);
    } else if (left instanceof Double value) {
      return Double.compare(value + 0.0, (Double) right + 0.0);
    } else if (left instanceof BigDecimal value) {
      return value.compareTo((BigDecimal) right);
    } else if (left instanceof Byte || left instanceof Short) {
      return Integer.compare(((Number) left).intValue(), ((Number) right).intValue());
    } else if (left instanceof Float value) {
      return Float.compare(value + 0f, (Float) right + 0f);
    } else if (left instanceof Binary value) {
      return value.compareTo((Binary) right);
    } else if (left instanceof Interval value) {
      return value.compareTo((Interval) right);
    } else if (left instanceof UUID value) {
      return value.toString().compareTo(right.toString());
    } else if (left instanceof List<?> values) {
      return compareLists(values, (List<?>) right);
    } else if (left instanceof Map<?, ?> entries) {
      return compareLists(flat(entries), flat((Map<?, ?>) right));
    }
    return Arrays.compareUnsigned(
        ((String) left).getBytes(StandardCharsets.UTF_8),
        ((String) right).getBytes(StandardCharsets.UTF_8));
  }

  /** NULL is above every element. */
  private static int compareLists(List<?> left, List<?> right) {
    for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
      Object a = left.get(i);
      Object b = right.get(i);
      int order =
          a == null || b == null ? Boolean.compare(a == null, b == null) : compareValues(a, b);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.size(), right.size());
  }

  private static List<Object> flat(Map<?, ?> entries) {
    List<Object> parts = new ArrayList<>();
    entries.forEach((key, value) -> {
      parts.add(key);
      parts.add(value);
    });
    return parts;
  }

  /** How often each row is there. */
  public static Map<List<@Nullable Object>, Integer> counts(List<List<@Nullable Object>> rows) {
    Map<List<@Nullable Object>, Integer> counts = new HashMap<>();
    rows.forEach(row -> counts.merge(row, 1, Integer::sum));
    return counts;
  }
}
