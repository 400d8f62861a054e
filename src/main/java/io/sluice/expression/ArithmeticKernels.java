package io.sluice.expression;

import io.sluice.expression.kernel.DecimalArithmeticKernel;
import io.sluice.expression.kernel.DoubleArithmeticKernel;
import io.sluice.expression.kernel.IntArithmeticKernel;
import io.sluice.expression.kernel.LongArithmeticKernel;
import io.sluice.expression.kernel.ScalarKernel;
import io.sluice.type.DecimalType;

/** The kernel of an arithmetic operation, by its type. */
final class ArithmeticKernels {
  private ArithmeticKernels() {}

  static ScalarKernel create(ArithmeticExpression expression) {
    ArithmeticOperator operator = expression.operator();
    return switch (expression.type().kind()) {
      case INTEGER -> ofInt(operator);
      case BIGINT -> ofLong(operator);
      case DOUBLE -> ofDouble(operator);
      case DECIMAL -> ofDecimal(expression);
      default ->
        throw new IllegalArgumentException(
            expression + " is no arithmetic of " + expression.type());
    };
  }

  private static ScalarKernel ofInt(ArithmeticOperator operator) {
    return switch (operator) {
      case ADD -> IntArithmeticKernel.add();
      case SUBTRACT -> IntArithmeticKernel.subtract();
      case MULTIPLY -> IntArithmeticKernel.multiply();
      case DIVIDE -> IntArithmeticKernel.divide();
      case MODULO -> IntArithmeticKernel.modulo();
    };
  }

  private static ScalarKernel ofLong(ArithmeticOperator operator) {
    return switch (operator) {
      case ADD -> LongArithmeticKernel.add();
      case SUBTRACT -> LongArithmeticKernel.subtract();
      case MULTIPLY -> LongArithmeticKernel.multiply();
      case DIVIDE -> LongArithmeticKernel.divide();
      case MODULO -> LongArithmeticKernel.modulo();
    };
  }

  private static ScalarKernel ofDouble(ArithmeticOperator operator) {
    return switch (operator) {
      case ADD -> DoubleArithmeticKernel.add();
      case SUBTRACT -> DoubleArithmeticKernel.subtract();
      case MULTIPLY -> DoubleArithmeticKernel.multiply();
      case DIVIDE -> DoubleArithmeticKernel.divide();
      case MODULO -> DoubleArithmeticKernel.modulo();
    };
  }

  private static ScalarKernel ofDecimal(ArithmeticExpression expression) {
    DecimalType left = (DecimalType) expression.left().type();
    DecimalType right = (DecimalType) expression.right().type();
    DecimalType type = (DecimalType) expression.type();
    return switch (expression.operator()) {
      case ADD -> DecimalArithmeticKernel.add(left, right, type);
      case SUBTRACT -> DecimalArithmeticKernel.subtract(left, right, type);
      case MULTIPLY -> DecimalArithmeticKernel.multiply(left, right, type);
      case DIVIDE -> DecimalArithmeticKernel.divide(left, right, type);
      case MODULO -> DecimalArithmeticKernel.modulo(left, right, type);
    };
  }
}
