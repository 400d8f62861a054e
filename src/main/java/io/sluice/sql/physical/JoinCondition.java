package io.sluice.sql.physical;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * What a join's condition asks for, as a hash join can do it.
 *
 * <p>A mark join tells unknown from false, so an equality whose sides may be NULL is no key there: rows with a NULL would not meet the rows of all keys. It is
 * part of the residual condition, or, where nothing else is asked, {@link #nullAware}. The same holds for an anti join whose condition is that an equality
 * is not false, which is what NOT IN asks.
 *
 * @param keys equalities that are TRUE or not, and need not be told to be unknown
 * @param residual the other conjuncts, over the columns of both inputs
 * @param nullAware the only equality, where NULLs count
 */
record JoinCondition(List<Equality> keys, List<RexNode> residual, Optional<Equality> nullAware) {
  /**
   * An equality of one value of each input.
   *
   * @param left over the left input
   * @param right over the right input
   * @param isNullEqual whether NULL equals NULL
   */
  record Equality(RexNode left, RexNode right, boolean isNullEqual) {
    private boolean isNullable() {
      return left.getType().isNullable() || right.getType().isNullable();
    }
  }

  JoinCondition {
    keys = List.copyOf(keys);
    residual = List.copyOf(residual);
  }

  static JoinCondition of(Join join) {
    return new Splitter(join).split();
  }

  private static final class Splitter {
    private final Join join;
    private final RexBuilder rex;
    private final int leftCount;
    private final List<Equality> keys = new ArrayList<>();
    private final List<RexNode> residual = new ArrayList<>();
    private final List<Equality> nullAware = new ArrayList<>();
    private final List<RexNode> nullAwareConditions = new ArrayList<>();

    Splitter(Join join) {
      this.join = join;
      rex = join.getCluster().getRexBuilder();
      leftCount = join.getLeft().getRowType().getFieldCount();
    }

    JoinCondition split() {
      boolean isMark = join.getJoinType() == JoinRelType.LEFT_MARK;
      for (RexNode condition : RelOptUtil.conjunctions(join.getCondition())) {
        if (isMark && condition.getKind() == SqlKind.IS_TRUE) {
          RexNode inner = ((RexCall) condition).getOperands().get(0);
          RelOptUtil.conjunctions(inner).forEach(this::addTwoValued);
        } else if (isMark) {
          addThreeValued(condition);
        } else {
          add(condition);
        }
      }
      if (nullAware.size() == 1 && keys.isEmpty() && residual.isEmpty()) {
        return new JoinCondition(keys, residual, Optional.of(nullAware.get(0)));
      }
      residual.addAll(nullAwareConditions);
      return new JoinCondition(keys, residual, Optional.empty());
    }

    private void addTwoValued(RexNode condition) {
      Optional<Equality> equality = equality(condition);
      if (equality.isPresent()) {
        keys.add(equality.get());
      } else {
        boolean isNullable = condition.getType().isNullable();
        residual.add(
            isNullable
                ? rex.makeCall(org.apache.calcite.sql.fun.SqlStdOperatorTable.IS_TRUE, condition)
                : condition);
      }
    }

    private void addThreeValued(RexNode condition) {
      Optional<Equality> equality = equality(condition);
      if (equality.isEmpty()) {
        residual.add(condition);
      } else if (equality.get().isNullEqual() || !equality.get().isNullable()) {
        keys.add(equality.get());
      } else {
        nullAware.add(equality.get());
        nullAwareConditions.add(condition);
      }
    }

    private void add(RexNode condition) {
      Optional<Equality> equality = equality(condition);
      if (equality.isPresent()) {
        keys.add(equality.get());
        return;
      }
      if (join.getJoinType() == JoinRelType.ANTI && condition.getKind() == SqlKind.IS_NOT_FALSE) {
        Optional<Equality> inner = equality(((RexCall) condition).getOperands().get(0));
        if (inner.isPresent() && !inner.get().isNullEqual()) {
          nullAware.add(inner.get());
          nullAwareConditions.add(condition);
          return;
        }
      }
      residual.add(condition);
    }

    private Optional<Equality> equality(RexNode condition) {
      if (!(condition instanceof RexCall written)) {
        return Optional.empty();
      }
      RexCall call = RelOptUtil.collapseExpandedIsNotDistinctFromExpr(written, rex);
      boolean isNullEqual = call.getKind() == SqlKind.IS_NOT_DISTINCT_FROM;
      if (!isNullEqual && call.getKind() != SqlKind.EQUALS || !RexUtil.isDeterministic(call)) {
        return Optional.empty();
      }
      RexNode first = call.getOperands().get(0);
      RexNode second = call.getOperands().get(1);
      if (isOfLeft(first) && isOfRight(second)) {
        return Optional.of(equality(first, second, isNullEqual));
      }
      return isOfLeft(second) && isOfRight(first)
          ? Optional.of(equality(second, first, isNullEqual))
          : Optional.empty();
    }

    private Equality equality(RexNode left, RexNode right, boolean isNullEqual) {
      return new Equality(left, RexUtil.shift(right, -leftCount), isNullEqual);
    }

    private boolean isOfLeft(RexNode value) {
      ImmutableBitSet columns = RelOptUtil.InputFinder.bits(value);
      return !columns.isEmpty() && columns.length() <= leftCount;
    }

    private boolean isOfRight(RexNode value) {
      ImmutableBitSet columns = RelOptUtil.InputFinder.bits(value);
      return !columns.isEmpty() && columns.nth(0) >= leftCount;
    }
  }
}
