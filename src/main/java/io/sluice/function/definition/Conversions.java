package io.sluice.function.definition;

import io.sluice.type.DataType;
import io.sluice.type.DecimalType;
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
    if (types.stream().allMatch(common::equals)) {
      return Optional.of(common);
    }
    if (types.stream().allMatch(DataType::isNumeric)) {
      return Optional.of(commonNumber(types));
    }
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

  /** DOUBLE if any is approximate, DECIMAL if any has a fraction, else the widest of whole numbers. */
  private static DataType commonNumber(List<DataType> types) {
    int whole = 0;
    int scale = 0;
    boolean isDecimal = false;
    DataType widest = types.get(0);
    for (DataType type : types) {
      if (type.kind() == TypeKind.REAL || type.kind() == TypeKind.DOUBLE) {
        return DataType.DOUBLE;
      }
      if (type instanceof DecimalType decimal) {
        isDecimal = true;
        whole = Math.max(whole, decimal.precision() - decimal.scale());
        scale = Math.max(scale, decimal.scale());
      } else {
        whole = Math.max(whole, digits(type));
        widest = digits(type) > digits(widest) ? type : widest;
      }
    }
    return isDecimal
        ? DataType.decimal(Math.min(DecimalType.MAX_PRECISION, whole + scale), scale)
        : widest;
  }

  private static int digits(DataType wholeNumber) {
    return switch (wholeNumber.kind()) {
      case TINYINT -> 3;
      case SMALLINT -> 5;
      case INTEGER -> 10;
      case BIGINT -> 19;
      default -> 0;
    };
  }
}
