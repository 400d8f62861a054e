package io.sluice.sql.physical;

import io.sluice.expression.ColumnExpression;
import io.sluice.expression.NamedExpression;
import io.sluice.expression.PhysicalExpression;
import io.sluice.operator.projection.ProjectionExec;
import io.sluice.plan.ExecutionPlan;
import io.sluice.sql.expression.ExpressionTranslator;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;

/** The columns that windows read: those of the input, and behind them what has to be computed, each expression once. Serves one projection. */
final class WindowInput {
  private final RexBuilder builder;
  private final ExpressionTranslator expressions;
  private final int inputColumns;
  private final List<NamedExpression> outputs = new ArrayList<>();

  WindowInput(RexBuilder builder, Schema input) {
    this.builder = builder;
    this.expressions = new ExpressionTranslator(builder, input);
    inputColumns = input.size();
    for (int i = 0; i < inputColumns; i++) {
      ColumnExpression column = ColumnNames.column(input, i);
      outputs.add(new NamedExpression(column, column.name()));
    }
  }

  RexBuilder builder() {
    return builder;
  }

  /** An expression over the input, computed nowhere yet. */
  PhysicalExpression translate(RexNode expression) {
    return expressions.translate(expression);
  }

  /** The column that holds the value of an expression. */
  ColumnExpression column(PhysicalExpression expression) {
    int index = 0;
    while (index < outputs.size() && !outputs.get(index).expression().equals(expression)) {
      index++;
    }
    if (index == outputs.size()) {
      outputs.add(new NamedExpression(expression, ColumnNames.name("$f", expression)));
    }
    return new ColumnExpression(
        outputs.get(index).name(), index, expression.type(), expression.isNullable());
  }

  /** The input with all columns that were asked for. */
  ExecutionPlan project(ExecutionPlan input, Distribution distribution) {
    return outputs.size() == inputColumns
        ? input
        : new ProjectionExec(outputs, distribution.spread(input));
  }
}
