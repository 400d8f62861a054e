package io.sluice.expression;

import static java.util.Objects.requireNonNull;

import io.sluice.expression.cast.Casts;
import io.sluice.expression.kernel.LikeKernel;
import io.sluice.expression.kernel.LikePattern;
import io.sluice.type.DataType;
import io.sluice.type.Literal;
import io.sluice.type.TypeKind;
import java.util.ArrayList;
import java.util.List;

/** Makes the evaluator of each kind of expression. */
final class Evaluators {
  private Evaluators() {}

  static ExpressionEvaluator create(PhysicalExpression expression) {
    if (expression instanceof ColumnExpression column) {
      return new ColumnEvaluator(column.index());
    }
    if (expression instanceof LiteralExpression constant) {
      return new LiteralEvaluator(constant.literal());
    }
    if (expression instanceof ArithmeticExpression arithmetic) {
      return new ScalarEvaluator(
          arithmetic.type(), arithmetic.children(), ArithmeticKernels.create(arithmetic));
    }
    if (expression instanceof ComparisonExpression comparison) {
      return compare(comparison);
    }
    if (expression instanceof LogicalExpression logical) {
      return new LogicalEvaluator(logical.operator(), logical.operands());
    }
    if (expression instanceof NotExpression not) {
      return new NotEvaluator(not.operand().newEvaluator());
    }
    if (expression instanceof IsNullExpression isNull) {
      return new IsNullEvaluator(isNull.operand(), isNull.negated());
    }
    if (expression instanceof CastExpression cast) {
      return convert(cast);
    }
    if (expression instanceof CaseExpression cases) {
      return new CaseEvaluator(cases.branches(), cases.otherwise(), cases.type());
    }
    if (expression instanceof InListExpression inList) {
      return contain(inList);
    }
    if (expression instanceof LikeExpression like) {
      LikePattern pattern = LikePattern.compile(like.pattern(), like.escape());
      return new PredicateEvaluator(like.children(), new LikeKernel(pattern, like.negated()));
    }
    if (expression instanceof NestedExpression nested) {
      return new NestedEvaluator(nested, NestedOperations.create(nested));
    }
    if (expression instanceof LambdaExpression lambda) {
      return new LambdaEvaluator(lambda);
    }
    if (expression instanceof TryCastExpression cast) {
      boolean isNestedText =
          cast.operand().type().kind() == TypeKind.VARCHAR && cast.type().isNested();
      return isNestedText
          ? new RowEvaluator(
              cast.type(),
              List.of(cast.operand()),
              row -> Casts.nestedOrNull(cast.type(), (String) requireNonNull(row[0])),
              false)
          : new TryCastEvaluator(cast.operand(), cast.type());
    }
    if (expression instanceof TryExpression attempt) {
      return TryEvaluator.of(attempt.operand());
    }
    if (expression instanceof CallExpression call) {
      return call(call);
    }
    return call((FunctionExpression) expression);
  }

  private static ExpressionEvaluator call(CallExpression call) {
    ScalarImplementation implementation = call.implementation();
    if (implementation.kernels() != null) {
      return new ScalarEvaluator(
          call.type(), call.children(), implementation.kernels().get());
    }
    return new RowEvaluator(
        call.type(),
        call.children(),
        requireNonNull(implementation.rows()),
        implementation.nulls() == ScalarImplementation.Nulls.SEEN);
  }

  private static ExpressionEvaluator call(FunctionExpression call) {
    boolean isWhole = call.type().equals(DataType.INTEGER) || call.type().equals(DataType.BIGINT);
    boolean isRounding =
        call.function() == BuiltinFunction.FLOOR || call.function() == BuiltinFunction.CEIL;
    return isWhole && isRounding
        ? call.arguments().get(0).newEvaluator()
        : new ScalarEvaluator(call.type(), call.arguments(), FunctionKernels.create(call));
  }

  private static ExpressionEvaluator convert(CastExpression cast) {
    DataType from = cast.operand().type();
    return from.equals(cast.type())
        ? cast.operand().newEvaluator()
        : new ScalarEvaluator(cast.type(), cast.children(), Casts.create(from, cast.type()));
  }

  /** A NULL in the list makes what is not found unknown. */
  private static ExpressionEvaluator contain(InListExpression inList) {
    List<Object> values = new ArrayList<>();
    for (Literal literal : inList.values()) {
      Object value = literal.value();
      if (value != null) {
        values.add(value);
      }
    }
    if (values.size() < inList.values().size()) {
      List<Literal> known =
          inList.values().stream().filter(literal -> !literal.isNull()).toList();
      PhysicalExpression found = new InListExpression(inList.operand(), known, false);
      PhysicalExpression unknown = new LogicalExpression(
          LogicalOperator.OR,
          List.of(found, new LiteralExpression(Literal.ofNull(DataType.BOOLEAN))));
      return (inList.negated() ? new NotExpression(unknown) : unknown).newEvaluator();
    }
    PredicateEvaluator found = new PredicateEvaluator(
        inList.children(), MembershipKernels.create(inList.operand().type(), values));
    return inList.negated() ? new NotEvaluator(found) : found;
  }

  private static ExpressionEvaluator compare(ComparisonExpression comparison) {
    PhysicalExpression left = comparison.left();
    PhysicalExpression right = comparison.right();
    return switch (comparison.operator()) {
      case IS_DISTINCT_FROM -> new NotEvaluator(notDistinct(left, right).newEvaluator());
      case IS_NOT_DISTINCT_FROM -> notDistinct(left, right).newEvaluator();
      default ->
        new PredicateEvaluator(
            comparison.children(),
            ComparisonKernels.create(comparison.operator(), left.type(), right.type()));
    };
  }

  /** Both NULL, or both not NULL and equal. */
  private static PhysicalExpression notDistinct(PhysicalExpression left, PhysicalExpression right) {
    return new LogicalExpression(
        LogicalOperator.OR,
        List.of(
            new LogicalExpression(
                LogicalOperator.AND,
                List.of(
                    new IsNullExpression(left, true),
                    new IsNullExpression(right, true),
                    new ComparisonExpression(ComparisonOperator.EQUAL, left, right))),
            new LogicalExpression(
                LogicalOperator.AND,
                List.of(new IsNullExpression(left, false), new IsNullExpression(right, false)))));
  }
}
