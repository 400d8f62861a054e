package io.sluice.sql.unnesting;

import io.sluice.sql.logical.LogicalUnnest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;

/**
 * A dependent plan that begins with one row and takes collections apart: it is computed on the rows of the outer plan themselves, without a join.
 *
 * @param plan the outer plan's rows, each as often as the dependent plan has rows for it; the outer plan's columns come first
 * @param outputs the dependent plan's columns over that
 */
record LiftedQuery(RelNode plan, List<RexNode> outputs) {
  /** The lifted form of a plan that is joined with the outer one, if it has one. */
  static Optional<LiftedQuery> of(RelNode dependent, Outer outer, JoinRelType type) {
    return switch (type) {
      case INNER -> lift(dependent, outer, false);
      case LEFT -> isUnnestOfRow(dependent) ? lift(dependent, outer, true) : Optional.empty();
      default -> Optional.empty();
    };
  }

  /** Whether a plan has no rows only where its collections have no elements, and nothing but such elements as columns. */
  private static boolean isUnnestOfRow(RelNode dependent) {
    RelNode node = dependent;
    while (node instanceof Project project
        && project.getProjects().stream().allMatch(RexInputRef.class::isInstance)) {
      node = project.getInput();
    }
    if (!(node instanceof LogicalUnnest unnest)) {
      return false;
    }
    int inputWidth = Plans.width(unnest.getInput());
    boolean areElements =
        columnsOf(dependent, node).stream().allMatch(column -> column >= inputWidth);
    RelNode row = unnest.getInput();
    while (row instanceof Project project && !project.containsOver()) {
      row = project.getInput();
    }
    return areElements && isRow(row);
  }

  /** Which columns of a node become those of a plan that has only projections of columns above it. */
  private static List<Integer> columnsOf(RelNode plan, RelNode node) {
    if (plan == node) {
      return java.util.stream.IntStream.range(0, Plans.width(node)).boxed().toList();
    }
    Project project = (Project) plan;
    List<Integer> below = columnsOf(project.getInput(), node);
    return project.getProjects().stream()
        .map(column -> below.get(((RexInputRef) column).getIndex()))
        .toList();
  }

  static boolean isRow(RelNode node) {
    return node instanceof Values values && values.getTuples().size() == 1;
  }

  private static Optional<LiftedQuery> lift(RelNode node, Outer outer, boolean isOuter) {
    if (isRow(node)) {
      return Optional.of(
          new LiftedQuery(outer.plan(), List.copyOf(((Values) node).getTuples().get(0))));
    }
    if (node instanceof Project project && !project.containsOver()) {
      return lift(project.getInput(), outer, isOuter)
          .map(input -> new LiftedQuery(
              input.plan(),
              project.getProjects().stream()
                  .map(expression -> input.compose(expression, outer))
                  .toList()));
    }
    if (node instanceof Filter filter) {
      return lift(filter.getInput(), outer, isOuter)
          .map(input -> new LiftedQuery(
              Plans.filter(input.plan(), List.of(input.compose(filter.getCondition(), outer))),
              input.outputs()));
    }
    if (node instanceof LogicalUnnest unnest) {
      return lift(unnest.getInput(), outer, isOuter)
          .map(input -> input.unnest(unnest, outer, isOuter || unnest.isOuter()));
    }
    return Optional.empty();
  }

  private LiftedQuery unnest(LogicalUnnest unnest, Outer outer, boolean isOuter) {
    List<RexNode> collections = unnest.collections().stream()
        .map(collection -> compose(collection, outer))
        .toList();
    RelNode lifted = unnest.over(plan, collections, isOuter);
    List<RexNode> columns = new ArrayList<>(outputs);
    int width = Plans.width(plan);
    columns.addAll(Plans.columns(lifted, width, Plans.width(lifted) - width));
    return new LiftedQuery(lifted, columns);
  }

  /** An expression over the columns of the dependent node and of the outer plan, over this plan. */
  private RexNode compose(RexNode expression, Outer outer) {
    RexNode composed = expression.accept(new RexShuttle() {
      @Override
      public RexNode visitInputRef(RexInputRef column) {
        return outputs.get(column.getIndex());
      }
    });
    return outer.resolve(composed, outer::reference);
  }
}
