package io.sluice.operator.aggregate;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.AggregateFunction;
import io.sluice.extension.AggregateImplementation;
import io.sluice.extension.AggregateImplementation.Nulls;
import io.sluice.operator.aggregate.function.BuiltinFunctions;
import io.sluice.type.DataType;
import io.sluice.type.DecimalType;
import io.sluice.type.Field;
import java.util.List;
import java.util.Optional;

/**
 * The functions that nearly all queries use; kernels of their own compute them, and calls share what they know of a group. All but COUNT and COUNT(*)
 * skip NULLs and give NULL for a group without a value.
 */
public enum BasicAggregate implements AggregateFunction {
  /** Without an argument it counts rows. */
  COUNT("count"),
  SUM("sum"),
  MIN("min"),
  MAX("max"),
  AVG("avg");

  private final String sqlName;

  BasicAggregate(String sqlName) {
    this.sqlName = sqlName;
  }

  public String sqlName() {
    return sqlName;
  }

  @Override
  public List<String> aliases() {
    return this == AVG ? List.of("mean") : List.of();
  }

  @Override
  public List<String> signatures() {
    return this == COUNT ? List.of("count(*)", "count(value, ...)") : List.of(sqlName + "(value)");
  }

  @Override
  public String description() {
    return switch (this) {
      case COUNT -> "The number of rows, or of values that are not NULL; 0 when there is none.";
      case SUM ->
        "The sum of all values: BIGINT of smaller integers, DECIMAL of BIGINT and DECIMAL, DOUBLE of DOUBLE; how many are true of BOOLEANs.";
      case MIN -> "The least value.";
      case MAX -> "The greatest value.";
      case AVG -> "The average of all values, a DOUBLE.";
    };
  }

  @Override
  public Optional<AggregateImplementation> implementation(List<DataType> argumentTypes) {
    if (this == COUNT && argumentTypes.size() > 1) {
      return Optional.of(BuiltinFunctions.countOfRows(argumentTypes));
    }
    boolean isCountOfRows = this == COUNT && argumentTypes.isEmpty();
    if (!isCountOfRows && argumentTypes.size() != 1) {
      return Optional.empty();
    }
    DataType argument = isCountOfRows ? DataType.BIGINT : argumentTypes.get(0);
    DataType result = resultType(argument);
    return Optional.of(new AggregateImplementation(
        argumentTypes,
        result,
        List.of(),
        Nulls.SKIPPED,
        memory -> new BasicAccumulator(this, argument, memory)));
  }

  /** Whether the result is 0 and not NULL for a group without a value. */
  public boolean isCount() {
    return this == COUNT;
  }

  /**
   * The type of the result for an argument. COUNT(*) takes any, as it has none.
   *
   * @throws SluiceException of code TYPE_MISMATCH when the function does not take the type
   */
  public DataType resultType(DataType argument) {
    return switch (this) {
      case COUNT -> DataType.BIGINT;
      case MIN, MAX -> argument;
      case SUM -> sumType(argument);
      case AVG -> {
        requireNumber(argument);
        yield DataType.DOUBLE;
      }
    };
  }

  private DataType sumType(DataType argument) {
    requireNumber(argument);
    return switch (argument.kind()) {
      case TINYINT, SMALLINT, INTEGER -> DataType.BIGINT;
      case BIGINT -> DataType.decimal(DecimalType.MAX_PRECISION, 0);
      case DECIMAL -> DataType.decimal(DecimalType.MAX_PRECISION, ((DecimalType) argument).scale());
      default -> DataType.DOUBLE;
    };
  }

  private void requireNumber(DataType argument) {
    if (!argument.isNumeric()) {
      throw new SluiceException(
          ErrorCode.TYPE_MISMATCH,
          "%s takes a number, but got %s; cast the argument first".formatted(sqlName, argument));
    }
  }

  /**
   * The columns in which a partial aggregation hands over what it knows of a group. COUNT, SUM, MIN and MAX hand over their result so far, AVG
   * the sum and the count of the values.
   */
  List<Field> stateFields(String name, DataType argument) {
    return switch (this) {
      case COUNT -> List.of(new Field(name, DataType.BIGINT, false));
      case SUM -> List.of(new Field(name, sumType(argument), true));
      case MIN, MAX -> List.of(new Field(name, argument, true));
      case AVG ->
        List.of(
            new Field(name + "[sum]", sumType(argument), true),
            new Field(name + "[count]", DataType.BIGINT, false));
    };
  }

  /** How many columns {@link #stateFields} has. */
  int stateCount() {
    return this == AVG ? 2 : 1;
  }
}
