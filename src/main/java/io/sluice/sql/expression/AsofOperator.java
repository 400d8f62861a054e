package io.sluice.sql.expression;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;

/** Around the condition of a join: of the rows of the right side for which it is true only the nearest one is meant. */
public final class AsofOperator extends SqlFunction {
  public static final AsofOperator INSTANCE = new AsofOperator();

  private AsofOperator() {
    super(
        "ASOF",
        SqlKind.OTHER_FUNCTION,
        ReturnTypes.ARG0,
        null,
        OperandTypes.BOOLEAN,
        SqlFunctionCategory.SYSTEM);
  }

  /** As it is, without looking for a function of that name. */
  @Override
  public RelDataType deriveType(SqlValidator validator, SqlValidatorScope scope, SqlCall call) {
    return validateOperands(validator, scope, call);
  }

  /** Is no condition that may be moved or simplified. */
  @Override
  public boolean isDeterministic() {
    return false;
  }
}
