package io.sluice.sql.expression;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.apache.calcite.util.Optionality;

/**
 * Marks a column of an enclosing query among the outputs of an aggregation, where the validator takes columns only inside of aggregates. It is one value for all groups, also where
 * there is no row; sub-queries are unnested with the column itself in its place.
 */
public final class OuterValueOperator extends SqlAggFunction {
  public static final OuterValueOperator INSTANCE = new OuterValueOperator();

  private OuterValueOperator() {
    super(
        "OUTER_VALUE",
        null,
        SqlKind.OTHER_FUNCTION,
        ReturnTypes.ARG0,
        null,
        OperandTypes.ANY,
        SqlFunctionCategory.SYSTEM,
        false,
        false,
        Optionality.FORBIDDEN);
  }

  /** As it is, without looking for a function of that name. */
  @Override
  public RelDataType deriveType(SqlValidator validator, SqlValidatorScope scope, SqlCall call) {
    return validateOperands(validator, scope, call);
  }
}
