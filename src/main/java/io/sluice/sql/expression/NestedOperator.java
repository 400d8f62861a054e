package io.sluice.sql.expression;

import io.sluice.expression.NestedFunction;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** A function of nested values as the validator sees it. */
public final class NestedOperator extends SqlFunction {
  /** The type of a call, or null for types the function does not take. */
  public interface Typing {
    @Nullable
    RelDataType type(RelDataTypeFactory types, List<RelDataType> arguments);
  }

  private final NestedFunction function;
  private final int argumentCount;
  private final Typing typing;

  /**
   * Makes an operator.
   *
   * @param argumentCount how many arguments it takes; -1 for any
   */
  public NestedOperator(String name, NestedFunction function, int argumentCount, Typing typing) {
    super(
        name,
        SqlKind.OTHER_FUNCTION,
        null,
        null,
        OperandTypes.VARIADIC,
        SqlFunctionCategory.USER_DEFINED_FUNCTION);
    this.function = function;
    this.argumentCount = argumentCount;
    this.typing = typing;
  }

  NestedFunction function() {
    return function;
  }

  @Override
  public SqlOperandCountRange getOperandCountRange() {
    return argumentCount < 0
        ? SqlOperandCountRanges.any()
        : SqlOperandCountRanges.of(argumentCount);
  }

  @Override
  public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
    boolean isValid = (argumentCount < 0 || binding.getOperandCount() > 0) && type(binding) != null;
    if (!isValid && throwOnFailure) {
      throw binding.newValidationSignatureError();
    }
    return isValid;
  }

  @Override
  public RelDataType inferReturnType(SqlOperatorBinding binding) {
    RelDataType type = type(binding);
    if (type == null) {
      throw new IllegalStateException("types that were checked");
    }
    return binding.getTypeFactory().createTypeWithNullability(type, true);
  }

  /** The type of the result; a NULL without a type is taken for an ARRAY where that is wanted. */
  private @Nullable RelDataType type(SqlOperatorBinding binding) {
    RelDataTypeFactory types = binding.getTypeFactory();
    List<RelDataType> given = binding.collectOperandTypes();
    RelDataType type = typing.type(types, given);
    boolean hasNull = given.stream().anyMatch(NestedOperator::isNull);
    if (type != null || !hasNull) {
      return type;
    }
    return typing.type(
        types,
        given.stream()
            .map(argument -> isNull(argument) ? types.createArrayType(argument, -1) : argument)
            .toList());
  }

  private static boolean isNull(RelDataType type) {
    return type.getSqlTypeName() == SqlTypeName.NULL;
  }
}
