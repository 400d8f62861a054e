package io.sluice.sql.physical;

import io.sluice.expression.ColumnExpression;
import io.sluice.expression.NamedExpression;
import io.sluice.expression.PhysicalExpression;
import io.sluice.expression.SortField;
import io.sluice.operator.limit.GlobalLimitExec;
import io.sluice.operator.limit.LocalLimitExec;
import io.sluice.operator.projection.ProjectionExec;
import io.sluice.operator.repartition.CoalescePartitionsExec;
import io.sluice.operator.sort.SortExec;
import io.sluice.operator.sort.SortPreservingMergeExec;
import io.sluice.plan.ExecutionPlan;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.List;

/** Gives a plan's columns the names of the query: by the projection that makes them, below what only orders and limits rows. */
final class ColumnNames {
  private ColumnNames() {}

  static ExecutionPlan apply(ExecutionPlan plan, List<String> names) {
    List<String> present = plan.schema().fields().stream().map(Field::name).toList();
    if (present.equals(names)) {
      return plan;
    }
    if (plan instanceof SortPreservingMergeExec merge) {
      ExecutionPlan input = apply(merge.input(), names);
      return new SortPreservingMergeExec(
          renamed(merge.fields(), input.schema()), merge.fetch(), input);
    }
    if (plan instanceof SortExec sort) {
      ExecutionPlan input = apply(sort.input(), names);
      return new SortExec(
          renamed(sort.fields(), input.schema()), sort.fetch(), sort.preservePartitioning(), input);
    }
    if (plan instanceof GlobalLimitExec
        || plan instanceof LocalLimitExec
        || plan instanceof CoalescePartitionsExec) {
      return plan.withNewChildren(List.of(apply(plan.children().get(0), names)));
    }
    if (plan instanceof ProjectionExec projection) {
      List<NamedExpression> expressions = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        expressions.add(
            new NamedExpression(projection.expressions().get(i).expression(), names.get(i)));
      }
      return new ProjectionExec(expressions, projection.input());
    }
    return project(plan, names);
  }

  private static ExecutionPlan project(ExecutionPlan plan, List<String> names) {
    List<NamedExpression> expressions = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      expressions.add(new NamedExpression(column(plan.schema(), i), names.get(i)));
    }
    return new ProjectionExec(expressions, plan);
  }

  private static List<SortField> renamed(List<SortField> fields, Schema schema) {
    return fields.stream()
        .map(field -> field.expression() instanceof ColumnExpression column
            ? new SortField(column(schema, column.index()), field.descending(), field.nullsFirst())
            : field)
        .toList();
  }

  /** The name of a column that the optimiser may have made up: then the text of its expression. */
  static String name(String given, PhysicalExpression expression) {
    boolean isMadeUp = given.startsWith("$f") || given.startsWith("EXPR$");
    return isMadeUp ? expression.toString().replaceAll("@\\d+", "") : given;
  }

  static ColumnExpression column(Schema schema, int index) {
    Field field = schema.field(index);
    return new ColumnExpression(field.name(), index, field.type(), field.nullable());
  }
}
