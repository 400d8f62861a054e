package io.sluice.sql.optimizer;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;

/**
 * Orders inner joins. A tree of inner joins, with the filters and projections between them, becomes one {@link JoinGraph}; {@link JoinSearch} finds the cheapest
 * tree over its relations, which is built with one projection on top. Outer joins and semi joins stay where they are and are relations of the graph.
 */
final class JoinOrder {
  private final PlanningDeadline deadline;

  private JoinOrder(PlanningDeadline deadline) {
    this.deadline = deadline;
  }

  static RelNode optimize(RelNode plan) {
    return new JoinOrder(PlanningDeadline.of(plan.getCluster())).order(plan);
  }

  private RelNode order(RelNode plan) {
    return plan.accept(new RelHomogeneousShuttle() {
      @Override
      public RelNode visit(RelNode node) {
        return isInnerJoin(node) && isWorthSearching(node) ? ordered(node) : super.visit(node);
      }
    });
  }

  private RelNode ordered(RelNode root) {
    deadline.check("ordering joins");
    Region region = new Region();
    List<RexNode> outputs = region.flatten(root);
    JoinGraph graph = new JoinGraph(region.relations, region.conjuncts);
    JoinTree tree = new JoinSearch(graph, deadline).cheapest();
    return new JoinPlan(graph).build(tree, outputs, root.getRowType());
  }

  private static boolean isInnerJoin(RelNode node) {
    return node instanceof LogicalJoin join && join.getJoinType() == JoinRelType.INNER;
  }

  /** Whether more than two relations are joined, within the columns that a set of relations may have. */
  private static boolean isWorthSearching(RelNode root) {
    int relations = relationCount(root);
    return relations > 2 && relations <= JoinGraph.MAX_RELATIONS;
  }

  private static int relationCount(RelNode node) {
    if (isInnerJoin(node)) {
      return relationCount(node.getInput(0)) + relationCount(node.getInput(1));
    }
    return isBetweenJoins(node) ? relationCount(node.getInput(0)) : 1;
  }

  /** Whether a node is a filter or a projection over an inner join that may be done above all joins as well. */
  private static boolean isBetweenJoins(RelNode node) {
    boolean isMovable = node instanceof LogicalFilter filter && !filter.containsOver()
        || node instanceof LogicalProject project
            && !project.containsOver()
            && Rules.isRepeatable(project);
    return isMovable && (isInnerJoin(node.getInput(0)) || isBetweenJoins(node.getInput(0)));
  }

  /** What a tree of inner joins joins; conditions and outputs read the columns of all relations side by side. */
  private final class Region {
    private final List<RelNode> relations = new ArrayList<>();
    private final List<RexNode> conjuncts = new ArrayList<>();
    private int columns;

    /** Takes the relations and conditions below the node; returns the columns of the node. */
    List<RexNode> flatten(RelNode node) {
      if (node instanceof LogicalJoin join && isInnerJoin(node)) {
        List<RexNode> outputs = new ArrayList<>(flatten(join.getLeft()));
        outputs.addAll(flatten(join.getRight()));
        addConjuncts(join.getCondition(), outputs);
        return outputs;
      }
      if (isBetweenJoins(node)) {
        List<RexNode> inputs = flatten(node.getInput(0));
        if (node instanceof LogicalFilter filter) {
          addConjuncts(filter.getCondition(), inputs);
          return inputs;
        }
        return ((LogicalProject) node)
            .getProjects().stream().map(output -> replaced(output, inputs)).toList();
      }
      RelNode relation = order(node);
      relations.add(relation);
      List<RexNode> outputs = new ArrayList<>();
      relation
          .getRowType()
          .getFieldList()
          .forEach(field -> outputs.add(new RexInputRef(columns++, field.getType())));
      return outputs;
    }

    private void addConjuncts(RexNode condition, List<RexNode> inputs) {
      RelOptUtil.conjunctions(condition)
          .forEach(conjunct -> conjuncts.add(replaced(conjunct, inputs)));
    }

    private RexNode replaced(RexNode expression, List<RexNode> inputs) {
      return expression.accept(new RexShuttle() {
        @Override
        public RexNode visitInputRef(RexInputRef reference) {
          return inputs.get(reference.getIndex());
        }
      });
    }
  }
}
