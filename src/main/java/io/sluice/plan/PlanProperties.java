package io.sluice.plan;

import io.sluice.expression.SortField;
import io.sluice.type.Schema;
import java.util.List;

/**
 * What a node promises of its output.
 *
 * @param ordering the order inside each partition, empty when none is known
 */
public record PlanProperties(
    Schema schema, Partitioning partitioning, List<SortField> ordering, Boundedness boundedness) {
  public PlanProperties {
    ordering = List.copyOf(ordering);
  }

  /** Bounded, in no known order. */
  public static PlanProperties of(Schema schema, Partitioning partitioning) {
    return new PlanProperties(schema, partitioning, List.of(), Boundedness.BOUNDED);
  }

  public PlanProperties withSchema(Schema newSchema) {
    return new PlanProperties(newSchema, partitioning, ordering, boundedness);
  }

  public PlanProperties withPartitioning(Partitioning newPartitioning) {
    return new PlanProperties(schema, newPartitioning, ordering, boundedness);
  }

  public PlanProperties withOrdering(List<SortField> newOrdering) {
    return new PlanProperties(schema, partitioning, newOrdering, boundedness);
  }
}
