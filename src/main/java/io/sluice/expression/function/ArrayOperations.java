package io.sluice.expression.function;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.type.DataType;
import io.sluice.type.ValueBytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Functions of ARRAYs. Elements are compared as groups and sorts compare values. */
public final class ArrayOperations {
  private static final int MAX_LENGTH = 10_000_000;

  private ArrayOperations() {}

  /** Of the arguments. */
  public static NestedOperation list() {
    return arguments -> Collections.unmodifiableList(Arrays.asList(arguments.clone()));
  }

  public static NestedOperation element() {
    return arguments -> {
      if (arguments[0] == null || arguments[1] == null) {
        return null;
      }
      List<?> elements = elements(arguments, 0);
      long position = ((Number) arguments[1]).longValue();
      long index = position < 0 ? elements.size() + position : position - 1;
      return index >= 0 && index < elements.size() ? elements.get((int) index) : null;
    };
  }

  public static NestedOperation size() {
    return arguments ->
        arguments[0] == null ? null : (Object) (long) elements(arguments, 0).size();
  }

  public static NestedOperation contains(DataType element) {
    return arguments -> {
      if (arguments[0] == null || arguments[1] == null) {
        return null;
      }
      return indexOf(element, elements(arguments, 0), arguments[1]) >= 0;
    };
  }

  public static NestedOperation position(DataType element) {
    return arguments -> {
      if (arguments[0] == null) {
        return null;
      }
      List<?> elements = elements(arguments, 0);
      int index =
          arguments[1] == null ? elements.indexOf(null) : indexOf(element, elements, arguments[1]);
      return index < 0 ? null : index + 1L;
    };
  }

  private static int indexOf(DataType type, List<?> elements, Object wanted) {
    byte[] key = ValueBytes.encode(type, wanted);
    for (int i = 0; i < elements.size(); i++) {
      Object element = elements.get(i);
      if (element != null && Arrays.equals(key, ValueBytes.encode(type, element))) {
        return i;
      }
    }
    return -1;
  }

  /** Of ARRAYs; one that is NULL counts as empty, beside one that is not. */
  public static NestedOperation concat() {
    return arguments -> {
      List<@Nullable Object> all = new ArrayList<>();
      boolean isNull = arguments.length > 0;
      for (int i = 0; i < arguments.length; i++) {
        if (arguments[i] != null) {
          isNull = false;
          all.addAll(elements(arguments, i));
        }
      }
      return isNull ? null : all;
    };
  }

  /** An ARRAY and one more element, at its beginning or its end. */
  public static NestedOperation extend(boolean atBeginning) {
    return arguments -> {
      List<@Nullable Object> extended = new ArrayList<>();
      int array = atBeginning ? 1 : 0;
      if (arguments[array] != null) {
        extended.addAll(elements(arguments, array));
      }
      extended.add(atBeginning ? 0 : extended.size(), arguments[1 - array]);
      return extended;
    };
  }

  /** From a first to a last place, with a step where there is one: a negative one goes backwards. */
  public static NestedOperation slice() {
    return arguments -> {
      if (Arrays.asList(arguments).contains(null)) {
        return null;
      }
      List<?> elements = elements(arguments, 0);
      long step = arguments.length > 3 ? ((Number) arguments[3]).longValue() : 1;
      if (step == 0) {
        throw new SluiceException(ErrorCode.INVALID_ARGUMENT, "The step of a slice is 0");
      }
      int size = elements.size();
      long lower = fromEnd(((Number) arguments[step > 0 ? 1 : 2]).longValue(), size);
      long upper = fromEnd(((Number) arguments[step > 0 ? 2 : 1]).longValue(), size);
      int from = (int) Math.max(lower, 1) - 1;
      int to = (int) Math.min(upper, size);
      if (from >= to) {
        return List.of();
      }
      List<@Nullable Object> slice = new ArrayList<>();
      for (long i = step > 0 ? from : to - 1L; i >= from && i < to; i += step) {
        slice.add(elements.get((int) i));
      }
      return slice;
    };
  }

  private static long fromEnd(long position, int size) {
    return Math.min(position < 0 ? size + position + 1 : position, size + 1L);
  }

  /** Ascending with NULLs at the end or the other way round; more arguments are the order and the place of NULLs. */
  public static NestedOperation sort(DataType element, boolean descending) {
    return arguments -> {
      if (Arrays.asList(arguments).contains(null)) {
        return null;
      }
      List<@Nullable Object> sorted = new ArrayList<>(elements(arguments, 0));
      sorted.sort(order(element, descending, arguments));
      return sorted;
    };
  }

