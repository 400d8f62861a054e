package io.sluice.operator.projection;

import io.sluice.expression.ColumnExpression;
import io.sluice.expression.NamedExpression;
import io.sluice.expression.PhysicalExpression;
import io.sluice.expression.SortField;
import io.sluice.plan.Partitioning;
import io.sluice.plan.PlanProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says an input's partitioning and order in terms of the columns a projection makes of it. */
record KeptColumns(List<NamedExpression> expressions) {
  /** The input's properties as they hold behind the projection; the schema is still the input's. */
  PlanProperties apply(PlanProperties input) {
    return input
        .withPartitioning(partitioning(input.partitioning()))
        .withOrdering(ordering(input.ordering()));
  }

  /** Hash partitioning survives if all its expressions do. */
  private Partitioning partitioning(Partitioning input) {
    if (!(input instanceof Partitioning.Hash hash)) {
      return input;
    }
    List<PhysicalExpression> kept = new ArrayList<>();
    for (PhysicalExpression expression : hash.expressions()) {
      Optional<PhysicalExpression> behind = rewrite(expression);
      if (behind.isEmpty()) {
        return new Partitioning.Unknown(hash.partitionCount());
      }
      kept.add(behind.get());
    }
    return new Partitioning.Hash(kept, hash.partitionCount());
  }

  /** The order survives up to the first field that does not. */
  private List<SortField> ordering(List<SortField> input) {
    List<SortField> kept = new ArrayList<>();
    for (SortField field : input) {
      Optional<PhysicalExpression> behind = rewrite(field.expression());
      if (behind.isEmpty()) {
        break;
      }
      kept.add(new SortField(behind.get(), field.descending(), field.nullsFirst()));
    }
    return kept;
  }

  /** The expression over the projection's output; empty when the projection drops what it needs. */
  private Optional<PhysicalExpression> rewrite(PhysicalExpression expression) {
    for (int i = 0; i < expressions.size(); i++) {
      NamedExpression named = expressions.get(i);
      if (named.expression().equals(expression)) {
        return Optional.of(
            new ColumnExpression(named.name(), i, expression.type(), expression.isNullable()));
      }
    }
    if (expression instanceof ColumnExpression) {
      return Optional.empty();
    }
    List<PhysicalExpression> children = new ArrayList<>();
    for (PhysicalExpression child : expression.children()) {
      Optional<PhysicalExpression> behind = rewrite(child);
      if (behind.isEmpty()) {
        return Optional.empty();
      }
      children.add(behind.get());
    }
    return Optional.of(expression.withNewChildren(children));
  }
}
