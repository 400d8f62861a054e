package io.sluice.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.type.DataType;
import io.sluice.type.Literal;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What has no value fails with a code and names the values; what nobody asks for does not fail. */
final class ExpressionErrorTest {
  private static final PhysicalExpression ZERO = literal(0L);

  @Test
  void integerOverflowNamesTheValues() {
    assertFails(
        arithmetic(ArithmeticOperator.ADD, literal(Long.MAX_VALUE), literal(1L), DataType.BIGINT),
        ErrorCode.NUMERIC_OVERFLOW,
        "9223372036854775807 + 1 does not fit BIGINT");
    assertFails(
        arithmetic(
            ArithmeticOperator.MULTIPLY,
            new LiteralExpression(Literal.of(65_536)),
            new LiteralExpression(Literal.of(32_768)),
            DataType.INTEGER),
        ErrorCode.NUMERIC_OVERFLOW,
        "65536 * 32768 does not fit INTEGER");
    assertFails(
        arithmetic(
            ArithmeticOperator.DIVIDE, literal(Long.MIN_VALUE), literal(-1L), DataType.BIGINT),
        ErrorCode.NUMERIC_OVERFLOW,
        "/ -1 does not fit BIGINT");
  }

  @Test
  void decimalOverflowNamesTheValues() {
    assertFails(
        arithmetic(
            ArithmeticOperator.ADD,
            decimal("999.99", 5, 2),
            decimal("0.01", 5, 2),
            DataType.decimal(5, 2)),
        ErrorCode.NUMERIC_OVERFLOW,
        "999.99 + 0.01 does not fit DECIMAL(5,2)");
    assertFails(
        arithmetic(
            ArithmeticOperator.MULTIPLY,
            decimal("9".repeat(38), 38, 0),
            decimal("9".repeat(38), 38, 0),
            DataType.decimal(38, 0)),
        ErrorCode.NUMERIC_OVERFLOW,
        "does not fit DECIMAL(38,0)");
  }

  @Test
  void divisionByZeroIsAnErrorForEveryType() {
    String what = "divides by zero";
    PhysicalExpression zero = literal(0.0);
    assertFails(
        arithmetic(ArithmeticOperator.DIVIDE, literal(1L), ZERO, DataType.BIGINT),
        ErrorCode.DIVISION_BY_ZERO,
        what);
    assertFails(
        arithmetic(ArithmeticOperator.MODULO, literal(1L), ZERO, DataType.BIGINT),
        ErrorCode.DIVISION_BY_ZERO,
        what);
    assertFails(
        arithmetic(ArithmeticOperator.DIVIDE, literal(1.0), zero, DataType.DOUBLE),
        ErrorCode.DIVISION_BY_ZERO,
        what);
    assertFails(
        arithmetic(
            ArithmeticOperator.DIVIDE,
            decimal("1", 5, 0),
            decimal("0", 5, 0),
            DataType.decimal(11, 6)),
        ErrorCode.DIVISION_BY_ZERO,
        what);
  }

  @Test
  void castsNameValueAndType() {
    assertFails(
        cast(new LiteralExpression(Literal.of("12x")), DataType.INTEGER),
        ErrorCode.INVALID_CAST,
        "'12x' is not a value of type INTEGER; expected a whole number");
    assertFails(
        cast(new LiteralExpression(Literal.of("1998-02-30")), DataType.DATE),
        ErrorCode.INVALID_CAST,
        "'1998-02-30' is not a value of type DATE; expected yyyy-MM-dd");
    assertFails(
        cast(new LiteralExpression(Literal.of("99999999999")), DataType.INTEGER),
        ErrorCode.NUMERIC_OVERFLOW,
        "99999999999 does not fit INTEGER");
    assertFails(
        cast(literal(1e30), DataType.BIGINT),
        ErrorCode.NUMERIC_OVERFLOW,
        "1e+30 does not fit BIGINT");
    assertThatThrownBy(() -> cast(literal(true), DataType.DATE).newEvaluator())
        .isInstanceOfSatisfying(
            SluiceException.class,
            error -> assertThat(error.code()).isEqualTo(ErrorCode.TYPE_MISMATCH));
  }

  @Test
  void functionsSayWhatTheyTake() {
    assertFails(
        new FunctionExpression(BuiltinFunction.SQRT, List.of(literal(-1.0)), DataType.DOUBLE),
        ErrorCode.INVALID_ARGUMENT,
        "must not be negative");
  }

  @Test
  void whatAnEarlierConditionOrBranchRulesOutDoesNotFail() {
    PhysicalExpression fails = new ComparisonExpression(
        ComparisonOperator.EQUAL,
        arithmetic(ArithmeticOperator.DIVIDE, literal(1L), ZERO, DataType.BIGINT),
        ZERO);
    assertThat(value(new LogicalExpression(LogicalOperator.AND, List.of(literal(false), fails))))
        .isEqualTo(false);
    assertThat(value(new LogicalExpression(LogicalOperator.OR, List.of(literal(true), fails))))
        .isEqualTo(true);
    assertThat(value(new CaseExpression(
            List.of(new CaseExpression.Branch(literal(false), fails)),
            literal(true),
            DataType.BOOLEAN)))
        .isEqualTo(true);
  }

  private static void assertFails(PhysicalExpression expression, ErrorCode code, String message) {
    assertThatThrownBy(() -> Constants.evaluate(expression))
        .isInstanceOfSatisfying(SluiceException.class, error -> {
          assertThat(error.code()).isEqualTo(code);
          assertThat(error).hasMessageContaining(message);
        });
  }

  private static Object value(PhysicalExpression expression) {
    return Constants.evaluate(expression).value();
  }

  private static PhysicalExpression arithmetic(
      ArithmeticOperator operator,
      PhysicalExpression left,
      PhysicalExpression right,
      DataType type) {
    return new ArithmeticExpression(operator, left, right, type);
  }

  private static PhysicalExpression cast(PhysicalExpression operand, DataType type) {
    return new CastExpression(operand, type);
  }

  private static PhysicalExpression literal(long value) {
    return new LiteralExpression(Literal.of(value));
  }

  private static PhysicalExpression literal(double value) {
    return new LiteralExpression(Literal.of(value));
  }

  private static PhysicalExpression literal(boolean value) {
    return new LiteralExpression(Literal.of(value));
  }

  private static PhysicalExpression decimal(String value, int precision, int scale) {
    return new LiteralExpression(
        new Literal(DataType.decimal(precision, scale), new BigDecimal(value)));
  }
}
