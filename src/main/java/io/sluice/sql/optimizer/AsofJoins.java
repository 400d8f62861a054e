package io.sluice.sql.optimizer;

import com.google.common.collect.ImmutableList;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.sql.expression.AsofOperator;
import io.sluice.sql.expression.StructOperator;
import io.sluice.sql.expression.WindowOperator;
import io.sluice.sql.logical.PlanShuttle;
import io.sluice.sql.parser.StatementParser;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.logical.LogicalUnion;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexFieldCollation;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.rex.RexWindowBounds;
import org.apache.calcite.rex.RexWindowExclusion;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/**
 * As-of joins, written with a window. {@code l ASOF JOIN r ON l.k = r.k AND l.t >= r.t} gives each row of {@code l} the row of {@code r} with the same {@code k} that has the greatest {@code t} up to its own.
 *
 * <p>The rows of both sides stand in one list, divided by the columns that have to be equal and ordered by those that are compared; of equal ones those of {@code r} come first, or last where the comparison leaves equality out. Each
 * row of {@code l} then takes the last row of {@code r} before it, which goes along as one ROW. {@code <=} and {@code <} walk through the list from its end. Rows of {@code r} with a NULL in one of these columns fit none and are left out before, rows of
 * {@code l} with one find none: a NULL is in a part of the list, or at an end of it, where they are alone, or else their finding is dropped.
 *
 * <p>Of several rows of {@code r} that are equally near any is taken. Stateless.
 */
final class AsofJoins {
  private AsofJoins() {}

  /** The plan without such joins, also in its sub-queries. */
  static RelNode expand(RelNode plan) {
    return new PlanShuttle() {
      @Override
      protected RelNode rewriteNode(RelNode node) {
        return node instanceof Join join
                && join.getCondition() instanceof RexCall call
                && call.getOperator().equals(AsofOperator.INSTANCE)
            ? expanded(join, call)
            : node;
      }
    }.rewrite(plan);
  }

  private static RelNode expanded(Join join, RexCall condition) {
    try {
      return new Expansion(join, condition.getOperands().get(0)).expanded();
    } catch (SluiceException e) {
      SqlParserPos position = condition.getParserPosition();
      throw e.position() == null && position.getLineNum() > 0
          ? e.at(StatementParser.position(position))
          : e;
    }
  }

  private static final class Expansion {
    private final Join join;
    private final RelNode left;
    private final RelNode right;
    private final RexBuilder rex;
    private final List<RexNode> leftKeys = new ArrayList<>();
    private final List<RexNode> rightKeys = new ArrayList<>();
    private @Nullable SqlKind comparison;
    private @Nullable RexNode leftOrder;
    private @Nullable RexNode rightOrder;

    Expansion(Join join, RexNode condition) {
      this.join = join;
      this.left = join.getLeft();
      this.right = join.getRight();
      this.rex = join.getCluster().getRexBuilder();
      RelOptUtil.conjunctions(condition).forEach(this::add);
    }

    private void add(RexNode part) {
      boolean isTaken = part instanceof RexCall call
          && call.getOperands().size() == 2
          && add(call.getKind(), call.getOperands().get(0), call.getOperands().get(1));
      if (!isTaken) {
        throw new SluiceException(
            ErrorCode.NOT_SUPPORTED,
            "The condition of an ASOF JOIN is made of equalities between both sides and one comparison by >=, >, <= or <, joined by AND");
      }
    }

    private boolean add(SqlKind kind, RexNode first, RexNode second) {
      int width = left.getRowType().getFieldCount();
      ImmutableBitSet ofFirst = RelOptUtil.InputFinder.bits(first);
      ImmutableBitSet ofSecond = RelOptUtil.InputFinder.bits(second);
      ImmutableBitSet leftColumns = ImmutableBitSet.range(width);
      boolean isInOrder = leftColumns.contains(ofFirst) && !leftColumns.intersects(ofSecond);
      boolean isTurned = leftColumns.contains(ofSecond) && !leftColumns.intersects(ofFirst);
      if (!isInOrder && !isTurned || ofFirst.isEmpty() || ofSecond.isEmpty()) {
        return false;
      }
      RexNode ofLeft = isInOrder ? first : second;
      RexNode ofRight = RexUtil.shift(isInOrder ? second : first, -width);
      switch (kind) {
        case EQUALS -> {
          leftKeys.add(ofLeft);
          rightKeys.add(ofRight);
        }
        case GREATER_THAN, GREATER_THAN_OR_EQUAL, LESS_THAN, LESS_THAN_OR_EQUAL -> {
          if (comparison != null) {
            return false;
          }
          comparison = isInOrder ? kind : kind.reverse();
          leftOrder = ofLeft;
          rightOrder = ofRight;
        }
        default -> {
          return false;
        }
      }
      return true;
    }

