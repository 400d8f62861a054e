package io.sluice.sql.unnesting;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;

/** Takes the sub-queries out of all expressions of a plan, and the dependent side out of lateral joins, from the innermost on. Stateless. */
public final class SubQueryRemover {
  private SubQueryRemover() {}

  /**
   * The plan with plain joins instead.
   *
   * @throws SluiceException of code NOT_SUPPORTED for a sub-query that cannot be unnested
   */
  public static RelNode remove(RelNode plan) {
    RelNode removed = visit(plan);
    if (!RelOptUtil.getVariablesUsed(removed).isEmpty()) {
      throw notSupported("A sub-query that reads columns of the outer query in this place");
    }
    return removed;
  }

  private static SluiceException notSupported(String what) {
    return new SluiceException(ErrorCode.NOT_SUPPORTED, what + " is not supported");
  }

  private static RelNode visit(RelNode node) {
    List<RelNode> inputs = new ArrayList<>();
    boolean isChanged = false;
    for (RelNode input : node.getInputs()) {
      RelNode visited = visit(input);
      isChanged |= visited != input;
      inputs.add(visited);
    }
    RelNode current = isChanged ? node.copy(node.getTraitSet(), inputs) : node;
    if (current instanceof Filter filter && RexUtil.SubQueryFinder.containsSubQuery(filter)) {
      return filter(filter);
    }
    if (current instanceof Project project && RexUtil.SubQueryFinder.containsSubQuery(project)) {
      return project(project);
    }
    if (current instanceof Join join && RexUtil.SubQueryFinder.containsSubQuery(join)) {
      return join(join);
    }
    if (current instanceof Correlate correlate) {
      return correlate(correlate);
    }
    if (current instanceof Aggregate aggregate
        && aggregate.getAggCallList().stream().anyMatch(OuterValues::isOuterValue)) {
      return OuterValues.replace(aggregate);
    }
    return current;
  }

  /** The sub-query without others inside of it. */
  private static RexSubQuery flattened(RexSubQuery query) {
    return query.clone(visit(query.rel));
  }

  private static RelNode filter(Filter filter) {
    Outer outer = new Outer(filter.getInput(), filter.getVariablesSet());
    List<RexNode> plain = new ArrayList<>();
    List<RexNode> predicates = new ArrayList<>();
    List<RexNode> others = new ArrayList<>();
    for (RexNode condition : RelOptUtil.conjunctions(filter.getCondition())) {
      if (RexUtil.SubQueryFinder.find(condition) == null) {
        plain.add(condition);
      } else if (predicate(condition).isPresent()) {
        predicates.add(condition);
      } else {
        others.add(condition);
      }
    }
    RelNode plan = Plans.filter(outer.plan(), plain);
    for (RexNode condition : predicates) {
      RexSubQuery query = flattened(predicate(condition).orElseThrow());
      plan = new SubQueryJoin(outer.over(plan), query)
          .limited()
          .select(condition.getKind() == SqlKind.NOT);
    }
    Values values = new Values(outer.over(plan), true);
    List<RexNode> conditions = others.stream().map(values::replace).toList();
    return Plans.narrow(Plans.filter(values.plan(), conditions), Plans.width(filter));
  }

  /** The sub-query of a condition that is nothing but one, or the negation of one. */
  private static Optional<RexSubQuery> predicate(RexNode condition) {
    RexNode inner =
        condition.getKind() == SqlKind.NOT ? ((RexCall) condition).getOperands().get(0) : condition;
    return inner instanceof RexSubQuery query
            && SubQueryJoin.predicates().contains(query.getKind())
            && query.getOperands().stream()
                .allMatch(operand -> RexUtil.SubQueryFinder.find(operand) == null)
        ? Optional.of(query)
        : Optional.empty();
  }

  private static RelNode project(Project project) {
    Values values = new Values(new Outer(project.getInput(), project.getVariablesSet()), false);
    List<RexNode> outputs = project.getProjects().stream().map(values::replace).toList();
    return LogicalProject.create(
        values.plan(), List.of(), outputs, project.getRowType().getFieldNames(), Set.of());
  }

  private static RelNode join(Join join) {
    if (join.getJoinType() == JoinRelType.INNER) {
      RelNode all = Plans.cross(join.getLeft(), join.getRight());
      return filter(org.apache.calcite.rel.logical.LogicalFilter.create(
          all,
          join.getCondition(),
          com.google.common.collect.ImmutableSet.copyOf(join.getVariablesSet())));
    }
    int leftWidth = Plans.width(join.getLeft());
    Outer both = new Outer(Plans.cross(join.getLeft(), join.getRight()), join.getVariablesSet());
    Values left = new Values(new Outer(join.getLeft(), join.getVariablesSet()), false);
    Values right = new Values(new Outer(join.getRight(), join.getVariablesSet(), leftWidth), false);
    Map<RexSubQuery, Boolean> isOfLeft = new LinkedHashMap<>();
    for (RexSubQuery query : subQueries(join.getCondition())) {
      Set<Integer> read = new java.util.TreeSet<>(both.columnsReadBy(query.rel));
      RelOptUtil.InputFinder.bits(query.getOperands(), null).forEach(read::add);
      boolean isLeft = !read.isEmpty() && read.stream().allMatch(column -> column < leftWidth);
      if (!isLeft && !read.stream().allMatch(column -> column >= leftWidth)) {
        return visit(OuterJoinExpansion.expand(join));
      }
      isOfLeft.put(query, isLeft);
    }
    Map<RexSubQuery, RexNode> values = new LinkedHashMap<>();
    isOfLeft.forEach((query, isLeft) -> values.put(
        query, isLeft ? left.replace(query) : right.replace(RexUtil.shift(query, -leftWidth))));
    return joined(join, left.plan(), right.plan(), values, isOfLeft);
  }

