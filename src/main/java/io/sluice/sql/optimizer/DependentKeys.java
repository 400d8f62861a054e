package io.sluice.sql.optimizer;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * Groups by fewer keys: in {@code GROUP BY x, x - 1} the second key says nothing more than the first, so it is computed for each group instead of for each row. What it fails
 * with for a row it fails with for the row's group, as long as somebody reads it.
 *
 * <p>Not where {@code x} has values that are equal and yet differ, as 0.0 and -0.0 do, nor beside window functions, which see all rows, nor in grouping sets.
 */
final class DependentKeys {
  private final Aggregate aggregate;
  private final Project input;
  private final RexBuilder rex;

  private DependentKeys(Aggregate aggregate, Project input) {
    this.aggregate = aggregate;
    this.input = input;
    rex = aggregate.getCluster().getRexBuilder();
  }

  static RelNode compute(RelNode plan) {
    return plan.accept(new RelHomogeneousShuttle() {
      @Override
      public RelNode visit(RelNode node) {
        RelNode visited = super.visit(node);
        return visited instanceof Aggregate aggregate
                && aggregate.getInput() instanceof Project project
                && !project.containsOver()
                && isPlain(aggregate)
            ? new DependentKeys(aggregate, project).computed()
            : visited;
      }
    });
  }

  private static boolean isPlain(Aggregate aggregate) {
    return Aggregate.isSimple(aggregate)
        && aggregate.getGroupCount() > 1
        && aggregate.getAggCallList().stream()
            .map(AggregateCall::getAggregation)
            .noneMatch(call -> call.getKind() == SqlKind.GROUPING);
  }

  private RelNode computed() {
    ImmutableBitSet columns = columnsOfKeys();
    List<Integer> kept = new ArrayList<>();
    for (int key : aggregate.getGroupSet()) {
      if (!isDependent(input.getProjects().get(key), columns)) {
        kept.add(key);
      }
    }
    if (kept.isEmpty() || kept.size() == aggregate.getGroupCount()) {
      return aggregate;
    }
    ImmutableBitSet keys = ImmutableBitSet.of(kept);
    RelNode result = LogicalAggregate.create(
        input, aggregate.getHints(), keys, List.of(keys), aggregate.getAggCallList());
    RelDataType type = aggregate.getRowType();
    List<RexNode> outputs = new ArrayList<>();
    for (int key : aggregate.getGroupSet()) {
      int place = kept.indexOf(key);
      outputs.add(
          place >= 0
              ? rex.makeInputRef(result, place)
              : overGroups(input.getProjects().get(key), kept, result));
    }
    for (int i = 0; i < aggregate.getAggCallList().size(); i++) {
      outputs.add(rex.makeInputRef(result, kept.size() + i));
    }
    for (int i = 0; i < outputs.size(); i++) {
      RelDataType wanted = type.getFieldList().get(i).getType();
      if (!outputs.get(i).getType().equals(wanted)) {
        outputs.set(i, rex.makeAbstractCast(wanted, outputs.get(i), false));
      }
    }
    return LogicalProject.create(result, List.of(), outputs, type.getFieldNames(), Set.of());
  }

  /** The columns of the projection's input that are keys as they are, and equal only where they are the same. */
  private ImmutableBitSet columnsOfKeys() {
    ImmutableBitSet.Builder columns = ImmutableBitSet.builder();
    for (int key : aggregate.getGroupSet()) {
      if (input.getProjects().get(key) instanceof RexInputRef column && isExact(column.getType())) {
        columns.set(column.getIndex());
      }
    }
    return columns.build();
  }

  private static boolean isExact(RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case BOOLEAN, TINYINT, SMALLINT, INTEGER, BIGINT, DECIMAL, DATE, TIME, TIMESTAMP, VARCHAR ->
        true;
      default -> false;
    };
  }

  /** Whether a key is computed from other keys, or a constant. */
  private static boolean isDependent(RexNode key, ImmutableBitSet columns) {
    return !(key instanceof RexInputRef)
        && RexUtil.isDeterministic(key)
        && !RexUtil.containsCorrelation(key)
        && columns.contains(RelOptUtil.InputFinder.bits(key));
  }

  private RexNode overGroups(RexNode key, List<Integer> kept, RelNode result) {
    return key.accept(new RexShuttle() {
      @Override
      public RexNode visitInputRef(RexInputRef column) {
        for (int i = 0; i < kept.size(); i++) {
          if (input.getProjects().get(kept.get(i)) instanceof RexInputRef known
              && known.getIndex() == column.getIndex()) {
            return rex.makeInputRef(result, i);
          }
        }
        throw new IllegalStateException("no group column is " + column);
      }
    });
  }
}
