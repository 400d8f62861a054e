package io.sluice.codec;

import io.sluice.codec.proto.ColumnMessage;
import io.sluice.codec.proto.ExpressionMessage;
import io.sluice.codec.proto.InListMessage;
import io.sluice.codec.proto.LikeMessage;
import io.sluice.codec.proto.LiteralMessage;
import io.sluice.codec.proto.NamedExpressionMessage;
import io.sluice.codec.proto.PositionMessage;
import io.sluice.codec.proto.SortFieldMessage;
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
import io.sluice.expression.NamedExpression;
import io.sluice.expression.NestedExpression;
import io.sluice.expression.NestedFunction;
import io.sluice.expression.NotExpression;
import io.sluice.expression.PhysicalExpression;
import io.sluice.expression.ScalarImplementation;
import io.sluice.expression.SortField;
import io.sluice.expression.TryCastExpression;
import io.sluice.expression.TryExpression;
import io.sluice.function.ScalarFunctions;
import io.sluice.type.DataType;
import java.util.ArrayList;
import java.util.List;

/** Messages to expressions. Immutable. */
final class ExpressionReader {
  private final ScalarFunctions functions;

  /**
   * Makes a reader.
   *
   * @param functions which calls may name
   */
  ExpressionReader(ScalarFunctions functions) {
    this.functions = functions;
  }

  PhysicalExpression read(ExpressionMessage message) {
    return read(message, new Depth());
  }

  private PhysicalExpression read(ExpressionMessage message, Depth depth) {
    depth.enter();
    List<PhysicalExpression> children = new ArrayList<>(message.getChildrenCount());
    for (ExpressionMessage child : message.getChildrenList()) {
      children.add(read(child, depth));
    }
    PhysicalExpression expression = message.hasLambda()
        ? new LambdaExpression(
            ValueMessages.constant(LambdaFunction.class, message.getLambda().getFunction()),
            children,
            read(message.getLambda().getBody(), depth),
            type(message))
        : readKind(message, children);
    depth.leave();
    if (!message.hasPosition()) {
      return expression;
    }
    PositionMessage position = message.getPosition();
    return new LocatedExpression(
        expression, new Position(position.getLine(), position.getColumn()));
  }

  private PhysicalExpression readKind(
      ExpressionMessage message, List<PhysicalExpression> children) {
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
      case FUNCTION ->
        new FunctionExpression(
            ValueMessages.constant(BuiltinFunction.class, message.getFunction()),
            children,
            type(message));
      case NESTED ->
        new NestedExpression(
            ValueMessages.constant(NestedFunction.class, message.getNested()),
            children,
            type(message));
      case CALL -> call(message.getCall(), children);
      case TRY_CAST -> new TryCastExpression(child(children, 0), type(message));
      case TRY_ANY -> new TryExpression(child(children, 0));
      case LAMBDA, KIND_NOT_SET -> throw ValueMessages.incompatible("kind of expression");
    };
  }

  /** The function by its name, computed for the types its arguments have. */
  private CallExpression call(String name, List<PhysicalExpression> arguments) {
    ScalarImplementation implementation = functions
        .find(name)
        .flatMap(function -> function.implementation(
            arguments.stream().map(PhysicalExpression::type).toList()))
        .orElseThrow(() -> ValueMessages.incompatible("function '" + name + "'"));
    return new CallExpression(name, implementation, arguments);
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

  List<NamedExpression> readNamed(List<NamedExpressionMessage> messages) {
    return messages.stream()
        .map(named -> new NamedExpression(read(named.getExpression()), named.getName()))
        .toList();
  }

  List<SortField> readSort(List<SortFieldMessage> messages) {
    return messages.stream()
        .map(field -> new SortField(
            read(field.getExpression()), field.getDescending(), field.getNullsFirst()))
        .toList();
  }
}