  private static Set<RexSubQuery> subQueries(RexNode condition) {
    Set<RexSubQuery> found = new java.util.LinkedHashSet<>();
    condition.accept(new RexShuttle() {
      @Override
      public RexNode visitSubQuery(RexSubQuery query) {
        found.add(query);
        return query;
      }
    });
    return found;
  }

  private static RelNode joined(
      Join join,
      RelNode left,
      RelNode right,
      Map<RexSubQuery, RexNode> values,
      Map<RexSubQuery, Boolean> isOfLeft) {
    int oldLeft = Plans.width(join.getLeft());
    int newLeft = Plans.width(left);
    RexNode condition = join.getCondition().accept(new RexShuttle() {
      @Override
      public RexNode visitSubQuery(RexSubQuery query) {
        RexNode value = values.get(query);
        if (value == null) {
          throw new IllegalStateException("a sub-query without a value");
        }
        return Boolean.TRUE.equals(isOfLeft.get(query)) ? value : RexUtil.shift(value, newLeft);
      }

      @Override
      public RexNode visitInputRef(org.apache.calcite.rex.RexInputRef column) {
        return column.getIndex() < oldLeft
            ? column
            : new org.apache.calcite.rex.RexInputRef(
                column.getIndex() - oldLeft + newLeft, column.getType());
      }
    });
    RelNode result = Plans.join(left, right, join.getJoinType(), List.of(condition));
    List<RexNode> outputs = new ArrayList<>(Plans.columns(result, 0, oldLeft));
    outputs.addAll(Plans.columns(result, newLeft, Plans.width(join.getRight())));
    return Plans.project(result, outputs);
  }

  private static RelNode correlate(Correlate correlate) {
    Outer outer = new Outer(correlate.getLeft(), Set.of(correlate.getCorrelationId()));
    RelNode right = correlate.getRight();
    JoinRelType type = correlate.getJoinType();
    int width = Plans.width(right);
    if (!outer.isReadBy(right)) {
      return Plans.join(outer.plan(), right, type, List.of());
    }
    if (type == JoinRelType.INNER) {
      Optional<InlinedQuery> inlined = InlinedQuery.of(right, outer, false);
      if (inlined.isPresent()) {
        RelNode joined =
            Plans.join(outer.plan(), inlined.get().plan(), type, inlined.get().conditions());
        List<RexNode> outputs = new ArrayList<>(Plans.columns(joined, 0, outer.width()));
        outputs.addAll(inlined.get().outputs());
        return named(correlate, joined, outputs);
      }
    }
    Optional<LiftedQuery> lifted = LiftedQuery.of(right, outer, type);
    if (lifted.isPresent()) {
      RelNode plan = lifted.get().plan();
      List<RexNode> outputs = new ArrayList<>(Plans.columns(plan, 0, outer.width()));
      outputs.addAll(lifted.get().outputs());
      return named(correlate, plan, outputs);
    }
    Decorrelator decorrelator = new Decorrelator(outer, outer.columnsReadBy(right));
    Dependent result = decorrelator.push(right);
    RelNode joined =
        Plans.join(outer.plan(), result.plan(), type, decorrelator.meets(result, outer.width()));
    return named(correlate, joined, Plans.columns(joined, 0, outer.width() + width));
  }

  private static RelNode named(RelNode node, RelNode input, List<RexNode> outputs) {
    List<RexNode> typed = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      typed.add(Plans.typed(
          input, outputs.get(i), node.getRowType().getFieldList().get(i).getType()));
    }
    return LogicalProject.create(
        input, List.of(), typed, node.getRowType().getFieldNames(), Set.of());
  }

  /** Attaches the values of sub-queries to a plan, one after the other. */
  private static final class Values {
    private final boolean isCondition;
    private Outer outer;

    Values(Outer outer, boolean isCondition) {
      this.outer = outer;
      this.isCondition = isCondition;
    }

    RelNode plan() {
      return outer.plan();
    }

    RexNode replace(RexNode expression) {
      return replace(expression, isCondition);
    }

    /** The expression with values instead of sub-queries; where unknown may be FALSE it stays so below AND and OR. */
    private RexNode replace(RexNode expression, boolean isUnknownFalse) {
      if (expression instanceof RexSubQuery query) {
        List<RexNode> operands =
            query.getOperands().stream().map(operand -> replace(operand, false)).toList();
        RexSubQuery ready = flattened(query.clone(query.getType(), operands));
        SubQueryJoin.Attached attached =
            new SubQueryJoin(outer, ready).limited().attach(isUnknownFalse);
        outer = outer.over(attached.plan());
        return attached.value();
      }
      if (expression instanceof RexOver || expression instanceof RexFieldAccess) {
        return expression.accept(new RexShuttle() {
          @Override
          public RexNode visitSubQuery(RexSubQuery query) {
            return replace(query, false);
          }
        });
      }
      if (!(expression instanceof RexCall call) || RexUtil.SubQueryFinder.find(call) == null) {
        return expression;
      }
      boolean isMonotone =
          isUnknownFalse && (call.getKind() == SqlKind.AND || call.getKind() == SqlKind.OR);
      List<RexNode> operands = call.getOperands().stream()
          .map(operand -> replace(operand, isMonotone))
          .toList();
      return call.clone(call.getType(), operands);
    }
  }
}
