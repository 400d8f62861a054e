package io.sluice.sql.physical;

import io.sluice.expression.CaseExpression;
import io.sluice.expression.ColumnExpression;
import io.sluice.expression.InListExpression;
import io.sluice.expression.LiteralExpression;
import io.sluice.expression.LogicalExpression;
import io.sluice.expression.LogicalOperator;
import io.sluice.expression.NamedExpression;
import io.sluice.expression.PhysicalExpression;
import io.sluice.expression.SortField;
import io.sluice.operator.expand.ExpandExec;
import io.sluice.plan.ExecutionPlan;
import io.sluice.type.DataType;
import io.sluice.type.Literal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * What an aggregation groups: its input as it is, or for several grouping sets each row once for every set, the number of the set being the last key.
 *
 * @param firstColumn where the input's first column stands in the plan
 */
record GroupingInput(
    Aggregate aggregate, Pruned input, ExecutionPlan plan, int firstColumn, boolean hasStandIns) {
  static GroupingInput of(Aggregate aggregate, Pruned input, Distribution distribution) {
    if (aggregate.getGroupSets().size() == 1) {
      return new GroupingInput(aggregate, input, input.plan(), 0, false);
    }
    List<ColumnExpression> keys = new ArrayList<>();
    for (int group : aggregate.getGroupSet()) {
      keys.add(input.column(group));
    }
    List<List<Integer>> sets = new ArrayList<>();
    for (ImmutableBitSet set : aggregate.getGroupSets()) {
      sets.add(set.asList().stream().map(aggregate.getGroupSet()::indexOf).toList());
    }
    ExpandExec expand = new ExpandExec(keys, sets, distribution.spread(input.plan()));
    return new GroupingInput(
        aggregate, input, expand, expand.firstInputColumn(), expand.hasEmptySet());
  }

  private boolean isExpanded() {
    return firstColumn > 0;
  }

  private int keyCount() {
    return aggregate.getGroupCount();
  }

  /** The keys, with more than one set that set's number last. */
  List<NamedExpression> groupBy() {
    List<NamedExpression> groupBy = new ArrayList<>();
    if (isExpanded()) {
      for (int i = 0; i <= keyCount(); i++) {
        ColumnExpression key = ColumnNames.column(plan.schema(), i);
        groupBy.add(new NamedExpression(key, key.name()));
      }
    } else {
      for (int group : aggregate.getGroupSet()) {
        ColumnExpression key = input.column(group);
        groupBy.add(new NamedExpression(key, key.name()));
      }
    }
    return groupBy;
  }

  /** A column of the aggregation's logical input. */
  ColumnExpression column(int logical) {
    ColumnExpression column = input.column(logical);
    return isExpanded() ? ColumnNames.column(plan.schema(), firstColumn + column.index()) : column;
  }

  /** The condition under which a call counts a row. */
  Optional<PhysicalExpression> filter(AggregateCall call) {
    List<PhysicalExpression> conditions = new ArrayList<>();
    if (hasStandIns) {
      conditions.add(ColumnNames.column(plan.schema(), firstColumn - 1));
    }
    if (call.filterArg >= 0) {
      conditions.add(column(call.filterArg));
    }
    return switch (conditions.size()) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(conditions.get(0));
      default -> Optional.of(new LogicalExpression(LogicalOperator.AND, conditions));
    };
  }

  /** The order in which a call wants its rows. */
  List<SortField> order(AggregateCall call) {
    return call.getCollation().getFieldCollations().stream()
        .map(field -> new SortField(
            column(field.getFieldIndex()),
            field.getDirection().isDescending(),
            field.nullDirection == RelFieldCollation.NullDirection.FIRST))
        .toList();
  }

  /**
   * GROUPING of some columns: a bit for each, set where the grouping set lacks the column, the last column's lowest.
   *
   * @param aggregated the aggregation's output, which begins with {@link #groupBy}
   */
  PhysicalExpression grouping(AggregateCall call, ExecutionPlan aggregated) {
    Map<Long, List<Literal>> setsByBits = new TreeMap<>();
    for (int set = 0; set < aggregate.getGroupSets().size(); set++) {
      long bits = 0;
      for (int column : call.getArgList()) {
        bits = bits << 1 | (aggregate.getGroupSets().get(set).get(column) ? 0 : 1);
      }
      setsByBits.computeIfAbsent(bits, missing -> new ArrayList<>()).add(Literal.of(set));
    }
    long last = setsByBits.keySet().iterator().next();
    List<CaseExpression.Branch> branches = new ArrayList<>();
    for (Map.Entry<Long, List<Literal>> entry : setsByBits.entrySet()) {
      if (entry.getKey() != last) {
        ColumnExpression set = ColumnNames.column(aggregated.schema(), keyCount());
        branches.add(new CaseExpression.Branch(
            new InListExpression(set, entry.getValue(), false), constant(entry.getKey())));
      }
    }
    return branches.isEmpty()
        ? constant(last)
        : new CaseExpression(branches, constant(last), DataType.BIGINT);
  }

  private static LiteralExpression constant(long value) {
    return new LiteralExpression(Literal.of(value));
  }

  /** How many columns of the aggregation's output stand before the first result. */
  int groupByCount() {
    return keyCount() + (isExpanded() ? 1 : 0);
  }
}
