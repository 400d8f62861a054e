package io.sluice.sql.unnesting;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalSort;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlQuantifyOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * One sub-query of an expression over an outer plan, as a join with that plan.
 *
 * @param query the sub-query, in whose plan and operands no other sub-query is left
 */
record SubQueryJoin(Outer outer, RexSubQuery query) {
  /**
   * The outer plan with a sub-query's value.
   *
   * @param plan the outer plan's columns, and more behind them
   * @param value the sub-query's value over that plan
   */
  record Attached(RelNode plan, RexNode value) {}

  private RexBuilder rex() {
    return outer.rex();
  }

  /** The rows of the outer plan for which a predicate is TRUE, or, negated, FALSE. */
  RelNode select(boolean isNegated) {
    if (isNegated && isNullableMembership()) {
      return new SubQueryJoin(outer.over(withoutUnknown()), nonNullQuery()).selectUnmatched();
    }
    JoinRelType type = isNegated ? JoinRelType.ANTI : JoinRelType.SEMI;
    return join(type, outputs -> {
      RexNode matches = matches(outputs);
      return isNegated && matches.getType().isNullable()
          ? rex().makeCall(SqlStdOperatorTable.IS_NOT_FALSE, matches)
          : matches;
    });
  }

  /** Whether this is {@code x IN (SELECT y)} with an x or y that may be NULL and a sub-query that reads nothing of the outer plan. */
  private boolean isNullableMembership() {
    return query.getKind() == SqlKind.IN
        && query.getOperands().size() == 1
        && query.getType().isNullable()
        && !outer.isReadBy(query.rel);
  }

  /**
   * The rows of the outer plan whose membership is known: all, if the sub-query has no row, otherwise those with an x that is not NULL, if no y is NULL. Two counts over the sub-query
   * tell, so that a join by the values themselves can do the rest.
   */
  private RelNode withoutUnknown() {
    RelNode counts = LogicalAggregate.create(
        query.rel,
        List.of(),
        ImmutableBitSet.of(),
        null,
        List.of(count(List.of()), count(List.of(0))));
    RelNode all = Plans.cross(outer.plan(), counts);
    RexNode rowCount = rex().makeInputRef(all, outer.width());
    RexNode valueCount = rex().makeInputRef(all, outer.width() + 1);
    RexNode zero = rex().makeExactLiteral(BigDecimal.ZERO, rowCount.getType());
    RexNode isEmpty = rex().makeCall(SqlStdOperatorTable.EQUALS, rowCount, zero);
    RexNode isKnown = RexUtil.composeConjunction(
        rex(),
        List.of(
            rex().makeCall(SqlStdOperatorTable.IS_NOT_NULL, query.getOperands().get(0)),
            rex().makeCall(SqlStdOperatorTable.EQUALS, rowCount, valueCount)));
    return Plans.narrow(
        Plans.filter(all, List.of(RexUtil.composeDisjunction(rex(), List.of(isEmpty, isKnown)))),
        outer.width());
  }

  private AggregateCall count(List<Integer> arguments) {
    return AggregateCall.create(
        SqlParserPos.ZERO,
        SqlStdOperatorTable.COUNT,
        false,
        false,
        false,
        List.of(),
        arguments,
        -1,
        null,
        RelCollations.EMPTY,
        true,
        query.rel,
        null,
        null);
  }

  private RexSubQuery nonNullQuery() {
    RexNode value = rex().makeInputRef(query.rel, 0);
    RelNode values =
        Plans.filter(query.rel, List.of(rex().makeCall(SqlStdOperatorTable.IS_NOT_NULL, value)));
    return query.clone(values);
  }

  /** The rows without a partner; a comparison with NULL is none. */
  private RelNode selectUnmatched() {
    return join(JoinRelType.ANTI, this::matches);
  }

  /**
   * The outer plan with the sub-query's value beside each row.
   *
   * @param isUnknownFalse whether a predicate that is unknown may be FALSE
   */
  Attached attach(boolean isUnknownFalse) {
    return switch (query.getKind()) {
      case SCALAR_QUERY -> scalar();
      case EXISTS, IN, SOME -> mark(isUnknownFalse);
      default ->
        throw new SluiceException(
            ErrorCode.NOT_SUPPORTED,
            query.getOperator().getName() + " with a sub-query is not supported");
    };
  }

  /** The joins of a predicate differ in what they make of the condition, which is given the sub-query's columns. */
  private interface Matching {
    RexNode condition(List<RexNode> outputs);
  }

