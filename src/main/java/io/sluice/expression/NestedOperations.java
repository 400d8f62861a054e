package io.sluice.expression;

import io.sluice.expression.function.ArrayOperations;
import io.sluice.expression.function.MapOperations;
import io.sluice.expression.function.NestedOperation;
import io.sluice.type.ArrayType;
import io.sluice.type.DataType;

/** The operation of each function of nested values. */
final class NestedOperations {
  private NestedOperations() {}

  static NestedOperation create(NestedExpression expression) {
    DataType first = expression.arguments().isEmpty()
        ? expression.type()
        : expression.arguments().get(0).type();
    return switch (expression.function()) {
      case ARRAY, ROW -> ArrayOperations.list();
      case MAP -> MapOperations.map();
      case ELEMENT ->
        first instanceof ArrayType ? ArrayOperations.element() : MapOperations.value();
      case FIELD -> ArrayOperations.element();
      case CARDINALITY ->
        first instanceof ArrayType ? ArrayOperations.size() : MapOperations.size();
      case CONTAINS -> ArrayOperations.contains(element(first));
      case POSITION -> ArrayOperations.position(element(first));
      case CONCAT -> ArrayOperations.concat();
      case APPEND -> ArrayOperations.extend(false);
      case PREPEND -> ArrayOperations.extend(true);
      case FROM_ARRAYS -> MapOperations.fromArrays();
      case SLICE -> ArrayOperations.slice();
      case SORT -> ArrayOperations.sort(element(first), false);
      case REVERSE_SORT -> ArrayOperations.sort(element(first), true);
      case REVERSE -> ArrayOperations.reverse();
      case DISTINCT -> ArrayOperations.distinct(element(first));
      case MIN -> ArrayOperations.extreme(element(first), false);
      case MAX -> ArrayOperations.extreme(element(first), true);
      case JOIN -> ArrayOperations.join();
      case FLATTEN -> ArrayOperations.flatten();
      case SEQUENCE -> ArrayOperations.sequence();
      case KEYS -> MapOperations.keys();
      case VALUES -> MapOperations.values();
      case ENTRIES -> MapOperations.entries();
    };
  }

  private static DataType element(DataType array) {
    return ((ArrayType) array).element();
  }
}
