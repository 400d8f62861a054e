package io.sluice.sql.expression;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;

/**
 * An aggregate that stands in a sub-query and belongs to an enclosing query block. The block computes it as the argument of {@link #computed}, a condition that is always true, in its HAVING; the sub-query reads it
 * as {@link #value}. Each aggregate has operators of its own.
 *
 * @param computed takes the aggregate
 * @param value takes nothing
 */
public record OuterAggregate(Computed computed, Value value) {
  /**
   * @param call the aggregate
   * @param type the aggregate's, which may be NULL
   */
  public static OuterAggregate of(SqlCall call, RelDataType type) {
    Computed computed = new Computed();
    return new OuterAggregate(computed, new Value(computed, call, type));
  }

  /** The condition that holds the aggregate. */
  public static final class Computed extends SqlFunction {
    private Computed() {
      super(
          "OUTER_AGGREGATE",
          SqlKind.OTHER_FUNCTION,
          ReturnTypes.BOOLEAN_NOT_NULL,
          null,
          OperandTypes.ANY,
          SqlFunctionCategory.SYSTEM);
    }

    /** As it is, without looking for a function of that name. */
    @Override
    public RelDataType deriveType(SqlValidator validator, SqlValidatorScope scope, SqlCall call) {
      return validateOperands(validator, scope, call);
    }
  }

  /** The aggregate's value. */
  public static final class Value extends SqlFunction {
    private final Computed computed;
    private final SqlCall call;

    private Value(Computed computed, SqlCall call, RelDataType type) {
      super(
          "OUTER_AGGREGATE_VALUE",
          SqlKind.OTHER_FUNCTION,
          ReturnTypes.explicit(type),
          null,
          OperandTypes.NILADIC,
          SqlFunctionCategory.SYSTEM);
      this.computed = computed;
      this.call = call;
    }

    /** The condition that holds the aggregate. */
    public Computed computed() {
      return computed;
    }

    @Override
    public RelDataType deriveType(SqlValidator validator, SqlValidatorScope scope, SqlCall call) {
      return validateOperands(validator, scope, call);
    }

    /** As the aggregate, for the texts of errors. */
    @Override
    public void unparse(SqlWriter writer, SqlCall value, int leftPrecedence, int rightPrecedence) {
      call.unparse(writer, leftPrecedence, rightPrecedence);
    }
  }
}
