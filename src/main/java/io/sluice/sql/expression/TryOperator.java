package io.sluice.sql.expression;

import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;

/** {@code TRY(expression)}: the expression, NULL where a row's values make it fail. */
public final class TryOperator extends SqlFunction {
  public static final TryOperator INSTANCE = new TryOperator();

  private TryOperator() {
    super(
        "TRY",
        SqlKind.OTHER_FUNCTION,
        ReturnTypes.ARG0_FORCE_NULLABLE,
        null,
        OperandTypes.ANY,
        SqlFunctionCategory.SYSTEM);
  }
}