  private RelNode join(JoinRelType type, Matching matching) {
    boolean isExists = query.getKind() == SqlKind.EXISTS;
    RelNode inner = query.rel;
    Optional<InlinedQuery> inlined = InlinedQuery.of(inner, outer, true);
    List<RexNode> conditions = new ArrayList<>();
    if (inlined.isPresent()) {
      conditions.add(matching.condition(inlined.get().outputs()));
      for (RexNode condition : inlined.get().conditions()) {
        conditions.add(
            type == JoinRelType.LEFT_MARK && !isExists
                ? Plans.isTrue(inner, condition)
                : condition);
      }
      return Plans.join(outer.plan(), inlined.get().plan(), type, conditions);
    }
    Decorrelator decorrelator = new Decorrelator(outer, outer.columnsReadBy(inner));
    Dependent result = decorrelator.push(inner);
    conditions.add(matching.condition(Plans.columns(result.plan(), 0, result.width()).stream()
        .map(column -> RexUtil.shift(column, outer.width()))
        .toList()));
    conditions.addAll(decorrelator.meets(result, outer.width()));
    return Plans.join(outer.plan(), result.plan(), type, conditions);
  }

  /** Whether the operands match a row; TRUE for EXISTS. */
  private RexNode matches(List<RexNode> outputs) {
    List<RexNode> operands = query.getOperands();
    SqlOperator comparison = query.getOperator() instanceof SqlQuantifyOperator quantified
        ? RelOptUtil.op(quantified.comparisonKind, SqlStdOperatorTable.EQUALS)
        : SqlStdOperatorTable.EQUALS;
    return switch (comparison.getKind()) {
      case EQUALS -> RexUtil.composeConjunction(rex(), each(comparison, operands, outputs));
      case NOT_EQUALS -> RexUtil.composeDisjunction(rex(), each(comparison, operands, outputs));
      default ->
        operands.size() == 1
            ? rex().makeCall(comparison, operands.get(0), outputs.get(0))
            : ordered(comparison, operands, outputs);
    };
  }

  private List<RexNode> each(SqlOperator comparison, List<RexNode> left, List<RexNode> right) {
    List<RexNode> comparisons = new ArrayList<>();
    for (int i = 0; i < left.size(); i++) {
      comparisons.add(rex().makeCall(comparison, left.get(i), right.get(i)));
    }
    return comparisons;
  }

  /** Rows compare by their first different values, as sorting orders them: NULL is above all others. */
  private RexNode ordered(SqlOperator comparison, List<RexNode> left, List<RexNode> right) {
    RexNode isBefore = isBefore(comparison, left.get(0), right.get(0));
    RexNode isSame =
        rex().makeCall(SqlStdOperatorTable.IS_NOT_DISTINCT_FROM, left.get(0), right.get(0));
    if (left.size() > 1) {
      RexNode rest =
          ordered(comparison, left.subList(1, left.size()), right.subList(1, right.size()));
      return or(isBefore, RexUtil.composeConjunction(rex(), List.of(isSame, rest)));
    }
    boolean isStrict =
        comparison.getKind() == SqlKind.LESS_THAN || comparison.getKind() == SqlKind.GREATER_THAN;
    return isStrict ? isBefore : or(isBefore, isSame);
  }

  /** Whether the left value comes before the right one where the comparison is one with less, behind it where it is not. */
  private RexNode isBefore(SqlOperator comparison, RexNode left, RexNode right) {
    boolean isLess = comparison.getKind() == SqlKind.LESS_THAN
        || comparison.getKind() == SqlKind.LESS_THAN_OR_EQUAL;
    RexNode low = isLess ? left : right;
    RexNode high = isLess ? right : left;
    RexNode isLow = RexUtil.composeConjunction(
        rex(),
        List.of(
            rex().makeCall(SqlStdOperatorTable.IS_NOT_NULL, low),
            rex().makeCall(SqlStdOperatorTable.IS_NULL, high)));
    RexNode isLessValue = rex().makeCall(SqlStdOperatorTable.LESS_THAN, low, high);
    return or(
        isLow,
        isLessValue.getType().isNullable()
            ? rex().makeCall(SqlStdOperatorTable.IS_TRUE, isLessValue)
            : isLessValue);
  }

  private RexNode or(RexNode left, RexNode right) {
    return RexUtil.composeDisjunction(rex(), List.of(left, right));
  }

  private Attached mark(boolean isUnknownFalse) {
    boolean isTwoValued = query.getKind() == SqlKind.EXISTS || isUnknownFalse;
    RelNode joined = join(JoinRelType.LEFT_MARK, this::matches);
    RexNode marker = rex().makeInputRef(joined, outer.width());
    RexNode value = isTwoValued ? Plans.isTrue(joined, marker) : marker;
    return new Attached(joined, Plans.typed(joined, value, query.getType()));
  }

