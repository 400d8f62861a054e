package io.sluice.sql.physical;

import io.sluice.expression.CastExpression;
import io.sluice.expression.ColumnExpression;
import io.sluice.expression.LocatedExpression;
import io.sluice.expression.PhysicalExpression;
import io.sluice.operator.aggregate.AggregateExec;
import io.sluice.operator.filter.FilterExec;
import io.sluice.operator.join.FilteringKey;
import io.sluice.operator.join.HashJoinExec;
import io.sluice.operator.join.match.JoinKey;
import io.sluice.operator.join.match.JoinType;
import io.sluice.operator.projection.ProjectionExec;
import io.sluice.operator.recursion.RecursiveQueryExec;
import io.sluice.operator.repartition.CoalesceBatchesExec;
import io.sluice.operator.repartition.CoalescePartitionsExec;
import io.sluice.operator.repartition.RepartitionExec;
import io.sluice.operator.repartition.SpoolScanExec;
import io.sluice.operator.scan.CooperativeExec;
import io.sluice.operator.sort.SortExec;
import io.sluice.operator.union.UnionExec;
import io.sluice.operator.window.WindowExec;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.RuntimeFilterTarget;
import io.sluice.plan.runtimefilter.FilteredColumn;
import io.sluice.type.DataType;
import io.sluice.type.PhysicalType;
import io.sluice.type.TypeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lets the scans below a join's probe side know the keys of its build side. A filter goes down to each scan whose column holds the join key, on the way of which
 * nothing needs the other rows: past filters, projections, exchanges, groupings by the key, and other joins, where an equality leads to both sides. Only build
 * sides that lack some of their table's rows make one. Serves one query.
 */
final class RuntimeFilterPlanner {
  private final boolean isEnabled;
  private int count;

  RuntimeFilterPlanner(boolean isEnabled) {
    this.isEnabled = isEnabled;
  }

  /** The same plan with runtime filters in its joins and scans. What recursive queries and spools read is left as it is. */
  ExecutionPlan apply(ExecutionPlan plan) {
    if (!isEnabled || plan instanceof SpoolScanExec || plan instanceof RecursiveQueryExec) {
      return plan;
    }
    ExecutionPlan filtering = plan instanceof HashJoinExec join ? withFilters(join) : plan;
    List<ExecutionPlan> children = filtering.children();
    List<ExecutionPlan> applied = children.stream().map(this::apply).toList();
    return isSame(children, applied) ? filtering : filtering.withNewChildren(applied);
  }

  private static boolean isSame(List<ExecutionPlan> before, List<ExecutionPlan> after) {
    for (int i = 0; i < before.size(); i++) {
      if (before.get(i) != after.get(i)) {
        return false;
      }
    }
    return true;
  }

  private HashJoinExec withFilters(HashJoinExec join) {
    if (!lacksRows(join.left())) {
      return join;
    }
    List<FilteringKey> filters = new ArrayList<>();
    ExecutionPlan right = join.right();
    for (int i = 0; i < join.on().size(); i++) {
      JoinKey key = join.on().get(i);
      Optional<ColumnExpression> column = column(key.right());
      if (HashJoinExec.canFilter(join.type(), key) && column.isPresent()) {
        Optional<ExecutionPlan> pushed =
            push(right, new FilteredColumn(count + 1, column.get().index()));
        if (pushed.isPresent()) {
          right = pushed.get();
          count++;
          filters.add(new FilteringKey(count, i));
        }
      }
    }
    return filters.isEmpty()
        ? join
        : join.withRuntimeFilters(filters).withNewChildren(List.of(join.left(), right));
  }

  /** Whether a plan may give fewer rows than the tables it reads have. */
  private static boolean lacksRows(ExecutionPlan plan) {
    if (plan instanceof HashJoinExec join && join.type() == JoinType.INNER
        || plan instanceof ProjectionExec
        || plan instanceof RepartitionExec
        || plan instanceof CoalescePartitionsExec
        || plan instanceof CoalesceBatchesExec
        || plan instanceof CooperativeExec
        || plan instanceof AggregateExec
        || plan instanceof UnionExec
        || plan instanceof SortExec sort && sort.fetch().isEmpty()) {
      return plan.children().stream().anyMatch(RuntimeFilterPlanner::lacksRows);
    }
    return !(plan instanceof RuntimeFilterTarget);
  }

