package io.sluice.codec;

import io.sluice.error.Position;
import io.sluice.expression.ArithmeticExpression;
import io.sluice.expression.ArithmeticOperator;
import io.sluice.expression.BuiltinFunction;
import io.sluice.expression.CallExpression;
import io.sluice.expression.CaseExpression;
import io.sluice.expression.CastExpression;
import io.sluice.expression.ColumnExpression;
import io.sluice.expression.ComparisonExpression;
import io.sluice.expression.ComparisonOperator;
import io.sluice.expression.FunctionExpression;
import io.sluice.expression.InListExpression;
import io.sluice.expression.IsNullExpression;
import io.sluice.expression.LambdaExpression;
import io.sluice.expression.LambdaFunction;
import io.sluice.expression.LikeExpression;
import io.sluice.expression.LiteralExpression;
import io.sluice.expression.LocatedExpression;
import io.sluice.expression.LogicalExpression;
import io.sluice.expression.LogicalOperator;
import io.sluice.expression.NestedExpression;
import io.sluice.expression.NestedFunction;
import io.sluice.expression.NotExpression;
import io.sluice.expression.PhysicalExpression;
import io.sluice.expression.ScalarImplementation;
import io.sluice.expression.TryCastExpression;
import io.sluice.expression.TryExpression;
import io.sluice.function.ScalarFunctions;
import io.sluice.type.DataType;
import io.sluice.type.Literal;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Expressions of every kind, with every operator, function and type of literal. */
final class SampleExpressions {
  static final PhysicalExpression NUMBER = new ColumnExpression("näme", 3, DataType.BIGINT, false);
  static final PhysicalExpression TEXT = new ColumnExpression("t", 0, DataType.VARCHAR, true);
  static final PhysicalExpression CONDITION =
      new ComparisonExpression(ComparisonOperator.LESS, NUMBER, literal(5L, DataType.BIGINT));

  static final List<Literal> LITERALS = List.of(
      Literal.of(true),
      Literal.of(Integer.MIN_VALUE),
      Literal.of(Long.MIN_VALUE),
      Literal.of(Double.NEGATIVE_INFINITY),
      Literal.of(Double.NaN),
      Literal.of(-0.0),
      Literal.of(""),
      Literal.of("ä€𝄞"),
      new Literal(DataType.DATE, -1),
      new Literal(DataType.TIMESTAMP, Long.MAX_VALUE),
      new Literal(DataType.decimal(5, 2), new BigDecimal("-123.40")),
      new Literal(DataType.decimal(38, 0), BigDecimal.TEN.pow(37).negate()),
      Literal.ofNull(DataType.BOOLEAN),
      Literal.ofNull(DataType.VARCHAR),
      Literal.ofNull(DataType.decimal(18, 18)));

  private SampleExpressions() {}

  static PhysicalExpression literal(Object value, DataType type) {
    return new LiteralExpression(new Literal(type, value));
  }

  static List<PhysicalExpression> all() {
    ScalarImplementation reversal = ScalarFunctions.BUILTIN
        .find("reverse")
        .flatMap(function -> function.implementation(List.of(DataType.VARCHAR)))
        .orElseThrow();
    List<PhysicalExpression> samples = new ArrayList<>(List.of(
        new CallExpression("reverse", reversal, List.of(TEXT)),
        new TryCastExpression(TEXT, DataType.BIGINT),
        new TryExpression(new CastExpression(TEXT, DataType.BIGINT)),
        new LocatedExpression(new CastExpression(TEXT, DataType.BIGINT), new Position(2, 5)),
        NUMBER,
        new NotExpression(CONDITION),
        new IsNullExpression(NUMBER, false),
        new IsNullExpression(NUMBER, true),
        new CastExpression(NUMBER, DataType.decimal(20, 3)),
        new CaseExpression(
            List.of(
                new CaseExpression.Branch(CONDITION, NUMBER),
                new CaseExpression.Branch(new NotExpression(CONDITION), NUMBER)),
            literal(null, DataType.BIGINT),
            DataType.BIGINT),
        new InListExpression(
            NUMBER, List.of(Literal.of(1L), Literal.ofNull(DataType.BIGINT)), true),
        new LikeExpression(TEXT, "%ä_", "\\", false),
        new LikeExpression(TEXT, "", "", true)));
    LITERALS.forEach(literal -> samples.add(new LiteralExpression(literal)));
    for (ArithmeticOperator operator : ArithmeticOperator.values()) {
      samples.add(new ArithmeticExpression(operator, NUMBER, NUMBER, DataType.BIGINT));
    }
    for (ComparisonOperator operator : ComparisonOperator.values()) {
      samples.add(new ComparisonExpression(operator, NUMBER, NUMBER));
    }
    for (LogicalOperator operator : LogicalOperator.values()) {
      samples.add(new LogicalExpression(operator, List.of(CONDITION, CONDITION, CONDITION)));
    }
    for (NestedFunction function : NestedFunction.values()) {
      samples.add(new NestedExpression(
          function,
          List.of(NUMBER, TEXT),
          DataType.map(DataType.VARCHAR, DataType.array(DataType.REAL))));
    }
    PhysicalExpression list = new ColumnExpression("l", 1, DataType.array(DataType.BIGINT), true);
    for (LambdaFunction function : LambdaFunction.values()) {
      samples.add(new LambdaExpression(
          function, List.of(list, NUMBER, TEXT), CONDITION, DataType.array(DataType.BIGINT)));
    }
    for (BuiltinFunction function : BuiltinFunction.values()) {
      samples.add(new FunctionExpression(function, List.of(NUMBER, TEXT), DataType.DOUBLE));
    }
    return samples;
  }
}
