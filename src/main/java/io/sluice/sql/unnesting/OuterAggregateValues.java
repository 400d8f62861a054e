package io.sluice.sql.unnesting;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.sql.expression.OuterAggregate;
import io.sluice.sql.logical.PlanShuttle;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlOperator;

/**
 * Lets sub-queries read an {@link OuterAggregate} as a column of the block's aggregation. The condition that holds the aggregate is taken out of the filter above the aggregation; that filter and the projection above
 * it are where such sub-queries stand. For one plan.
 */
public final class OuterAggregateValues {
  /** What a node's columns are the aggregates of, by the operators of the conditions. */
  private final IdentityHashMap<RelNode, IdentityHashMap<SqlOperator, Integer>> columns =
      new IdentityHashMap<>();

  private OuterAggregateValues() {}

  /**
   * The plan with columns in the place of values.
   *
   * @throws SluiceException of code NOT_SUPPORTED where a sub-query stands elsewhere
   */
  public static RelNode bind(RelNode plan) {
    RelNode bound = new OuterAggregateValues().visit(plan);
    PlanShuttle refusal = replacing(value -> {
      throw new SluiceException(
          ErrorCode.NOT_SUPPORTED,
          "An aggregate of the outer query is not supported in this place of a sub-query");
    });
    refusal.rewrite(bound);
    return bound;
  }

  private RelNode visit(RelNode node) {
    List<RelNode> inputs = new ArrayList<>();
    boolean isChanged = false;
    for (RelNode input : node.getInputs()) {
      RelNode visited = visit(input);
      isChanged |= visited != input;
      inputs.add(visited);
    }
    RelNode current = isChanged ? node.copy(node.getTraitSet(), inputs) : node;
    current = current.accept(new RexShuttle() {
      @Override
      public RexNode visitSubQuery(RexSubQuery query) {
        RexSubQuery visited = (RexSubQuery) super.visitSubQuery(query);
        RelNode rel = visit(visited.rel);
        return rel == visited.rel ? visited : visited.clone(rel);
      }
    });
    if (current instanceof Filter filter) {
      return filter(filter);
    }
    Map<SqlOperator, Integer> known =
        current instanceof Project project ? columns.get(project.getInput()) : null;
    return known == null ? current : project((Project) current, known);
  }

  private RelNode filter(Filter filter) {
    IdentityHashMap<SqlOperator, Integer> known = new IdentityHashMap<>();
    List<RexNode> conditions = new ArrayList<>();
    for (RexNode condition : RelOptUtil.conjunctions(filter.getCondition())) {
      if (condition instanceof RexCall call
          && call.getOperator() instanceof OuterAggregate.Computed computed
          && call.getOperands().get(0) instanceof RexInputRef column) {
        known.put(computed, column.getIndex());
      } else {
        conditions.add(condition);
      }
    }
    if (known.isEmpty()) {
      return filter;
    }
    RelNode input = filter.getInput();
    RelNode result = input;
    if (!conditions.isEmpty()) {
      Reading reading = new Reading(input, known);
      RexNode condition = RexUtil.composeConjunction(Plans.rex(input), conditions);
      RexNode replaced = condition.accept(reading.shuttle());
      result = LogicalFilter.create(
          input,
          replaced,
          com.google.common.collect.ImmutableSet.copyOf(reading.with(filter.getVariablesSet())));
    }
    columns.put(result, known);
    return result;
  }

  private static RelNode project(Project project, Map<SqlOperator, Integer> known) {
    Reading reading = new Reading(project.getInput(), known);
    List<RexNode> outputs = reading.shuttle().apply(project.getProjects());
    return LogicalProject.create(
        project.getInput(),
        List.of(),
        outputs,
        project.getRowType().getFieldNames(),
        reading.with(project.getVariablesSet()));
  }

  /** What stands for a value. */
  private interface Replacement {
    RexNode of(RexCall value);
  }

  /** Values as columns of a row of the input. */
  private static final class Reading implements Replacement {
    private final RelNode input;
    private final Map<SqlOperator, Integer> known;
    private final CorrelationId id;

    Reading(RelNode input, Map<SqlOperator, Integer> known) {
      this.input = input;
      this.known = known;
      this.id = input.getCluster().createCorrel();
    }

    RexShuttle shuttle() {
      return replacing(this);
    }

    Set<CorrelationId> with(Set<CorrelationId> others) {
      Set<CorrelationId> all = new HashSet<>(others);
      all.add(id);
      return all;
    }

    @Override
    public RexNode of(RexCall value) {
      Integer column = known.get(((OuterAggregate.Value) value.getOperator()).computed());
      if (column == null) {
        return value;
      }
      RexBuilder rex = Plans.rex(input);
      RexNode field = rex.makeFieldAccess(rex.makeCorrel(input.getRowType(), id), column);
      return Plans.typed(input, field, value.getType());
    }
  }

  private static PlanShuttle replacing(Replacement replacement) {
    return new PlanShuttle() {
      @Override
      public RexNode visitCall(RexCall call) {
        return call.getOperator() instanceof OuterAggregate.Value
            ? replacement.of(call)
            : super.visitCall(call);
      }
    };
  }
}