  /** The same plan with a filter at all scans it gets to; none if it gets to none. */
  private static Optional<ExecutionPlan> push(ExecutionPlan plan, FilteredColumn filter) {
    if (plan instanceof RuntimeFilterTarget target) {
      return Optional.of(target.withRuntimeFilter(filter));
    }
    if (plan instanceof HashJoinExec join) {
      return pushThroughJoin(join, filter);
    }
    if (plan instanceof ProjectionExec projection) {
      return pushToColumn(
          projection, projection.expressions().get(filter.column()).expression(), filter);
    }
    if (plan instanceof AggregateExec aggregate) {
      return filter.column() < aggregate.groupBy().size()
          ? pushToColumn(aggregate, aggregate.groupBy().get(filter.column()).expression(), filter)
          : Optional.empty();
    }
    boolean keepsColumns = plan instanceof FilterExec
        || plan instanceof RepartitionExec
        || plan instanceof CoalescePartitionsExec
        || plan instanceof CoalesceBatchesExec
        || plan instanceof CooperativeExec
        || plan instanceof UnionExec
        || plan instanceof SortExec sort && sort.fetch().isEmpty()
        || plan instanceof WindowExec window && isPartitionedBy(window, filter.column());
    return keepsColumns ? pushToChildren(plan, filter) : Optional.empty();
  }

  private static boolean isPartitionedBy(WindowExec window, int column) {
    return column < window.input().schema().size()
        && window.partitionBy().stream().anyMatch(key -> key.index() == column);
  }

  private static Optional<ExecutionPlan> pushToChildren(ExecutionPlan plan, FilteredColumn filter) {
    List<ExecutionPlan> children = plan.children();
    List<ExecutionPlan> pushed =
        children.stream().map(child -> push(child, filter).orElse(child)).toList();
    return isSame(children, pushed) ? Optional.empty() : Optional.of(plan.withNewChildren(pushed));
  }

  private static Optional<ExecutionPlan> pushToColumn(
      ExecutionPlan plan, PhysicalExpression source, FilteredColumn filter) {
    return column(source)
        .flatMap(
            column -> pushToChildren(plan, new FilteredColumn(filter.filter(), column.index())));
  }

  /** The column whose integers an expression gives, be it as wider ones. */
  private static Optional<ColumnExpression> column(PhysicalExpression expression) {
    if (expression instanceof LocatedExpression located) {
      return column(located.expression());
    }
    if (expression instanceof CastExpression cast && isWidening(cast)) {
      return column(cast.operand());
    }
    return expression instanceof ColumnExpression column ? Optional.of(column) : Optional.empty();
  }

  private static boolean isWidening(CastExpression cast) {
    DataType narrow = cast.operand().type();
    return narrow.isWholeNumber()
        && narrow.physicalType() == PhysicalType.INT32
        && (cast.type().kind() == TypeKind.BIGINT || cast.type().kind() == TypeKind.INTEGER);
  }

  private static Optional<ExecutionPlan> pushThroughJoin(HashJoinExec join, FilteredColumn filter) {
    JoinType type = join.type();
    boolean hasLeft = switch (type) {
      case INNER, LEFT, RIGHT, FULL, LEFT_SEMI, LEFT_ANTI, LEFT_MARK -> true;
      case RIGHT_SEMI, RIGHT_ANTI, RIGHT_MARK -> false;
    };
    int leftCount = hasLeft ? join.left().schema().size() : 0;
    boolean isLeft = filter.column() < leftCount;
    int column = isLeft ? filter.column() : filter.column() - leftCount;
    boolean isPreserved = switch (type) {
      case INNER -> true;
      case LEFT, LEFT_SEMI, LEFT_ANTI, LEFT_MARK -> isLeft;
      case RIGHT, RIGHT_SEMI, RIGHT_ANTI, RIGHT_MARK ->
        !isLeft && column < join.right().schema().size();
      case FULL -> false;
    };
    if (!isPreserved) {
      return Optional.empty();
    }
    ExecutionPlan left = join.left();
    ExecutionPlan right = join.right();
    if (isLeft) {
      left = pushed(left, filter.filter(), column);
    } else {
      right = pushed(right, filter.filter(), column);
    }
    // A row whose key is not wanted has only such partners.
    boolean reachesBoth =
        type == JoinType.INNER || type == JoinType.LEFT_SEMI || type == JoinType.RIGHT_SEMI;
    for (JoinKey key : join.on()) {
      Optional<ColumnExpression> leftKey = column(key.left());
      Optional<ColumnExpression> rightKey = column(key.right());
      if (reachesBoth && !key.isNullEqual() && leftKey.isPresent() && rightKey.isPresent()) {
        if (isLeft && leftKey.get().index() == column) {
          right = pushed(right, filter.filter(), rightKey.get().index());
        } else if (!isLeft && rightKey.get().index() == column) {
          left = pushed(left, filter.filter(), leftKey.get().index());
        }
      }
    }
    return left == join.left() && right == join.right()
        ? Optional.empty()
        : Optional.of(join.withNewChildren(List.of(left, right)));
  }

  private static ExecutionPlan pushed(ExecutionPlan plan, int filter, int column) {
    return push(plan, new FilteredColumn(filter, column)).orElse(plan);
  }
}
