package io.sluice.sql.expression;

import io.sluice.expression.BuiltinFunction;
import io.sluice.expression.CaseExpression;
import io.sluice.expression.FunctionExpression;
import io.sluice.expression.IsNullExpression;
import io.sluice.expression.LambdaExpression;
import io.sluice.expression.LambdaFunction;
import io.sluice.expression.LiteralExpression;
import io.sluice.expression.LogicalExpression;
import io.sluice.expression.LogicalOperator;
import io.sluice.expression.NestedExpression;
import io.sluice.expression.NestedFunction;
import io.sluice.expression.PhysicalExpression;
import io.sluice.function.ScalarFunctions;
import io.sluice.sql.type.SqlTypes;
import io.sluice.type.ArrayType;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Literal;
import io.sluice.type.MapType;
import io.sluice.type.RowType;
import io.sluice.type.Schema;
import io.sluice.type.TypeKind;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** Constructors, subscripts and functions of ARRAYs, MAPs and ROWs. */
final class NestedTranslator {
  private final ExpressionTranslator expressions;

  NestedTranslator(ExpressionTranslator expressions) {
    this.expressions = expressions;
  }

  /** The expression of a call that is about nested values, else null. */
  @Nullable
  PhysicalExpression translate(RexCall call) {
    if (call.getOperator() instanceof NestedOperator operator) {
      return function(operator.function(), call);
    }
    if (call.getOperator() instanceof LambdaCall lambda) {
      return lambda(lambda, call);
    }
    if (call.getOperator() instanceof StructOperator) {
      return row(call);
    }
    if (call.getOperator().getName().equals("||")
        && SqlTypes.toEngine(call.getType()) instanceof ArrayType type) {
      return joined(call, type);
    }
    return switch (call.getKind()) {
      case ARRAY_VALUE_CONSTRUCTOR -> {
        DataType type = SqlTypes.toEngine(call.getType());
        DataType element = ((ArrayType) type).element();
        yield new NestedExpression(
            NestedFunction.ARRAY,
            expressions.translate(call.getOperands()).stream()
                .map(value -> Casts.cast(value, element))
                .toList(),
            type);
      }
      case MAP_VALUE_CONSTRUCTOR -> map(call);
      case ROW -> row(call);
      case ITEM -> item(call);
      default -> null;
    };
  }

  private PhysicalExpression lambda(LambdaCall lambda, RexCall call) {
    DataType type = SqlTypes.toEngine(call.getType());
    if (call.getOperands().get(0).getType().getSqlTypeName() == SqlTypeName.NULL) {
      return new LiteralExpression(Literal.ofNull(type));
    }
    List<PhysicalExpression> arguments = new ArrayList<>(expressions.translate(call.getOperands()));
    DataType value = SqlTypes.toEngine(lambda.value());
    arguments.set(0, Casts.cast(arguments.get(0), DataType.array(value)));
    if (lambda.function() == LambdaFunction.REDUCE_FROM) {
      arguments.set(1, Casts.cast(arguments.get(1), value));
    }
    Schema columns = LambdaExpression.bodySchema(
        lambda.function(), arguments.stream().map(PhysicalExpression::type).toList());
    PhysicalExpression body =
        new ExpressionTranslator(expressions.builder(), columns).translate(lambda.body());
    DataType computed = switch (lambda.function()) {
      case TRANSFORM -> element(type);
      case FILTER -> DataType.BOOLEAN;
      case REDUCE, REDUCE_FROM -> value;
    };
    return Casts.cast(
        new LambdaExpression(
            lambda.function(),
            arguments,
            Casts.cast(body, computed),
            lambda.function() == LambdaFunction.FILTER ? DataType.array(value) : type),
        type);
  }

  /** {@code array || array}, NULL where one of them is. */
  private PhysicalExpression joined(RexCall call, ArrayType type) {
    List<PhysicalExpression> arrays = expressions.translate(call.getOperands()).stream()
        .map(array -> Casts.cast(array, type))
        .toList();
    List<PhysicalExpression> areNull = arrays.stream()
        .<PhysicalExpression>map(array -> new IsNullExpression(array, false))
        .toList();
    return new CaseExpression(
        List.of(new CaseExpression.Branch(
            new LogicalExpression(LogicalOperator.OR, areNull),
            new LiteralExpression(Literal.ofNull(type)))),
        new NestedExpression(NestedFunction.CONCAT, arrays, type),
        type);
  }

  private PhysicalExpression map(RexCall call) {
    MapType type = (MapType) SqlTypes.toEngine(call.getType());
    List<PhysicalExpression> parts = new ArrayList<>();
    for (int i = 0; i < call.getOperands().size(); i++) {
      parts.add(Casts.cast(
          expressions.translate(call.getOperands().get(i)),
          i % 2 == 0 ? type.key() : type.value()));
    }
    return new NestedExpression(NestedFunction.MAP, parts, type);
  }

  private PhysicalExpression row(RexCall call) {
    RowType type = (RowType) SqlTypes.toEngine(call.getType());
    List<PhysicalExpression> fields = new ArrayList<>();
    for (int i = 0; i < call.getOperands().size(); i++) {
      fields.add(Casts.cast(
          expressions.translate(call.getOperands().get(i)), type.fields().get(i).type()));
    }
    return new NestedExpression(NestedFunction.ROW, fields, type);
  }

