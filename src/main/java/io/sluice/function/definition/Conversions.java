package io.sluice.function.definition;

import io.sluice.type.DataType;
import io.sluice.type.TypeKind;
import java.util.List;
import java.util.Optional;

/** Which arguments are converted by themselves to what a function takes, and how gladly. */
public final class Conversions {
  private static final int IMPOSSIBLE = -1;
  private static final int TO_WIDER = 1;
  private static final int TO_DOUBLE = 4;
  private static final int TO_TEXT = 20;

  private Conversions() {}

  /** Whether all arguments can be converted. */
  public static boolean isPossible(List<DataType> arguments, List<DataType> parameters) {
    if (arguments.size() != parameters.size()) {
      return false;
    }
    for (int i = 0; i < arguments.size(); i++) {
      if (cost(arguments.get(i), parameters.get(i)) == IMPOSSIBLE) {
        return false;
      }
    }
    return true;
  }

  /** What the conversions of arguments that can be converted cost together. */
  static int cost(List<DataType> arguments, List<DataType> parameters) {
    int cost = 0;
    for (int i = 0; i < arguments.size(); i++) {
      cost += Math.max(0, cost(arguments.get(i), parameters.get(i)));
    }
    return cost;
  }

  private static int cost(DataType argument, DataType parameter) {
    if (argument.equals(parameter)) {
      return 0;
    }
    return switch (parameter.kind()) {
      case VARCHAR -> TO_TEXT;
      case DOUBLE -> argument.isNumeric() ? TO_DOUBLE : IMPOSSIBLE;
      case BIGINT -> argument.isWholeNumber() ? TO_WIDER : IMPOSSIBLE;
      case TIMESTAMP -> argument.kind() == TypeKind.DATE ? TO_WIDER : IMPOSSIBLE;
      case DECIMAL ->
        argument.isNumeric() && argument.kind() != TypeKind.DOUBLE ? TO_WIDER : IMPOSSIBLE;
      default -> IMPOSSIBLE;
    };
  }

  /** The type that values of all these types can be compared in; empty when there is none. */
  public static Optional<DataType> common(List<DataType> types) {
    DataType common = types.get(0);
    for (DataType type : types) {
      if (cost(type, common) != IMPOSSIBLE && cost(type, common) < TO_TEXT) {
        continue;
      }
      if (cost(common, type) == IMPOSSIBLE || cost(common, type) >= TO_TEXT) {
        return Optional.empty();
      }
      common = type;
    }
    return Optional.of(common);
  }
}