  /** The order that the arguments of {@link #sort}, none of them NULL, ask for. */
  public static Comparator<@Nullable Object> order(
      DataType element, boolean descending, @Nullable Object[] arguments) {
    int next = 1;
    boolean isDescending = descending;
    if (!descending && arguments.length > next) {
      isDescending = isDescending((String) arguments[next++]);
    }
    boolean isNullsFirst =
        arguments.length > next ? isNullsFirst((String) arguments[next]) : isDescending;
    Comparator<Object> order = order(element);
    Comparator<Object> directed = isDescending ? order.reversed() : order;
    return isNullsFirst ? Comparator.nullsFirst(directed) : Comparator.nullsLast(directed);
  }

  private static boolean isDescending(String order) {
    return switch (order.toUpperCase(Locale.ROOT)) {
      case "ASC" -> false;
      case "DESC" -> true;
      default ->
        throw new SluiceException(
            ErrorCode.INVALID_ARGUMENT, "An order is 'ASC' or 'DESC', but got '" + order + "'");
    };
  }

  private static boolean isNullsFirst(String place) {
    return switch (place.toUpperCase(Locale.ROOT)) {
      case "NULLS FIRST" -> true;
      case "NULLS LAST" -> false;
      default ->
        throw new SluiceException(
            ErrorCode.INVALID_ARGUMENT,
            "The place of NULLs is 'NULLS FIRST' or 'NULLS LAST', but got '" + place + "'");
    };
  }

  private static Comparator<Object> order(DataType element) {
    return (left, right) ->
        Arrays.compareUnsigned(ValueBytes.encode(element, left), ValueBytes.encode(element, right));
  }

  public static NestedOperation reverse() {
    return arguments -> {
      if (arguments[0] == null) {
        return null;
      }
      List<@Nullable Object> reversed = new ArrayList<>(elements(arguments, 0));
      Collections.reverse(reversed);
      return reversed;
    };
  }

  public static NestedOperation distinct(DataType element) {
    return arguments -> {
      if (arguments[0] == null) {
        return null;
      }
      List<Object> kept = new ArrayList<>();
      Set<java.nio.ByteBuffer> seen = new HashSet<>();
      for (Object value : elements(arguments, 0)) {
        if (value != null
            && seen.add(java.nio.ByteBuffer.wrap(ValueBytes.encode(element, value)))) {
          kept.add(value);
        }
      }
      return kept;
    };
  }

  public static NestedOperation extreme(DataType element, boolean isMax) {
    Comparator<Object> order = order(element);
    int wanted = isMax ? 1 : -1;
    return arguments -> {
      if (arguments[0] == null) {
        return null;
      }
      Object best = null;
      for (Object value : elements(arguments, 0)) {
        if (value != null
            && (best == null || Integer.signum(order.compare(value, best)) == wanted)) {
          best = value;
        }
      }
      return best;
    };
  }

  /** Without the NULLs, or with a text for each of them. */
  public static NestedOperation join() {
    return arguments -> {
      if (arguments[0] == null || arguments[1] == null) {
        return null;
      }
      Object ofNull = arguments.length > 2 ? arguments[2] : null;
      return elements(arguments, 0).stream()
          .map(value -> value == null ? ofNull : value)
          .filter(value -> value != null)
          .map(Object::toString)
          .collect(Collectors.joining((String) arguments[1]));
    };
  }

  public static NestedOperation flatten() {
    return arguments -> {
      if (arguments[0] == null) {
        return null;
      }
      List<@Nullable Object> flat = new ArrayList<>();
      for (Object part : elements(arguments, 0)) {
        if (part != null) {
          flat.addAll((List<?>) part);
        }
      }
      return flat;
    };
  }

  public static NestedOperation sequence() {
    return arguments -> {
      if (arguments[0] == null || arguments[1] == null || arguments[2] == null) {
        return null;
      }
      long first = (Long) arguments[0];
      long last = (Long) arguments[1];
      long step = (Long) arguments[2];
      if (step == 0) {
        throw new SluiceException(ErrorCode.INVALID_ARGUMENT, "The step of a sequence is 0");
      }
      List<Object> numbers = new ArrayList<>();
      long number = first;
      while (step > 0 ? number <= last : number >= last) {
        if (numbers.size() >= MAX_LENGTH) {
          throw new SluiceException(
              ErrorCode.INVALID_ARGUMENT,
              "A sequence from " + first + " to " + last + " has more than " + MAX_LENGTH
                  + " numbers");
        }
        numbers.add(number);
        long next = number + step;
        if (((number ^ next) & (step ^ next)) < 0) {
          break;
        }
        number = next;
      }
      return numbers;
    };
  }

  private static List<?> elements(@Nullable Object[] arguments, int index) {
    if (arguments[index] instanceof List<?> elements) {
      return elements;
    }
    throw new IllegalStateException("not an ARRAY");
  }
}