  private PhysicalExpression item(RexCall call) {
    PhysicalExpression container = expressions.translate(call.getOperands().get(0));
    PhysicalExpression key = expressions.translate(call.getOperands().get(1));
    DataType type = SqlTypes.toEngine(call.getType());
    if (container.type() instanceof RowType row
        && key instanceof LiteralExpression constant
        && constant.literal().value() instanceof String name) {
      return field(container, row, name);
    }
    if (container.type() instanceof RowType row
        && key instanceof LiteralExpression constant
        && constant.literal().value() instanceof Number number) {
      return field(container, row, number.intValue() - 1);
    }
    if (call.getOperands().get(0).getType().getSqlTypeName() == SqlTypeName.NULL) {
      return new LiteralExpression(Literal.ofNull(type));
    }
    if (container.type().kind() == TypeKind.VARCHAR) {
      return FunctionTranslator.call(
          ScalarFunctions.BUILTIN.find("text_slice").orElseThrow(), List.of(container, key, key));
    }
    return element(container, key, type);
  }

  private static PhysicalExpression element(
      PhysicalExpression container, PhysicalExpression key, DataType type) {
    if (container.type() instanceof MapType map) {
      return new NestedExpression(
          NestedFunction.ELEMENT, List.of(container, Casts.cast(key, map.key())), type);
    }
    if (container.type() instanceof ArrayType) {
      return new NestedExpression(
          NestedFunction.ELEMENT, List.of(container, Casts.cast(key, DataType.BIGINT)), type);
    }
    throw ExpressionTranslator.notSupported("a subscript of " + container.type());
  }

  /** {@code row.field}. */
  PhysicalExpression field(RexFieldAccess access) {
    PhysicalExpression row = expressions.translate(access.getReferenceExpr());
    if (!(row.type() instanceof RowType type)) {
      throw ExpressionTranslator.notSupported("a field of " + row.type());
    }
    return field(row, type, access.getField().getIndex());
  }

  private static PhysicalExpression field(PhysicalExpression row, RowType type, String name) {
    List<Field> fields = type.fields();
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).name().equalsIgnoreCase(name)) {
        return field(row, type, i);
      }
    }
    throw ExpressionTranslator.notSupported("a field '" + name + "' of " + type);
  }

  private static PhysicalExpression field(PhysicalExpression row, RowType type, int index) {
    return new NestedExpression(
        NestedFunction.FIELD,
        List.of(row, new LiteralExpression(Literal.of(index + 1L))),
        type.fields().get(index).type());
  }

  private PhysicalExpression function(NestedFunction function, RexCall call) {
    List<PhysicalExpression> arguments = new ArrayList<>(expressions.translate(call.getOperands()));
    DataType type = SqlTypes.toEngine(call.getType());
    if (arguments.isEmpty()) {
      return new NestedExpression(
          type instanceof MapType ? NestedFunction.MAP : function, arguments, type);
    }
    int nested = function == NestedFunction.PREPEND ? 1 : 0;
    if (call.getOperands().get(nested).getType().getSqlTypeName() == SqlTypeName.NULL
        && function != NestedFunction.ARRAY) {
      arguments.set(
          nested, new LiteralExpression(Literal.ofNull(DataType.array(DataType.INTEGER))));
    }
    DataType first = arguments.get(0).type();
    switch (function) {
      case ELEMENT -> {
        return element(arguments.get(0), arguments.get(1), type);
      }
      case CONTAINS, POSITION -> {
        DataType common =
            Casts.comparable(((ArrayType) first).element(), arguments.get(1).type());
        arguments.set(0, Casts.cast(arguments.get(0), DataType.array(common)));
        arguments.set(1, Casts.cast(arguments.get(1), common));
      }
      case CARDINALITY -> {
        if (first.kind() == TypeKind.VARCHAR) {
          return Casts.cast(
              new FunctionExpression(BuiltinFunction.CHAR_LENGTH, arguments, DataType.INTEGER),
              type);
        }
      }
      case ARRAY -> arguments.replaceAll(argument -> Casts.cast(argument, element(type)));
      case APPEND, PREPEND -> {
        int array = function == NestedFunction.APPEND ? 0 : 1;
        arguments.set(array, Casts.cast(arguments.get(array), type));
        arguments.set(1 - array, Casts.cast(arguments.get(1 - array), element(type)));
      }
      case CONCAT -> arguments.replaceAll(argument -> Casts.cast(argument, type));
      case SLICE -> {
        if (first.kind() == TypeKind.VARCHAR) {
          return FunctionTranslator.call(
              ScalarFunctions.BUILTIN.find("text_slice").orElseThrow(), arguments);
        }
        for (int i = 1; i < arguments.size(); i++) {
          arguments.set(i, Casts.cast(arguments.get(i), DataType.BIGINT));
        }
      }
      case JOIN -> {
        arguments.replaceAll(argument -> Casts.cast(argument, DataType.VARCHAR));
        arguments.set(
            0,
            Casts.cast(
                expressions.translate(call.getOperands().get(0)),
                DataType.array(DataType.VARCHAR)));
      }
      case FLATTEN -> {
        if (first.equals(type)) {
          return new NestedExpression(
              NestedFunction.DISTINCT, arguments, type); // only NULLs, which it leaves out
        }
      }
      case SORT, REVERSE_SORT -> {
        for (int i = 1; i < arguments.size(); i++) {
          arguments.set(i, Casts.cast(arguments.get(i), DataType.VARCHAR));
        }
      }
      case SEQUENCE -> {
        if (arguments.size() == 2) {
          arguments.add(new LiteralExpression(Literal.of(1L)));
        }
        arguments.replaceAll(argument -> Casts.cast(argument, DataType.BIGINT));
      }
      default -> {}
    }
    return new NestedExpression(function, arguments, type);
  }

  private static DataType element(DataType array) {
    return ((ArrayType) array).element();
  }
}
