package io.sluice.sql.unnesting;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.sql.expression.WindowOperator;
import io.sluice.sql.logical.LogicalRecursion;
import io.sluice.sql.logical.LogicalUnnest;
import io.sluice.sql.logical.LogicalWorkingTable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalUnion;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexFieldCollation;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.rex.RexWindow;
import org.apache.calcite.rex.RexWindowBounds;
import org.apache.calcite.rex.RexWindowExclusion;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/**
 * Computes a plan for all rows of an outer one at once.
 *
 * <p><b>Method</b>, after Neumann and Kemper, <i>Unnesting Arbitrary Queries</i>. The <i>domain</i> is the set of different values of the outer columns that the plan
 * reads. {@link #push} gives the plan's result for each value of the domain, with the value beside each row: at a node that reads nothing of the outer plan that is the
 * product of both, and every other node carries the values through: a filter compares with them, an aggregation groups by them, a limit counts within them. The outer plan is
 * then joined with the result on these values.
 *
 * <p>Where a filter asks for {@code outer column = expression}, the expression itself is the value: rows that no outer row asks for are computed too and find no partner, and
 * the product is saved.
 */
final class Decorrelator {
  private final Outer outer;
  private final RexBuilder rex;
  private final List<Integer> columns;
  /** What the iterations of a recursion at hand read: its columns and the values of the domain. */
  private final Map<Integer, RelNode> workingTables = new HashMap<>();

  /**
   * Makes a decorrelator for one dependent plan.
   *
   * @param columns the outer columns that it reads
   */
  Decorrelator(Outer outer, Set<Integer> columns) {
    this.outer = outer;
    this.rex = outer.rex();
    this.columns = List.copyOf(columns);
  }

