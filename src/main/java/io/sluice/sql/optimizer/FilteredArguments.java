package io.sluice.sql.optimizer;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelCollation;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/**
 * Computes the arguments of {@code sum(a / b) FILTER (WHERE b <> 0)} for the rows that the filter keeps only, as for others they may have no value: an argument that is
 * computed becomes {@code CASE WHEN b <> 0 THEN a / b END}.
 */
final class FilteredArguments {
  private final RexBuilder rex;
  private final Project input;
  private final List<RexNode> columns;

  private FilteredArguments(Project input) {
    rex = input.getCluster().getRexBuilder();
    this.input = input;
    columns = new ArrayList<>(input.getProjects());
  }

  static RelNode guard(RelNode plan) {
    return plan.accept(new RelHomogeneousShuttle() {
      @Override
      public RelNode visit(RelNode node) {
        RelNode visited = super.visit(node);
        return visited instanceof Aggregate aggregate
                && aggregate.getInput() instanceof Project project
                && aggregate.getAggCallList().stream().anyMatch(AggregateCall::hasFilter)
            ? new FilteredArguments(project).guarded(aggregate)
            : visited;
      }
    });
  }

  private RelNode guarded(Aggregate aggregate) {
    List<List<Integer>> arguments = new ArrayList<>();
    List<RelCollation> orders = new ArrayList<>();
    for (AggregateCall call : aggregate.getAggCallList()) {
      arguments.add(
          call.getArgList().stream().map(column -> guarded(call, column)).toList());
      orders.add(RelCollations.of(call.collation.getFieldCollations().stream()
          .map(key -> key.withFieldIndex(guarded(call, key.getFieldIndex())))
          .toList()));
    }
    if (columns.size() == input.getProjects().size()) {
      return aggregate;
    }
    RelNode project = LogicalProject.create(
        input.getInput(), input.getHints(), columns, (List<String>) null, Set.of());
    List<AggregateCall> calls = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      calls.add(over(
          project, aggregate, aggregate.getAggCallList().get(i), arguments.get(i), orders.get(i)));
    }
    RelNode result = LogicalAggregate.create(
        project, aggregate.getHints(), aggregate.getGroupSet(), aggregate.getGroupSets(), calls);
    return typed(result, aggregate.getRowType());
  }

  /** The column with the argument, a new one where it is computed and the call has a filter. */
  private int guarded(AggregateCall call, int column) {
    RexNode value = input.getProjects().get(column);
    if (!call.hasFilter() || !(value instanceof RexCall)) {
      return column;
    }
    RelDataType type = rex.getTypeFactory().createTypeWithNullability(value.getType(), true);
    RexNode guarded = rex.makeCall(
        type,
        SqlStdOperatorTable.CASE,
        List.of(input.getProjects().get(call.filterArg), value, rex.makeNullLiteral(type)));
    int known = columns.indexOf(guarded);
    if (known >= 0) {
      return known;
    }
    columns.add(guarded);
    return columns.size() - 1;
  }

  private static AggregateCall over(
      RelNode project,
      Aggregate aggregate,
      AggregateCall call,
      List<Integer> arguments,
      RelCollation order) {
    return AggregateCall.create(
        call.getParserPosition(),
        call.getAggregation(),
        call.isDistinct(),
        call.isApproximate(),
        call.ignoreNulls(),
        call.rexList,
        arguments,
        call.filterArg,
        call.distinctKeys,
        order,
        aggregate.hasEmptyGroup(),
        project,
        null,
        call.getName());
  }

  private RelNode typed(RelNode result, RelDataType type) {
    List<RexNode> outputs = new ArrayList<>();
    for (int i = 0; i < type.getFieldCount(); i++) {
      RexNode column = rex.makeInputRef(result, i);
      RelDataType wanted = type.getFieldList().get(i).getType();
      outputs.add(
          column.getType().equals(wanted) ? column : rex.makeAbstractCast(wanted, column, false));
    }
    return LogicalProject.create(result, List.of(), outputs, type.getFieldNames(), Set.of());
  }
}
