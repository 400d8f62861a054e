package io.sluice.sql.optimizer;

import io.sluice.sql.expression.WindowOperator;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Intersect;
import org.apache.calcite.rel.core.Minus;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.logical.LogicalUnion;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.rex.RexWindowBounds;
import org.apache.calcite.rex.RexWindowExclusion;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * Writes INTERSECT and EXCEPT as one aggregation: the rows of both inputs with a number of their input, grouped by all columns, then those groups whose smallest and
 * largest input number say so. NULLs are equal there, as set operations want it. With ALL the rows that are equal within an input are numbered first, so that each is
 * different and meets one partner at most.
 */
final class SetOperations {
  private SetOperations() {}

  static RelNode rewrite(RelNode plan) {
    return plan.accept(new RelHomogeneousShuttle() {
      @Override
      public RelNode visit(RelNode node) {
        RelNode visited = super.visit(node);
        if (visited instanceof Intersect || visited instanceof Minus) {
          return new Rewriter((SetOp) visited).rewrite();
        }
        return visited instanceof Union union ? withSameTypes(union) : visited;
      }
    });
  }

  /** A UNION whose inputs have exactly its types. */
  private static RelNode withSameTypes(Union union) {
    List<RelNode> inputs = new ArrayList<>();
    boolean isChanged = false;
    for (RelNode input : union.getInputs()) {
      RelNode converted = RelOptUtil.createCastRel(input, union.getRowType(), false);
      isChanged |= converted != input;
      inputs.add(converted);
    }
    return isChanged ? LogicalUnion.create(inputs, union.all) : union;
  }

  private record Rewriter(SetOp operation) {
    private RexBuilder rex() {
      return operation.getCluster().getRexBuilder();
    }

    RelNode rewrite() {
      RelNode result = prepared(operation.getInput(0));
      if (operation instanceof Minus) {
        List<RelNode> others =
            operation.getInputs().stream().skip(1).map(this::prepared).toList();
        result = combine(result, others);
      } else {
        for (RelNode other :
            operation.getInputs().subList(1, operation.getInputs().size())) {
          result = combine(result, List.of(prepared(other)));
        }
      }
      return renamed(result);
    }

    /** An input of the operation's types; with ALL, equal rows numbered. */
    private RelNode prepared(RelNode input) {
      RelNode typed = RelOptUtil.createCastRel(input, operation.getRowType(), false);
      if (!operation.all) {
        return typed;
      }
      List<RexNode> columns = new ArrayList<>(rex().identityProjects(typed.getRowType()));
      columns.add(rex()
          .makeOver(
              SqlParserPos.ZERO,
              rex().getTypeFactory().createSqlType(SqlTypeName.BIGINT),
              WindowOperator.ROW_NUMBER,
              List.of(),
              List.copyOf(columns),
              com.google.common.collect.ImmutableList.of(),
              RexWindowBounds.UNBOUNDED_PRECEDING,
              RexWindowBounds.CURRENT_ROW,
              RexWindowExclusion.EXCLUDE_NO_OTHER,
              true,
              true,
              false,
              false,
              false));
      return project(typed, columns);
    }

    private RelNode combine(RelNode first, List<RelNode> others) {
      int width = first.getRowType().getFieldCount();
      List<RelNode> inputs = new ArrayList<>();
      inputs.add(tagged(first, 0));
      others.forEach(other -> inputs.add(tagged(other, 1)));
      RelNode all = LogicalUnion.create(inputs, true);
      RelNode grouped = LogicalAggregate.create(
          all,
          List.of(),
          ImmutableBitSet.range(width),
          null,
          List.of(
              call(SqlStdOperatorTable.MIN, all, width),
              call(SqlStdOperatorTable.MAX, all, width)));
      List<RexNode> conditions = operation instanceof Minus
          ? List.of(is(grouped, width + 1, 0))
          : List.of(is(grouped, width, 0), is(grouped, width + 1, 1));
      RelNode filtered =
          LogicalFilter.create(grouped, RexUtil.composeConjunction(rex(), conditions));
      return project(filtered, rex().identityProjects(first.getRowType()));
    }

    private RelNode tagged(RelNode input, int number) {
      List<RexNode> columns = new ArrayList<>(rex().identityProjects(input.getRowType()));
      columns.add(number(number));
      return project(input, columns);
    }

    private RexNode number(int number) {
      return rex()
          .makeExactLiteral(
              BigDecimal.valueOf(number),
              rex().getTypeFactory().createSqlType(SqlTypeName.INTEGER));
    }

    private static AggregateCall call(SqlAggFunction function, RelNode input, int column) {
      return AggregateCall.create(
          SqlParserPos.ZERO,
          function,
          false,
          false,
          false,
          List.of(),
          List.of(column),
          -1,
          null,
          RelCollations.EMPTY,
          false,
          input,
          null,
          function.getName());
    }

    private RexNode is(RelNode grouped, int column, int number) {
      return rex()
          .makeCall(
              SqlStdOperatorTable.EQUALS, rex().makeInputRef(grouped, column), number(number));
    }

    private static RelNode project(RelNode input, List<RexNode> columns) {
      return LogicalProject.create(input, List.of(), columns, (List<String>) null, Set.of());
    }

    private RelNode renamed(RelNode result) {
      RelDataType row = operation.getRowType();
      List<RexNode> columns = new ArrayList<>();
      for (int i = 0; i < row.getFieldCount(); i++) {
        RexNode column = rex().makeInputRef(result, i);
        RelDataType type = row.getFieldList().get(i).getType();
        columns.add(
            column.getType().equals(type) ? column : rex().makeAbstractCast(type, column, false));
      }
      return LogicalProject.create(result, List.of(), columns, row.getFieldNames(), Set.of());
    }
  }
}