    RelNode expanded() {
      SqlKind kind = comparison;
      RexNode leftTime = leftOrder;
      RexNode rightTime = rightOrder;
      if (kind == null || leftTime == null || rightTime == null) {
        throw new SluiceException(
            ErrorCode.SEMANTIC_ERROR,
            "The condition of an ASOF JOIN compares both sides once by >=, >, <= or <");
      }
      RelNode complete = filtered(right, rightKeys, rightTime);
      List<RexNode> ofLeft = new ArrayList<>(leftKeys);
      ofLeft.add(leftTime);
      List<RexNode> ofRight = new ArrayList<>(rightKeys);
      ofRight.add(rightTime);
      for (int i = 0; i < ofLeft.size(); i++) {
        RelDataType common = common(ofLeft.get(i), ofRight.get(i));
        ofLeft.set(i, rex.ensureType(common, ofLeft.get(i), true));
        ofRight.set(i, rex.ensureType(common, ofRight.get(i), true));
      }
      boolean isStrict = kind == SqlKind.GREATER_THAN || kind == SqlKind.LESS_THAN;
      boolean isBackward = kind == SqlKind.LESS_THAN || kind == SqlKind.LESS_THAN_OR_EQUAL;
      int keyCount = ofLeft.size();
      RexNode row = row(complete);
      ofLeft.add(number(isStrict ? 0 : 1));
      ofRight.add(number(isStrict ? 1 : 0));
      ofLeft.addAll(rex.identityProjects(left.getRowType()));
      left.getRowType().getFieldList().forEach(field -> ofRight.add(nothing(field.getType())));
      ofLeft.add(nothing(row.getType()));
      ofRight.add(row);
      RelNode all =
          LogicalUnion.create(List.of(project(left, ofLeft), project(complete, ofRight)), true);
      List<RexNode> columns = rex.identityProjects(all.getRowType());
      RexNode found = lastRow(columns, keyCount, isBackward);
      List<RexNode> paired = new ArrayList<>(columns.subList(0, columns.size() - 1));
      paired.add(rex.makeCall(
          SqlStdOperatorTable.CASE,
          rex.makeCall(SqlStdOperatorTable.IS_NULL, columns.get(keyCount - 1)),
          nothing(found.getType()),
          found));
      return outputs(project(all, paired), keyCount, isStrict ? 0 : 1);
    }

    /** The rows that can be found. */
    private RelNode filtered(RelNode input, List<RexNode> keys, RexNode order) {
      List<RexNode> conditions = new ArrayList<>();
      for (RexNode key : keys) {
        conditions.add(rex.makeCall(SqlStdOperatorTable.IS_NOT_NULL, key));
      }
      conditions.add(rex.makeCall(SqlStdOperatorTable.IS_NOT_NULL, order));
      return LogicalFilter.create(input, RexUtil.composeConjunction(rex, conditions));
    }

    private RelDataType common(RexNode first, RexNode second) {
      RelDataTypeFactory types = rex.getTypeFactory();
      RelDataType common = types.leastRestrictive(List.of(first.getType(), second.getType()));
      if (common == null) {
        throw new SluiceException(
            ErrorCode.TYPE_MISMATCH, "An ASOF JOIN compares values of different types");
      }
      return types.createTypeWithNullability(common, true);
    }

    private RexNode row(RelNode input) {
      List<String> names = IntStream.range(0, input.getRowType().getFieldCount())
          .mapToObj(index -> "c" + index)
          .toList();
      RexNode row =
          rex.makeCall(new StructOperator(names), rex.identityProjects(input.getRowType()));
      RelDataType nullable = rex.getTypeFactory().createTypeWithNullability(row.getType(), true);
      return rex.makeCall(nullable, ((RexCall) row).getOperator(), ((RexCall) row).getOperands());
    }

    private RexNode nothing(RelDataType type) {
      return rex.makeNullLiteral(rex.getTypeFactory().createTypeWithNullability(type, true));
    }

    private RexNode number(int number) {
      return rex.makeExactLiteral(
          BigDecimal.valueOf(number), rex.getTypeFactory().createSqlType(SqlTypeName.INTEGER));
    }

    /** The last ROW up to the row at hand. */
    private RexNode lastRow(List<RexNode> columns, int keyCount, boolean isBackward) {
      RexNode row = columns.get(columns.size() - 1);
      Set<SqlKind> order = isBackward ? Set.of(SqlKind.DESCENDING) : Set.of();
      return rex.makeOver(
          SqlParserPos.ZERO,
          row.getType(),
          WindowOperator.LAST_VALUE,
          List.of(row),
          columns.subList(0, keyCount - 1),
          ImmutableList.of(
              new RexFieldCollation(columns.get(keyCount - 1), order),
              new RexFieldCollation(columns.get(keyCount), Set.of())),
          RexWindowBounds.UNBOUNDED_PRECEDING,
          RexWindowBounds.CURRENT_ROW,
          RexWindowExclusion.EXCLUDE_NO_OTHER,
          true,
          true,
          false,
          false,
          true);
    }

    /** The columns of the join, of the rows of the left side. */
    private RelNode outputs(RelNode paired, int keyCount, int side) {
      List<RexNode> columns = rex.identityProjects(paired.getRowType());
      RexNode row = columns.get(columns.size() - 1);
      List<RexNode> conditions = new ArrayList<>();
      conditions.add(rex.makeCall(SqlStdOperatorTable.EQUALS, columns.get(keyCount), number(side)));
      if (join.getJoinType() == JoinRelType.INNER) {
        conditions.add(rex.makeCall(SqlStdOperatorTable.IS_NOT_NULL, row));
      }
      RelNode kept = LogicalFilter.create(paired, RexUtil.composeConjunction(rex, conditions));
      List<RexNode> outputs = new ArrayList<>(columns.subList(keyCount + 1, columns.size() - 1));
      for (int i = 0; i < right.getRowType().getFieldCount(); i++) {
        outputs.add(rex.makeFieldAccess(row, i));
      }
      RelDataType type = join.getRowType();
      for (int i = 0; i < outputs.size(); i++) {
        RelDataType wanted = type.getFieldList().get(i).getType();
        RexNode output = outputs.get(i);
        outputs.set(
            i,
            output.getType().equals(wanted) ? output : rex.makeAbstractCast(wanted, output, false));
      }
      return LogicalProject.create(kept, List.of(), outputs, type.getFieldNames(), Set.of());
    }

    private static RelNode project(RelNode input, List<RexNode> columns) {
      return LogicalProject.create(input, List.of(), columns, (List<String>) null, Set.of());
    }
  }
}
