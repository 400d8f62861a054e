package io.sluice.sql.logical;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlTypeName;

/** {@code unnest(array)} among the items of a SELECT: the element of the row at hand, of which there is one for each element. */
public final class UnnestFunction extends SqlFunction {
  public static final UnnestFunction INSTANCE = new UnnestFunction();

  private UnnestFunction() {
    super(
        "UNNEST",
        SqlKind.OTHER_FUNCTION,
        null,
        null,
        OperandTypes.VARIADIC,
        SqlFunctionCategory.USER_DEFINED_FUNCTION);
  }

  /** A call is more than its value. */
  @Override
  public boolean isDeterministic() {
    return false;
  }

  @Override
  public SqlOperandCountRange getOperandCountRange() {
    return SqlOperandCountRanges.of(1);
  }

  @Override
  public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
    boolean isArray = binding.getOperandType(0).getSqlTypeName() == SqlTypeName.ARRAY;
    if (!isArray && throwOnFailure) {
      throw binding.newValidationSignatureError();
    }
    return isArray;
  }

  @Override
  public RelDataType inferReturnType(SqlOperatorBinding binding) {
    RelDataType element = binding.getOperandType(0).getComponentType();
    if (element == null) {
      throw new IllegalStateException("a type that was checked");
    }
    return binding.getTypeFactory().createTypeWithNullability(element, true);
  }
}
