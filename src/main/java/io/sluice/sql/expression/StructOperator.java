package io.sluice.sql.expression;

import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;

/** Makes a ROW whose fields have names: {@code {'a': 1}} and {@code struct_pack(a := 1)}. An operator for each list of names. */
public final class StructOperator extends SqlFunction {
  private final List<String> names;

  /**
   * @param names of the fields, in the order of the operands
   */
  public StructOperator(List<String> names) {
    super(
        "STRUCT_PACK",
        SqlKind.OTHER_FUNCTION,
        null,
        null,
        OperandTypes.VARIADIC,
        SqlFunctionCategory.SYSTEM);
    this.names = List.copyOf(names);
  }

  /** Another list of names is another operator, so it is not looked up by its name. */
  @Override
  public RelDataType deriveType(SqlValidator validator, SqlValidatorScope scope, SqlCall call) {
    call.getOperandList().forEach(operand -> validator.deriveType(scope, operand));
    return validateOperands(validator, scope, call);
  }

  @Override
  public RelDataType inferReturnType(SqlOperatorBinding binding) {
    RelDataTypeFactory.Builder row = binding.getTypeFactory().builder();
    for (int i = 0; i < names.size(); i++) {
      row.add(names.get(i), binding.getOperandType(i));
    }
    return row.build();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StructOperator operator && names.equals(operator.names);
  }

  @Override
  public int hashCode() {
    return names.hashCode();
  }
}
