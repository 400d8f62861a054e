package io.sluice.sql.optimizer;

import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;

/** Makes the plan of a tree over the relations of a {@link JoinGraph}. */
final class JoinPlan {
  private final JoinGraph graph;
  private final RexBuilder rexBuilder;

  /** Where the plan of all has the first column of each relation. */
  private final int[] places;

  JoinPlan(JoinGraph graph) {
    this.graph = graph;
    rexBuilder = graph.relation(0).getCluster().getRexBuilder();
    places = new int[graph.relationCount()];
  }

  /** The joins of a tree over all relations, what stays above them, and the outputs as the columns of the type. */
  RelNode build(JoinTree tree, List<RexNode> outputs, RelDataType type) {
    RelNode plan = joined(tree, 0);
    if (!graph.aboveAll().isEmpty()) {
      plan = LogicalFilter.create(plan, conjunction(graph.aboveAll(), 0));
    }
    List<RexNode> projects = outputs.stream().map(output -> placed(output, 0)).toList();
    return RexUtil.isIdentity(projects, plan.getRowType())
            && plan.getRowType().getFieldNames().equals(type.getFieldNames())
        ? plan
        : LogicalProject.create(plan, List.of(), projects, type, Set.of());
  }

  /**
   * The plan of a tree.
   *
   * @param place of its first column in the plan of all
   */
  private RelNode joined(JoinTree tree, int place) {
    if (tree.inputs().isEmpty()) {
      int relation = Long.numberOfTrailingZeros(tree.relations());
      places[relation] = place;
      return graph.relation(relation);
    }
    RelNode left = joined(tree.inputs().get(0), place);
    RelNode right = joined(tree.inputs().get(1), place + left.getRowType().getFieldCount());
    List<RexNode> conditions =
        graph.between(tree.inputs().get(0).relations(), tree.inputs().get(1).relations());
    return LogicalJoin.create(
        left, right, List.of(), conjunction(conditions, place), Set.of(), JoinRelType.INNER);
  }

  private RexNode conjunction(List<RexNode> conditions, int place) {
    return RexUtil.composeConjunction(
        rexBuilder,
        conditions.stream().map(condition -> placed(condition, place)).toList());
  }

  /** The expression over the columns of a plan that begins at the place. */
  private RexNode placed(RexNode expression, int place) {
    return expression.accept(new RexShuttle() {
      @Override
      public RexNode visitInputRef(RexInputRef column) {
        int relation = graph.relationOf(column.getIndex());
        return new RexInputRef(
            places[relation] + column.getIndex() - graph.start(relation) - place, column.getType());
      }
    });
  }
}
