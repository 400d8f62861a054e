package io.sluice.expression;

import io.sluice.type.ArrayType;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A function that computes an expression for each element of an ARRAY.
 *
 * @param arguments the ARRAY, what a reduction begins with, then the values that the body reads of the row
 * @param body over columns of its own: those of {@link #bodySchema}
 */
public record LambdaExpression(
    LambdaFunction function,
    List<PhysicalExpression> arguments,
    PhysicalExpression body,
    DataType type)
    implements PhysicalExpression {
  public LambdaExpression {
    arguments = List.copyOf(arguments);
  }

  @Override
  public boolean isNullable() {
    return true;
  }

  /** The arguments: the body is no expression over the columns of the input. */
  @Override
  public List<PhysicalExpression> children() {
    return arguments;
  }

  @Override
  public PhysicalExpression withNewChildren(List<PhysicalExpression> children) {
    return new LambdaExpression(function, children, body, type);
  }

  @Override
  public ExpressionEvaluator newEvaluator() {
    return Evaluators.create(this);
  }

  /** What the body reads: the parameters, the place as a BIGINT from 1, and the captured values. */
  Schema bodySchema() {
    return bodySchema(function, arguments.stream().map(PhysicalExpression::type).toList());
  }

  /** What the body of a call with arguments of some types reads. */
  public static Schema bodySchema(LambdaFunction function, List<DataType> arguments) {
    DataType element = ((ArrayType) arguments.get(0)).element();
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < function.valueCount(); i++) {
      fields.add(new Field("value " + fields.size(), element, true));
    }
    fields.add(new Field("place", DataType.BIGINT, false));
    for (DataType captured : arguments.subList(function.argumentCount(), arguments.size())) {
      fields.add(new Field("captured " + fields.size(), captured, true));
    }
    return new Schema(fields);
  }

  @Override
  public String toString() {
    return function.sqlName()
        + arguments.stream()
            .map(PhysicalExpression::toString)
            .collect(Collectors.joining(", ", "(", ", lambda: " + body + ")"));
  }
}