  /** The conditions, never NULL, on which the outer plan meets the result: for two plans side by side, the outer one first. */
  List<RexNode> meets(Dependent result, int resultFrom) {
    List<RexNode> conditions = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      RexNode value = result.domain(i);
      conditions.add(Plans.isSame(
          outer.plan(),
          outer.reference(columns.get(i)),
          rex.makeInputRef(value.getType(), resultFrom + result.width() + i)));
    }
    return conditions;
  }

  Dependent push(RelNode node) {
    if (!isDependent(node)) {
      return product(node);
    }
    if (node instanceof Filter filter) {
      return filter(filter);
    }
    if (node instanceof Project project) {
      return project(project);
    }
    if (node instanceof Aggregate aggregate) {
      return aggregate(aggregate);
    }
    if (node instanceof Join join) {
      return join(join);
    }
    if (node instanceof Sort sort) {
      return sort(sort);
    }
    if (node instanceof SetOp setOp) {
      List<RelNode> inputs =
          setOp.getInputs().stream().map(input -> push(input).plan()).toList();
      return new Dependent(setOp.copy(setOp.getTraitSet(), inputs), Plans.width(node));
    }
    if (node instanceof LogicalUnnest unnest) {
      return unnest(unnest);
    }
    if (node instanceof LogicalRecursion recursion) {
      return recursion(recursion);
    }
    if (node instanceof LogicalWorkingTable table) {
      return new Dependent(widened(table), Plans.width(table));
    }
    throw new SluiceException(
        ErrorCode.NOT_SUPPORTED,
        "A sub-query that reads a column of the outer query inside "
            + node.getRelTypeName().replace("Logical", "").toUpperCase(java.util.Locale.ROOT)
            + " is not supported");
  }

  /** Whether a plan's rows differ from one outer row to another. */
  private boolean isDependent(RelNode node) {
    return outer.isReadBy(node)
        || node instanceof LogicalWorkingTable table && workingTables.containsKey(table.recursion())
        || node.getInputs().stream().anyMatch(this::isDependent);
  }

  /** The different values of the outer columns. */
  private RelNode domain() {
    List<RexNode> values = columns.stream().map(outer::reference).toList();
    RelNode read = Plans.project(outer.plan(), values);
    return LogicalAggregate.create(
        read, List.of(), ImmutableBitSet.range(columns.size()), null, List.of());
  }

  private RexNode resolve(RexNode expression, Dependent input) {
    return outer.resolve(expression, column -> input.domain(columns.indexOf(column)));
  }

  private Dependent filter(Filter filter) {
    if (!isDependent(filter.getInput())) {
      Optional<Dependent> computed = computeDomain(filter);
      if (computed.isPresent()) {
        return computed.get();
      }
    }
    Dependent input = push(filter.getInput());
    List<RexNode> conditions = List.of(resolve(filter.getCondition(), input));
    return new Dependent(Plans.filter(input.plan(), conditions), input.width());
  }

  /** The domain as expressions over the filter's input, where the filter says that each of its values equals one. */
  private Optional<Dependent> computeDomain(Filter filter) {
    List<@Nullable RexNode> values = new ArrayList<>();
    columns.forEach(column -> values.add(null));
    List<RexNode> rest = new ArrayList<>();
    for (RexNode condition : RelOptUtil.conjunctions(filter.getCondition())) {
      if (!isValueOfDomain(condition, values)) {
        rest.add(condition);
      }
    }
    if (values.contains(null)) {
      return Optional.empty();
    }
    IntFunction<RexNode> value = column -> required(values.get(columns.indexOf(column)));
    List<RexNode> conditions = new ArrayList<>();
    for (RexNode condition : rest) {
      conditions.add(outer.resolve(condition, value));
    }
    List<RexNode> outputs =
        new ArrayList<>(Plans.columns(filter.getInput(), 0, Plans.width(filter)));
    for (RexNode expression : values) {
      RexNode computed = required(expression);
      if (computed.getType().isNullable()) {
        conditions.add(rex.makeCall(SqlStdOperatorTable.IS_NOT_NULL, computed));
      }
      outputs.add(rex.makeNotNull(computed));
    }
    RelNode filtered = Plans.filter(filter.getInput(), conditions);
    return Optional.of(new Dependent(Plans.project(filtered, outputs), Plans.width(filter)));
  }

  private boolean isValueOfDomain(RexNode condition, List<@Nullable RexNode> values) {
    if (condition.getKind() != SqlKind.EQUALS) {
      return false;
    }
    List<RexNode> sides = ((RexCall) condition).getOperands();
    return isValueOfDomain(sides.get(0), sides.get(1), values)
        || isValueOfDomain(sides.get(1), sides.get(0), values);
  }

  private boolean isValueOfDomain(
      RexNode column, RexNode expression, List<@Nullable RexNode> values) {
    int index = columns.indexOf(outer.column(column));
    if (index < 0
        || values.get(index) != null
        || outer.isReadBy(expression)
        || !RexUtil.isDeterministic(expression)
        || !isSameType(column.getType(), expression.getType())) {
      return false;
    }
    values.set(index, expression);
    return true;
  }

  private boolean isSameType(RelDataType left, RelDataType right) {
    return rex.getTypeFactory()
        .createTypeWithNullability(left, false)
        .equals(rex.getTypeFactory().createTypeWithNullability(right, false));
  }

  private static <T> T required(@Nullable T part) {
    if (part == null) {
      throw new IllegalStateException("a part of the domain is missing");
    }
    return part;
  }

  private Dependent project(Project project) {
    Dependent input = push(project.getInput());
    List<RexNode> outputs = new ArrayList<>();
    for (RexNode expression : project.getProjects()) {
      RexNode output = withinDomain(resolve(expression, input), input.domain());
      outputs.add(Plans.typed(input.plan(), output, expression.getType()));
    }
    outputs.addAll(input.domain());
    return new Dependent(Plans.project(input.plan(), outputs), Plans.width(project));
  }

  /** Window functions see the rows of one value only. */
  private RexNode withinDomain(RexNode expression, List<RexNode> domain) {
    return expression.accept(new RexShuttle() {
      @Override
      public RexNode visitOver(RexOver over) {
        RexOver visited = (RexOver) super.visitOver(over);
        RexWindow window = visited.getWindow();
        List<RexNode> partition = new ArrayList<>(window.partitionKeys);
        partition.addAll(domain);
        return rex.makeOver(
            SqlParserPos.ZERO,
            visited.getType(),
            (SqlAggFunction) visited.getOperator(),
            visited.getOperands(),
            partition,
            window.orderKeys,
            window.getLowerBound(),
            window.getUpperBound(),
            window.getExclude(),
            window.isRows(),
            true,
            false,
            visited.isDistinct(),
            visited.ignoreNulls());
      }
    });
  }

  private Dependent aggregate(Aggregate aggregate) {
    Dependent input = push(aggregate.getInput());
    ImmutableBitSet values = ImmutableBitSet.range(input.width(), input.width() + columns.size());
    List<ImmutableBitSet> sets =
        aggregate.getGroupSets().stream().map(values::union).toList();
    boolean isAnyEmpty = aggregate.getGroupSets().stream().anyMatch(ImmutableBitSet::isEmpty);
    List<org.apache.calcite.rel.core.AggregateCall> calls = aggregate.getAggCallList().stream()
        .map(call -> isAnyEmpty ? AggregateCalls.grouped(call, input.plan()) : call)
        .toList();
    RelNode grouped = LogicalAggregate.create(
        input.plan(),
        List.of(),
        aggregate.getGroupSet().union(values),
        sets.size() > 1 ? sets : null,
        calls);
    int keyCount = aggregate.getGroupCount();
    List<RexNode> outputs = new ArrayList<>();
    for (int i = 0; i < keyCount; i++) {
      outputs.add(rex.makeInputRef(grouped, i));
    }
    for (int i = 0; i < calls.size(); i++) {
      outputs.add(rex.makeInputRef(grouped, keyCount + columns.size() + i));
    }
    outputs.addAll(Plans.columns(grouped, keyCount, columns.size()));
    Dependent result = new Dependent(Plans.project(grouped, outputs), Plans.width(aggregate));
    if (!isAnyEmpty) {
      return result;
    }
    return sets.size() > 1
        ? withEmptySet(aggregate, input, result)
        : withEmptyGroups(aggregate, result);
  }

  /** The set without keys has a row for a value of the domain that has no input, and the other sets have none. */
  private Dependent withEmptySet(Aggregate aggregate, Dependent input, Dependent result) {
    RelNode domain = domain();
    RelNode missing =
        Plans.join(domain, input.plan(), JoinRelType.ANTI, meetsDomain(domain, input));
    List<RexNode> outputs = new ArrayList<>();
    for (int i = 0; i < aggregate.getGroupCount(); i++) {
      outputs.add(
          rex.makeNullLiteral(aggregate.getRowType().getFieldList().get(i).getType()));
    }
    for (org.apache.calcite.rel.core.AggregateCall call : aggregate.getAggCallList()) {
      outputs.add(AggregateCalls.ofNone(call, rex));
    }
    outputs.addAll(Plans.columns(missing, 0, columns.size()));
    RelNode rows =
        LogicalUnion.create(List.of(result.plan(), Plans.project(missing, outputs)), true);
    return new Dependent(rows, result.width());
  }

  private List<RexNode> meetsDomain(RelNode domain, Dependent result) {
    List<RexNode> conditions = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      RexNode value = result.domain(i);
      conditions.add(Plans.isSame(
          domain,
          rex.makeInputRef(domain, i),
          rex.makeInputRef(value.getType(), columns.size() + result.width() + i)));
    }
    return conditions;
  }

  /** An aggregation without keys has a row for a value of the domain that has no input. */
  private Dependent withEmptyGroups(Aggregate aggregate, Dependent result) {
    RelNode domain = domain();
    RelNode joined =
        Plans.join(domain, result.plan(), JoinRelType.LEFT, meetsDomain(domain, result));
    List<RexNode> outputs = new ArrayList<>();
    for (int i = 0; i < result.width(); i++) {
      outputs.add(
          AggregateCalls.orEmpty(aggregate.getAggCallList().get(i), joined, columns.size() + i));
    }
    outputs.addAll(Plans.columns(joined, 0, columns.size()));
    return new Dependent(Plans.project(joined, outputs), result.width());
  }

  private Dependent join(Join join) {
    boolean isLeftRead = isDependent(join.getLeft());
    boolean isRightRead = isDependent(join.getRight());
    return switch (join.getJoinType()) {
      case INNER ->
        isRightRead && !isLeftRead
            ? joinRight(join)
            : isRightRead ? joinBoth(join) : joinLeft(join);
      case LEFT, SEMI, ANTI, LEFT_MARK -> isRightRead ? joinBoth(join) : joinLeft(join);
      case RIGHT -> isLeftRead ? joinBoth(join) : joinRight(join);
      case FULL -> joinBoth(join);
      default ->
        throw new SluiceException(
            ErrorCode.NOT_SUPPORTED,
            join.getJoinType()
                + " JOIN in a sub-query that reads a column of the outer query is not supported");
    };
  }

  private static int leftWidth(Join join) {
    return Plans.width(join.getLeft());
  }

  /** Only the left input is computed for each value. */
  private Dependent joinLeft(Join join) {
    Dependent left = push(join.getLeft());
    return joined(join, left, new Dependent(join.getRight(), Plans.width(join.getRight())));
  }

  private Dependent joinRight(Join join) {
    Dependent right = push(join.getRight());
    return joined(join, new Dependent(join.getLeft(), leftWidth(join)), right);
  }

  private Dependent joinBoth(Join join) {
    return joined(join, push(join.getLeft()), push(join.getRight()));
  }

  private Dependent joined(Join join, Dependent left, Dependent right) {
    int leftAll = Plans.width(left.plan());
    int size = columns.size();
    int domainFrom = left.domainSize() > 0 ? left.width() : leftAll + right.width();
    List<RexNode> conditions = new ArrayList<>();
    conditions.add(condition(join.getCondition(), left, right, domainFrom));
    if (left.domainSize() > 0 && right.domainSize() > 0) {
      for (int i = 0; i < size; i++) {
        RexNode value = right.domain(i);
        conditions.add(Plans.isSame(
            left.plan(),
            left.domain(i),
            rex.makeInputRef(value.getType(), leftAll + right.width() + i)));
      }
    }
    RelNode result = LogicalJoin.create(
        left.plan(),
        right.plan(),
        List.of(),
        RexUtil.composeConjunction(rex, conditions),
        Set.of(),
        join.getJoinType());
    List<RexNode> outputs = new ArrayList<>(Plans.columns(result, 0, left.width()));
    switch (join.getJoinType()) {
      case SEMI, ANTI -> {}
      case LEFT_MARK ->
        outputs.add(Plans.typed(
            result,
            rex.makeInputRef(result, leftAll),
            join.getRowType().getFieldList().get(left.width()).getType()));
      default -> outputs.addAll(Plans.columns(result, leftAll, right.width()));
    }
    for (int i = 0; i < size; i++) {
      RexNode value = rex.makeInputRef(result, domainFrom + i);
      outputs.add(
          join.getJoinType() == JoinRelType.FULL
              ? rex.makeCall(
                  SqlStdOperatorTable.COALESCE,
                  value,
                  rex.makeInputRef(result, leftAll + right.width() + i))
              : value);
    }
    return new Dependent(Plans.project(result, outputs), Plans.width(join));
  }

  /** The join's condition, with the right input's columns moved behind the left input's domain. */
  private RexNode condition(RexNode condition, Dependent left, Dependent right, int domainFrom) {
    int shift = left.domainSize();
    RexNode moved = RexUtil.shift(condition, left.width(), shift);
    return outer.resolve(moved, column -> {
      int index = columns.indexOf(column);
      RexNode value = left.domainSize() > 0 ? left.domain(index) : right.domain(index);
      return rex.makeInputRef(value.getType(), domainFrom + index);
    });
  }

  /** The order of a sub-query's rows means nothing unless it decides which of them count. */
  private Dependent sort(Sort sort) {
    Dependent input = push(sort.getInput());
    if (sort.fetch == null && sort.offset == null) {
      return input;
    }
    List<RexFieldCollation> order = new ArrayList<>();
    for (RelFieldCollation field : sort.getCollation().getFieldCollations()) {
      order.add(collation(input.own(field.getFieldIndex()), field));
    }
    RelDataType bigint =
        rex.getTypeFactory().createSqlType(org.apache.calcite.sql.type.SqlTypeName.BIGINT);
    RexNode number = rex.makeOver(
        SqlParserPos.ZERO,
        bigint,
        WindowOperator.ROW_NUMBER,
        List.of(),
        input.domain(),
        com.google.common.collect.ImmutableList.copyOf(order),
        RexWindowBounds.UNBOUNDED_PRECEDING,
        RexWindowBounds.CURRENT_ROW,
        RexWindowExclusion.EXCLUDE_NO_OTHER,
        true,
        true,
        false,
        false,
        false);
    List<RexNode> outputs =
        new ArrayList<>(Plans.columns(input.plan(), 0, Plans.width(input.plan())));
    outputs.add(number);
    RelNode numbered = Plans.project(input.plan(), outputs);
    RexNode place = rex.makeInputRef(numbered, outputs.size() - 1);
    BigDecimal offset = sort.offset == null ? BigDecimal.ZERO : number(sort.offset);
    List<RexNode> conditions = new ArrayList<>();
    if (sort.offset != null) {
      conditions.add(rex.makeCall(
          SqlStdOperatorTable.GREATER_THAN, place, rex.makeExactLiteral(offset, bigint)));
    }
    if (sort.fetch != null) {
      conditions.add(rex.makeCall(
          SqlStdOperatorTable.LESS_THAN_OR_EQUAL,
          place,
          rex.makeExactLiteral(
              offset.add(number(sort.fetch)).min(BigDecimal.valueOf(Long.MAX_VALUE)), bigint)));
    }
    RelNode limited = Plans.filter(numbered, conditions);
    return new Dependent(Plans.narrow(limited, outputs.size() - 1), input.width());
  }

  private static BigDecimal number(RexNode node) {
    BigDecimal value =
        node instanceof RexLiteral literal ? literal.getValueAs(BigDecimal.class) : null;
    if (value == null) {
      throw new SluiceException(
          ErrorCode.NOT_SUPPORTED,
          "A LIMIT that is computed is not supported in a sub-query that reads a column of the outer query");
    }
    return value;
  }

  private static RexFieldCollation collation(RexNode column, RelFieldCollation field) {
    Set<SqlKind> directions = java.util.EnumSet.noneOf(SqlKind.class);
    if (field.direction.isDescending()) {
      directions.add(SqlKind.DESCENDING);
    }
    boolean areNullsFirst = switch (field.nullDirection) {
      case FIRST -> true;
      case LAST -> false;
      case UNSPECIFIED -> field.direction.isDescending();
    };
    directions.add(areNullsFirst ? SqlKind.NULLS_FIRST : SqlKind.NULLS_LAST);
    return new RexFieldCollation(column, directions);
  }

  private Dependent unnest(LogicalUnnest unnest) {
    Dependent input = push(unnest.getInput());
    List<RexNode> collections =
        unnest.collections().stream().map(value -> resolve(value, input)).toList();
    RelNode result = unnest.over(input.plan(), collections, unnest.isOuter());
    int width = Plans.width(input.plan());
    List<RexNode> outputs = new ArrayList<>(Plans.columns(result, 0, input.width()));
    outputs.addAll(Plans.columns(result, width, Plans.width(result) - width));
    outputs.addAll(Plans.columns(result, input.width(), input.domainSize()));
    return new Dependent(Plans.project(result, outputs), Plans.width(unnest));
  }

  /** The rows of each iteration carry the values, too. One for which the last iteration gave no row has ended, whatever the term makes of no rows. */
  private Dependent recursion(LogicalRecursion recursion) {
    RelNode seed = push(recursion.getLeft()).plan();
    RelNode read =
        LogicalWorkingTable.create(seed.getCluster(), recursion.recursion(), seed.getRowType());
    workingTables.put(recursion.recursion(), read);
    Dependent term = push(recursion.getRight());
    workingTables.remove(recursion.recursion());
    int width = Plans.width(term.plan());
    List<RexNode> conditions = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      RexNode value = Plans.rex(read).makeInputRef(read, term.width() + i);
      conditions.add(Plans.isSame(
          read, term.domain(i), rex.makeInputRef(value.getType(), width + term.width() + i)));
    }
    RelNode running = Plans.join(term.plan(), read, JoinRelType.SEMI, conditions);
    RelNode typed = RelOptUtil.createCastRel(running, seed.getRowType(), false);
    return new Dependent(
        LogicalRecursion.create(seed, typed, recursion.recursion(), recursion.isDistinct()),
        Plans.width(recursion));
  }

  private RelNode widened(LogicalWorkingTable table) {
    return required(workingTables.get(table.recursion()));
  }

  /** A plan that reads nothing of the outer one, for each value of the domain. */
  private Dependent product(RelNode node) {
    RelNode domain = domain();
    if (!LiftedQuery.isRow(node)) {
      return new Dependent(Plans.cross(node, domain), Plans.width(node));
    }
    List<RexNode> outputs = new ArrayList<>(((Values) node).getTuples().get(0));
    outputs.addAll(Plans.columns(domain, 0, columns.size()));
    return new Dependent(Plans.project(domain, outputs), Plans.width(node));
  }
}
