package io.sluice.codec;

import io.sluice.codec.proto.ColumnMessage;
import io.sluice.codec.proto.Empty;
import io.sluice.codec.proto.ExpressionMessage;
import io.sluice.codec.proto.InListMessage;
import io.sluice.codec.proto.LambdaMessage;
import io.sluice.codec.proto.LikeMessage;
import io.sluice.codec.proto.NamedExpressionMessage;
import io.sluice.codec.proto.NegationMessage;
import io.sluice.codec.proto.PositionMessage;
import io.sluice.codec.proto.SortFieldMessage;
import io.sluice.expression.ArithmeticExpression;
import io.sluice.expression.CallExpression;
import io.sluice.expression.CaseExpression;
import io.sluice.expression.CastExpression;
import io.sluice.expression.ColumnExpression;
import io.sluice.expression.ComparisonExpression;
import io.sluice.expression.FunctionExpression;
import io.sluice.expression.InListExpression;
import io.sluice.expression.IsNullExpression;
import io.sluice.expression.LambdaExpression;
import io.sluice.expression.LikeExpression;
import io.sluice.expression.LiteralExpression;
import io.sluice.expression.LocatedExpression;
import io.sluice.expression.LogicalExpression;
import io.sluice.expression.NamedExpression;
import io.sluice.expression.NestedExpression;
import io.sluice.expression.NotExpression;
import io.sluice.expression.PhysicalExpression;
import io.sluice.expression.SortField;
import io.sluice.expression.TryCastExpression;
import io.sluice.expression.TryExpression;
import java.util.List;

/** Expressions to messages; {@link ExpressionReader} is the way back. */
final class ExpressionMessages {
  private ExpressionMessages() {}

  static ExpressionMessage write(PhysicalExpression expression) {
    return write(expression, new Depth());
  }

  private static ExpressionMessage write(PhysicalExpression expression, Depth depth) {
    depth.enter();
    ExpressionMessage.Builder message = ExpressionMessage.newBuilder();
    for (PhysicalExpression child : expression.children()) {
      message.addChildren(write(child, depth));
    }
    PhysicalExpression kind = expression;
    if (expression instanceof LocatedExpression located) {
      message.setPosition(PositionMessage.newBuilder()
          .setLine(located.position().line())
          .setColumn(located.position().column()));
      kind = located.expression();
    }
    if (kind instanceof LambdaExpression lambda) {
      message.setType(ValueMessages.write(lambda.type()));
      message.setLambda(LambdaMessage.newBuilder()
          .setFunction(lambda.function().name())
          .setBody(write(lambda.body(), depth)));
    } else {
      writeKind(kind, message);
    }
    depth.leave();
    return message.build();
  }

  private static void writeKind(PhysicalExpression expression, ExpressionMessage.Builder message) {
    if (expression instanceof ColumnExpression column) {
      message.setColumn(ColumnMessage.newBuilder()
          .setName(column.name())
          .setIndex(column.index())
          .setType(ValueMessages.write(column.type()))
          .setNullable(column.isNullable()));
    } else if (expression instanceof LiteralExpression literal) {
      message.setLiteral(ValueMessages.write(literal.literal()));
    } else if (expression instanceof ArithmeticExpression arithmetic) {
      message.setArithmetic(arithmetic.operator().name());
      message.setType(ValueMessages.write(arithmetic.type()));
    } else if (expression instanceof ComparisonExpression comparison) {
      message.setComparison(comparison.operator().name());
    } else if (expression instanceof LogicalExpression logical) {
      message.setLogical(logical.operator().name());
    } else if (expression instanceof NotExpression) {
      message.setNot(Empty.getDefaultInstance());
    } else if (expression instanceof IsNullExpression isNull) {
      message.setIsNull(NegationMessage.newBuilder().setNegated(isNull.negated()));
    } else if (expression instanceof CastExpression cast) {
      message.setCast(Empty.getDefaultInstance());
      message.setType(ValueMessages.write(cast.type()));
    } else if (expression instanceof CaseExpression choice) {
      message.setCase(Empty.getDefaultInstance());
      message.setType(ValueMessages.write(choice.type()));
    } else if (expression instanceof InListExpression inList) {
      InListMessage.Builder list = InListMessage.newBuilder().setNegated(inList.negated());
      inList.values().forEach(value -> list.addValues(ValueMessages.write(value)));
      message.setInList(list);
    } else if (expression instanceof LikeExpression like) {
      message.setLike(LikeMessage.newBuilder()
          .setPattern(like.pattern())
          .setEscape(like.escape())
          .setNegated(like.negated()));
    } else if (expression instanceof FunctionExpression function) {
      message.setFunction(function.function().name());
      message.setType(ValueMessages.write(function.type()));
    } else if (expression instanceof NestedExpression nested) {
      message.setNested(nested.function().name());
      message.setType(ValueMessages.write(nested.type()));
    } else if (expression instanceof CallExpression call) {
      message.setCall(call.name());
    } else if (expression instanceof TryCastExpression cast) {
      message.setTryCast(Empty.getDefaultInstance());
      message.setType(ValueMessages.write(cast.type()));
    } else if (expression instanceof TryExpression) {
      message.setTryAny(Empty.getDefaultInstance());
    } else {
      throw new IllegalStateException("no message for " + expression);
    }
  }

  static List<NamedExpressionMessage> writeNamed(List<NamedExpression> expressions) {
    return expressions.stream()
        .map(named -> NamedExpressionMessage.newBuilder()
            .setExpression(write(named.expression()))
            .setName(named.name())
            .build())
        .toList();
  }

  static List<SortFieldMessage> writeSort(List<SortField> fields) {
    return fields.stream()
        .map(field -> SortFieldMessage.newBuilder()
            .setExpression(write(field.expression()))
            .setDescending(field.descending())
            .setNullsFirst(field.nullsFirst())
            .build())
        .toList();
  }
}
