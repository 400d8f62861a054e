package io.sluice.codec;

import io.sluice.codec.proto.ColumnMessage;
import io.sluice.codec.proto.Empty;
import io.sluice.codec.proto.ExpressionMessage;
import io.sluice.codec.proto.InListMessage;
import io.sluice.codec.proto.LikeMessage;
import io.sluice.codec.proto.LiteralMessage;
import io.sluice.codec.proto.NamedExpressionMessage;
import io.sluice.codec.proto.NegationMessage;
import io.sluice.codec.proto.SortFieldMessage;
import io.sluice.expression.ArithmeticExpression;
import io.sluice.expression.ArithmeticOperator;
import io.sluice.expression.BuiltinFunction;
import io.sluice.expression.CaseExpression;
import io.sluice.expression.CastExpression;
import io.sluice.expression.ColumnExpression;
import io.sluice.expression.ComparisonExpression;
import io.sluice.expression.ComparisonOperator;
import io.sluice.expression.FunctionExpression;
import io.sluice.expression.InListExpression;
import io.sluice.expression.IsNullExpression;
import io.sluice.expression.LikeExpression;
import io.sluice.expression.LiteralExpression;
import io.sluice.expression.LogicalExpression;
import io.sluice.expression.LogicalOperator;
import io.sluice.expression.NamedExpression;
import io.sluice.expression.NestedExpression;
import io.sluice.expression.NestedFunction;
import io.sluice.expression.NotExpression;
import io.sluice.expression.PhysicalExpression;
import io.sluice.expression.SortField;
import io.sluice.type.DataType;
import java.util.ArrayList;
import java.util.List;

/** Expressions as messages. */
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
    writeKind(expression, message);
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
    } else {
      throw new IllegalStateException("no message for " + expression);
    }
  }

  static PhysicalExpression read(ExpressionMessage message) {
    return read(message, new Depth());
  }

  private static PhysicalExpression read(ExpressionMessage message, Depth depth) {
    depth.enter();
    List<PhysicalExpression> children = new ArrayList<>(message.getChildrenCount());
    for (ExpressionMessage child : message.getChildrenList()) {
      children.add(read(child, depth));
    }
    depth.leave();
    return switch (message.getKindCase()) {
      case COLUMN -> {
        ColumnMessage column = message.getColumn();
        yield new ColumnExpression(
            column.getName(),
            column.getIndex(),
            ValueMessages.read(column.getType()),
            column.getNullable());
      }
      case LITERAL -> new LiteralExpression(ValueMessages.read(message.getLiteral()));
      case ARITHMETIC ->
        new ArithmeticExpression(
            ValueMessages.constant(ArithmeticOperator.class, message.getArithmetic()),
            child(children, 0),
            child(children, 1),
            type(message));
      case COMPARISON ->
        new ComparisonExpression(
            ValueMessages.constant(ComparisonOperator.class, message.getComparison()),
            child(children, 0),
            child(children, 1));
      case LOGICAL ->
        new LogicalExpression(
            ValueMessages.constant(LogicalOperator.class, message.getLogical()), children);
      case NOT -> new NotExpression(child(children, 0));
      case IS_NULL ->
        new IsNullExpression(child(children, 0), message.getIsNull().getNegated());
      case CAST -> new CastExpression(child(children, 0), type(message));
      case CASE -> readCase(children, type(message));
      case IN_LIST -> readInList(child(children, 0), message.getInList());
      case LIKE -> {
        LikeMessage like = message.getLike();
        yield new LikeExpression(
            child(children, 0), like.getPattern(), like.getEscape(), like.getNegated());
      }
      case NESTED ->
        new NestedExpression(
            ValueMessages.constant(NestedFunction.class, message.getNested()),
            children,
            type(message));
      case FUNCTION ->
        new FunctionExpression(
            ValueMessages.constant(BuiltinFunction.class, message.getFunction()),
            children,
            type(message));
      case KIND_NOT_SET -> throw ValueMessages.incompatible("kind of expression");
    };
  }

  private static DataType type(ExpressionMessage message) {
    return ValueMessages.read(message.getType());
  }

  private static PhysicalExpression child(List<PhysicalExpression> children, int index) {
    if (index >= children.size()) {
      throw new IllegalArgumentException("an expression lacks an operand");
    }
    return children.get(index);
  }

  private static CaseExpression readCase(List<PhysicalExpression> children, DataType type) {
    if (children.size() % 2 == 0) {
      throw new IllegalArgumentException("a CASE lacks its default");
    }
    List<CaseExpression.Branch> branches = new ArrayList<>();
    for (int i = 0; i + 1 < children.size(); i += 2) {
      branches.add(new CaseExpression.Branch(children.get(i), children.get(i + 1)));
    }
    return new CaseExpression(branches, children.get(children.size() - 1), type);
  }

  private static InListExpression readInList(PhysicalExpression operand, InListMessage message) {
    return new InListExpression(
        operand,
        message.getValuesList().stream()
            .map((LiteralMessage value) -> ValueMessages.read(value))
            .toList(),
        message.getNegated());
  }

  static List<NamedExpressionMessage> writeNamed(List<NamedExpression> expressions) {
    return expressions.stream()
        .map(named -> NamedExpressionMessage.newBuilder()
            .setExpression(write(named.expression()))
            .setName(named.name())
            .build())
        .toList();
  }

  static List<NamedExpression> readNamed(List<NamedExpressionMessage> messages) {
    return messages.stream()
        .map(named -> new NamedExpression(read(named.getExpression()), named.getName()))
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

  static List<SortField> readSort(List<SortFieldMessage> messages) {
    return messages.stream()
        .map(field -> new SortField(
            read(field.getExpression()), field.getDescending(), field.getNullsFirst()))
        .toList();
  }
}
