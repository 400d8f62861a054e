package io.sluice.sql.unnesting;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;

/**
 * A dependent plan in which only projections and filters at its top read the outer plan: it can be joined with the outer plan as it is.
 *
 * @param plan what reads nothing of the outer plan
 * @param outputs the dependent plan's columns over both plans side by side, the outer one first
 * @param conditions which rows of the dependent plan there are, over both plans
 */
record InlinedQuery(RelNode plan, List<RexNode> outputs, List<RexNode> conditions) {
  /**
   * The inlined form of a plan, if it has one.
   *
   * @param isSet whether neither the number of equal rows matters nor, if there are no outputs, what they hold
   */
  static Optional<InlinedQuery> of(RelNode dependent, Outer outer, boolean isSet) {
    List<RexNode> outputs = new ArrayList<>(Plans.columns(dependent, 0, Plans.width(dependent)));
    List<RexNode> conditions = new ArrayList<>();
    RelNode node = dependent;
    while (outer.isReadBy(node)) {
      if (node instanceof Project project && !project.containsOver()) {
        List<RexNode> below = project.getProjects();
        outputs.replaceAll(output -> compose(output, below));
        conditions.replaceAll(condition -> compose(condition, below));
      } else if (node instanceof Filter filter) {
        conditions.addAll(RelOptUtil.conjunctions(filter.getCondition()));
      } else if (node instanceof Aggregate aggregate && isSet && isDistinct(aggregate)) {
        List<RexNode> below = aggregate.getGroupSet().asList().stream()
            .map(key -> (RexNode) Plans.rex(aggregate).makeInputRef(aggregate.getInput(), key))
            .toList();
        outputs.replaceAll(output -> compose(output, below));
        conditions.replaceAll(condition -> compose(condition, below));
      } else if (!(node instanceof Sort sort && sort.fetch == null && sort.offset == null)) {
        return Optional.empty();
      }
      node = node.getInput(0);
    }
    RelNode plan = Plans.filter(
        node,
        conditions.stream().filter(condition -> !outer.isReadBy(condition)).toList());
    List<RexNode> joined = conditions.stream()
        .filter(outer::isReadBy)
        .map(condition -> sideBySide(condition, outer))
        .toList();
    return Optional.of(new InlinedQuery(
        plan, outputs.stream().map(output -> sideBySide(output, outer)).toList(), joined));
  }

  private static boolean isDistinct(Aggregate aggregate) {
    return aggregate.getAggCallList().isEmpty()
        && aggregate.getGroupSets().size() == 1
        && !aggregate.getGroupSet().isEmpty();
  }

  private static RexNode compose(RexNode expression, List<RexNode> below) {
    return expression.accept(new RexShuttle() {
      @Override
      public RexNode visitInputRef(RexInputRef column) {
        return below.get(column.getIndex());
      }
    });
  }

  private static RexNode sideBySide(RexNode expression, Outer outer) {
    RexNode moved = org.apache.calcite.rex.RexUtil.shift(expression, outer.width());
    return outer.resolve(moved, outer::reference);
  }
}
