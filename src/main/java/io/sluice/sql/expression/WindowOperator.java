package io.sluice.sql.expression;

import static java.util.Objects.requireNonNull;

import io.sluice.operator.window.WindowFunction;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.apache.calcite.util.Optionality;
import org.jspecify.annotations.Nullable;

/**
 * A function that is nothing without a window, as the validator sees it. What is taken from another row may be missing, whatever the frame: then it is NULL.
 */
public final class WindowOperator extends SqlAggFunction {
  /** Marks the offset of a frame as a number of groups; the frame has ROWS as its units then. */
  public static final SqlFunction GROUPS_OFFSET =
      new SqlFunction(
          "GROUPS_OFFSET",
          SqlKind.OTHER_FUNCTION,
          ReturnTypes.ARG0,
          null,
          OperandTypes.ANY,
          SqlFunctionCategory.SYSTEM) {
        @Override
        public RelDataType deriveType(
            SqlValidator validator, SqlValidatorScope scope, SqlCall call) {
          return validateOperands(validator, scope, call);
        }

        @Override
        public boolean isDeterministic() {
          return false;
        }
      };

  /**
   * Stands for the first argument of an aggregate function that has more to say about its rows: the argument, the condition of FILTER or TRUE, and for each key of an
   * order the key and a number, in which {@link #DESCENDING} and {@link #NULLS_FIRST} are bits.
   */
  public static final SqlFunction AGGREGATE_INPUT =
      new SqlFunction(
          "AGGREGATE_INPUT",
          SqlKind.OTHER_FUNCTION,
          ReturnTypes.ARG0,
          null,
          OperandTypes.VARIADIC,
          SqlFunctionCategory.SYSTEM) {
        @Override
        public RelDataType deriveType(
            SqlValidator validator, SqlValidatorScope scope, SqlCall call) {
          return validateOperands(validator, scope, call);
        }

        @Override
        public boolean isDeterministic() {
          return false;
        }
      };

  public static final int DESCENDING = 1;
  public static final int NULLS_FIRST = 2;

  private static final SqlOperandTypeChecker VALUE_AND_NUMBER = OperandTypes.ANY_NUMERIC;

  private static final Map<String, WindowOperator> OPERATORS = Stream.of(
          of(WindowFunction.ROW_NUMBER, OperandTypes.NILADIC, type(SqlTypeName.BIGINT)),
          of(WindowFunction.RANK, OperandTypes.NILADIC, type(SqlTypeName.BIGINT)),
          of(WindowFunction.DENSE_RANK, OperandTypes.NILADIC, type(SqlTypeName.BIGINT)),
          of(WindowFunction.PERCENT_RANK, OperandTypes.NILADIC, type(SqlTypeName.DOUBLE)),
          of(WindowFunction.CUME_DIST, OperandTypes.NILADIC, type(SqlTypeName.DOUBLE)),
          of(WindowFunction.NTILE, OperandTypes.NUMERIC, nullable(type(SqlTypeName.BIGINT))),
          of(WindowFunction.LAG, shift(), WindowOperator::typeOfShift),
          of(WindowFunction.LEAD, shift(), WindowOperator::typeOfShift),
          of(WindowFunction.FIRST_VALUE, OperandTypes.ANY, nullable(ReturnTypes.ARG0)),
          of(WindowFunction.LAST_VALUE, OperandTypes.ANY, nullable(ReturnTypes.ARG0)),
          of(WindowFunction.NTH_VALUE, VALUE_AND_NUMBER, nullable(ReturnTypes.ARG0)))
      .collect(Collectors.toUnmodifiableMap(WindowOperator::getName, Function.identity()));

  public static final WindowOperator ROW_NUMBER =
      requireNonNull(OPERATORS.get(WindowFunction.ROW_NUMBER.name()));

  public static final WindowOperator LAST_VALUE =
      requireNonNull(OPERATORS.get(WindowFunction.LAST_VALUE.name()));

  private final WindowFunction function;

  private WindowOperator(
      WindowFunction function, SqlOperandTypeChecker operands, SqlReturnTypeInference type) {
    super(
        function.name(),
        null,
        SqlKind.OTHER_FUNCTION,
        type,
        null,
        operands,
        SqlFunctionCategory.NUMERIC,
        false,
        true,
        Optionality.FORBIDDEN);
    this.function = function;
  }

  private static WindowOperator of(
      WindowFunction function, SqlOperandTypeChecker operands, SqlReturnTypeInference type) {
    return new WindowOperator(function, operands, type);
  }

  private static SqlOperandTypeChecker shift() {
    return OperandTypes.or(OperandTypes.ANY, VALUE_AND_NUMBER, OperandTypes.ANY_NUMERIC_ANY);
  }

  private static SqlReturnTypeInference type(SqlTypeName name) {
    return binding -> binding.getTypeFactory().createSqlType(name);
  }

  private static SqlReturnTypeInference nullable(SqlReturnTypeInference type) {
    return binding -> {
      RelDataType inferred = type.inferReturnType(binding);
      return inferred == null
          ? null
          : binding.getTypeFactory().createTypeWithNullability(inferred, true);
    };
  }

  private static @Nullable RelDataType typeOfShift(SqlOperatorBinding binding) {
    RelDataTypeFactory types = binding.getTypeFactory();
    RelDataType value = binding.getOperandType(0);
    RelDataType common = binding.getOperandCount() < 3
        ? value
        : types.leastRestrictive(List.of(value, binding.getOperandType(2)));
    return common == null ? null : types.createTypeWithNullability(common, true);
  }

  /** The operator of a name in any case; null when it is no window function. */
  public static @Nullable WindowOperator find(String name) {
    return OPERATORS.get(name.toUpperCase(Locale.ROOT));
  }

  /** The engine's function of an operator; null when it is no window function. */
  public static @Nullable WindowFunction function(SqlOperator operator) {
    return operator instanceof WindowOperator window ? window.function : null;
  }

  public WindowFunction function() {
    return function;
  }

  /** As it is, without looking for a function of the same name. */
  @Override
  public RelDataType deriveType(SqlValidator validator, SqlValidatorScope scope, SqlCall call) {
    return validateOperands(validator, scope, call);
  }

  @Override
  public boolean allowsNullTreatment() {
    return switch (function) {
      case LAG, LEAD, FIRST_VALUE, LAST_VALUE, NTH_VALUE -> true;
      default -> false;
    };
  }
}
