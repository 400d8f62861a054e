package io.sluice.sql.expression;

import io.sluice.expression.LambdaFunction;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.OperandTypes;
import org.jspecify.annotations.Nullable;

/** A function with a lambda in a plan. Its name tells the body, as calls are told apart by their names too. */
final class LambdaCall extends SqlFunction {
  private final LambdaFunction function;
  private final RelDataType value;
  private final RexNode body;

  /**
   * Makes the operator of one call.
   *
   * @param value the type of an element, in a reduction that of its value
   * @param body over columns: the parameters, the place, then the captured operands
   */
  LambdaCall(LambdaFunction function, RelDataType value, RexNode body) {
    super(
        function.sqlName() + "[" + body + "]",
        SqlKind.OTHER_FUNCTION,
        null,
        null,
        OperandTypes.VARIADIC,
        SqlFunctionCategory.USER_DEFINED_FUNCTION);
    this.function = function;
    this.value = value;
    this.body = body;
  }

  LambdaFunction function() {
    return function;
  }

  RelDataType value() {
    return value;
  }

  RexNode body() {
    return body;
  }

  @Override
  public boolean isDeterministic() {
    return RexUtil.isDeterministic(body);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LambdaCall call
        && function == call.function
        && value.equals(call.value)
        && body.equals(call.body);
  }

  @Override
  public int hashCode() {
    return body.hashCode();
  }
}