  private Attached scalar() {
    if (!outer.isReadBy(query.rel)) {
      RelNode joined =
          Plans.join(outer.plan(), atMostOneRow(query.rel, 0), JoinRelType.LEFT, List.of());
      return attached(joined, rex().makeInputRef(joined, outer.width()));
    }
    Optional<Attached> aggregated = scalarAggregate();
    if (aggregated.isPresent()) {
      return aggregated.get();
    }
    Decorrelator decorrelator = new Decorrelator(outer, outer.columnsReadBy(query.rel));
    Dependent result = decorrelator.push(query.rel);
    Dependent single =
        new Dependent(atMostOneRow(result.plan(), result.domainSize()), result.width());
    RelNode joined = Plans.join(
        outer.plan(), single.plan(), JoinRelType.LEFT, decorrelator.meets(single, outer.width()));
    return attached(joined, rex().makeInputRef(joined, outer.width()));
  }

  private Attached attached(RelNode plan, RexNode value) {
    return new Attached(plan, Plans.typed(plan, value, query.getType()));
  }

  /** An aggregation without keys below projections: groups that are not there get their values after the join. */
  private Optional<Attached> scalarAggregate() {
    List<RexNode> outputs = new ArrayList<>(Plans.columns(query.rel, 0, 1));
    RelNode node = query.rel;
    while (node instanceof Project project && !project.containsOver()) {
      List<RexNode> below = project.getProjects();
      outputs.replaceAll(output -> replaceColumns(output, below));
      node = project.getInput();
    }
    if (!(node instanceof Aggregate aggregate)
        || aggregate.getGroupSets().size() > 1
        || !aggregate.getGroupSet().isEmpty()
        || !outer.isReadBy(aggregate)) {
      return Optional.empty();
    }
    Decorrelator decorrelator = new Decorrelator(outer, outer.columnsReadBy(aggregate));
    Dependent input = decorrelator.push(aggregate.getInput());
    int keyCount = input.domainSize();
    RelNode grouped = LogicalAggregate.create(
        input.plan(),
        List.of(),
        ImmutableBitSet.range(input.width(), input.width() + keyCount),
        null,
        aggregate.getAggCallList().stream()
            .map(call -> AggregateCalls.grouped(call, input.plan()))
            .toList());
    int callCount = aggregate.getAggCallList().size();
    Dependent result = Dependent.arrange(grouped, keyCount, callCount, 0, keyCount);
    RelNode joined = Plans.join(
        outer.plan(), result.plan(), JoinRelType.LEFT, decorrelator.meets(result, outer.width()));
    List<RexNode> values = new ArrayList<>();
    for (int i = 0; i < callCount; i++) {
      values.add(
          AggregateCalls.orEmpty(aggregate.getAggCallList().get(i), joined, outer.width() + i));
    }
    RexNode value = outer.resolve(replaceColumns(outputs.get(0), values), outer::reference);
    return Optional.of(attached(joined, value));
  }

  private static RexNode replaceColumns(RexNode expression, List<RexNode> values) {
    return expression.accept(new RexShuttle() {
      @Override
      public RexNode visitInputRef(RexInputRef column) {
        return values.get(column.getIndex());
      }
    });
  }

  /** A plan whose second row for the same last columns is an error. */
  private RelNode atMostOneRow(RelNode plan, int keyCount) {
    int width = Plans.width(plan) - keyCount;
    ImmutableBitSet keys = ImmutableBitSet.range(width, width + keyCount);
    var metadata = plan.getCluster().getMetadataQuery();
    Double most = metadata.getMaxRowCount(plan);
    boolean isSingle = keyCount == 0
        ? most != null && most <= 1
        : Boolean.TRUE.equals(metadata.areColumnsUnique(plan, keys));
    if (isSingle) {
      return plan;
    }
    AggregateCall single = AggregateCall.create(
        SqlParserPos.ZERO,
        SqlStdOperatorTable.SINGLE_VALUE,
        false,
        false,
        false,
        List.of(),
        List.of(0),
        -1,
        null,
        RelCollations.EMPTY,
        keyCount == 0,
        plan,
        null,
        null);
    RelNode grouped = LogicalAggregate.create(plan, List.of(), keys, null, List.of(single));
    return keyCount == 0
        ? grouped
        : Dependent.arrange(grouped, keyCount, 1, 0, keyCount).plan();
  }

  /** The sub-query's first row only, which is all that EXISTS needs to know where it reads nothing of the outer plan. */
  SubQueryJoin limited() {
    if (query.getKind() != SqlKind.EXISTS || outer.isReadBy(query.rel)) {
      return this;
    }
    RelNode rows = Plans.project(query.rel, List.of(rex().makeExactLiteral(BigDecimal.ONE)));
    RelNode first =
        LogicalSort.create(rows, RelCollations.EMPTY, null, rex().makeExactLiteral(BigDecimal.ONE));
    return new SubQueryJoin(outer, query.clone(first));
  }

  static Set<SqlKind> predicates() {
    return Set.of(SqlKind.EXISTS, SqlKind.IN, SqlKind.SOME);
  }
}
