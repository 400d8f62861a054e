package io.sluice.operator.join;

import static java.util.Objects.requireNonNull;

import io.sluice.expression.PhysicalExpression;
import io.sluice.operator.join.match.BuildSide;
import io.sluice.operator.join.match.JoinColumns;
import io.sluice.operator.join.match.JoinKey;
import io.sluice.operator.join.match.JoinType;
import io.sluice.plan.Boundedness;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.Partitioning;
import io.sluice.plan.PlanProperties;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.RuntimeFilterSource;
import io.sluice.plan.TaskContext;
import io.sluice.plan.runtimefilter.RuntimeFilter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Joins two inputs on equal keys: a table of the left rows is built, then the right rows probe it. A NULL key equals nothing, unless the key says otherwise.
 *
 * <ul>
 *   <li>The output has the left columns, then the right ones, of the sides that the type gives, then the marker. The side that a row may lack is nullable.
 *   <li>Both inputs of {@link JoinMode#PARTITIONED} have the same number of partitions. The left input of {@link JoinMode#COLLECT_LEFT} has one,
 *       and the type does not give left rows for what is known of them in the end, as no single partition knows that.
 *   <li>A null-aware join compares as SQL's IN does: whether a NULL key has a partner is unknown, unless the other side is empty. An anti join gives the
 *       rows that surely have none. It has one key and no filter, and every probe partition sees the whole build side.
 * </ul>
 *
 * @param runtimeFilters the keys whose values on the build side are made known to scans below the probe side. None where right rows without
 *     partner are given
 * @param filter a further condition over the left columns, then the right ones. Rows that fail it are no partners, so an outer join keeps them. Where
 *     it is NULL for a pair of a mark join, it is unknown whether the rows are partners
 */
public record HashJoinExec(
    JoinMode mode,
    JoinType type,
    List<JoinKey> on,
    Optional<PhysicalExpression> filter,
    boolean isNullAware,
    List<FilteringKey> runtimeFilters,
    ExecutionPlan left,
    ExecutionPlan right)
    implements RuntimeFilterSource {
  /** Who holds the memory of a build side. */
  static final String BUILD = "HashJoinExec build";

  public HashJoinExec {
    requireNonNull(mode, "mode");
    requireNonNull(type, "type");
    requireNonNull(filter, "filter");
    on = List.copyOf(on);
    runtimeFilters = List.copyOf(runtimeFilters);
    if (on.isEmpty()) {
      throw new IllegalArgumentException("a hash join needs a key");
    }
    if (mode == JoinMode.COLLECT_LEFT && type.awaitsRight()) {
      throw new IllegalArgumentException(
          "a join of type " + type + " cannot collect its left input");
    }
    boolean isInForm = mode == JoinMode.COLLECT_LEFT
        && (type == JoinType.RIGHT_ANTI || type == JoinType.RIGHT_MARK)
        && on.size() == 1
        && !on.get(0).isNullEqual()
        && filter.isEmpty();
    if (isNullAware && !isInForm) {
      throw new IllegalArgumentException(
          "a null-aware join is a RightAnti or RightMark join with one key that collects its left input");
    }
    for (FilteringKey filtering : runtimeFilters) {
      if (!canFilter(type, on.get(filtering.key()))) {
        throw new IllegalArgumentException("no runtime filter of the key " + filtering.key());
      }
    }
  }

  /** A join without runtime filters. */
  public HashJoinExec(
      JoinMode mode,
      JoinType type,
      List<JoinKey> on,
      Optional<PhysicalExpression> filter,
      boolean isNullAware,
      ExecutionPlan left,
      ExecutionPlan right) {
    this(mode, type, on, filter, isNullAware, List.of(), left, right);
  }

  /** A join that is not null-aware. */
  public HashJoinExec(
      JoinMode mode,
      JoinType type,
      List<JoinKey> on,
      Optional<PhysicalExpression> filter,
      ExecutionPlan left,
      ExecutionPlan right) {
    this(mode, type, on, filter, false, left, right);
  }

  /** Whether the build side's values of a key tell which right rows are not needed. */
  public static boolean canFilter(JoinType type, JoinKey key) {
    return !type.keepsUnmatchedRight()
        && !key.isNullEqual()
        && RuntimeFilter.supports(key.left().type());
  }

  @Override
  public Set<Integer> filterNumbers() {
    return runtimeFilters.stream().map(FilteringKey::filter).collect(Collectors.toSet());
  }

  @Override
  public boolean knowsAllKeys() {
    return mode == JoinMode.COLLECT_LEFT;
  }

  /** The same join with other runtime filters. */
  public HashJoinExec withRuntimeFilters(List<FilteringKey> filters) {
    return new HashJoinExec(mode, type, on, filter, isNullAware, filters, left, right);
  }

  @Override
  public PlanProperties properties() {
    PlanProperties leftProperties = left.properties();
    PlanProperties rightProperties = right.properties();
    boolean isUnbounded = leftProperties.boundedness() == Boundedness.UNBOUNDED
        || rightProperties.boundedness() == Boundedness.UNBOUNDED;
    return new PlanProperties(
        JoinColumns.output(
            type, leftProperties.schema(), rightProperties.schema(), isMarkNullable()),
        outputPartitioning(leftProperties, rightProperties),
        List.of(),
        isUnbounded ? Boundedness.UNBOUNDED : Boundedness.BOUNDED);
  }

  /** Whether the marker of a mark join may be unknown. */
  boolean isMarkNullable() {
    return type.isMark()
        && (isNullAware || filter.map(PhysicalExpression::isNullable).orElse(false));
  }

  /** That of the side all of whose rows keep their key in the output. */
  private Partitioning outputPartitioning(PlanProperties leftInput, PlanProperties rightInput) {
    boolean followsRight =
        mode == JoinMode.COLLECT_LEFT || type == JoinType.RIGHT || !type.hasLeftColumns();
    Partitioning followed = followsRight ? rightInput.partitioning() : leftInput.partitioning();
    if (!(followed instanceof Partitioning.Hash hash) || type == JoinType.FULL) {
      return new Partitioning.Unknown(followed.partitionCount());
    }
    int shift = followsRight && type.hasLeftColumns() ? leftInput.schema().size() : 0;
    return new Partitioning.Hash(
        hash.expressions().stream()
            .map(key -> JoinColumns.relocate(key, column -> column + shift))
            .toList(),
        hash.partitionCount());
  }

  @Override
  public List<ExecutionPlan> children() {
    return List.of(left, right);
  }

  @Override
  public HashJoinExec withNewChildren(List<ExecutionPlan> children) {
    return new HashJoinExec(
        mode, type, on, filter, isNullAware, runtimeFilters, children.get(0), children.get(1));
  }

  @Override
  public RecordBatchStream execute(int partition, TaskContext context) {
    return mode == JoinMode.COLLECT_LEFT
        ? executeShared(partition, context)
        : SpillingJoinStream.of(this, partition, context);
  }

  private RecordBatchStream executeShared(int partition, TaskContext context) {
    BuildSource<BuildSide> build = BuildSource.shared(
        this,
        left,
        partitionCount(),
        BUILD,
        memory -> new JoinBuild(
            this, () -> left.open(0, context), false, memory, BuildFilters.of(this, 1, context)),
        context);
    try {
      return new HashJoinStream(this, build, right.open(partition, context), context.batchSize());
    } catch (RuntimeException e) {
      build.close();
      throw e;
    }
  }

  @Override
  public String displayAs() {
    return "HashJoinExec: mode=" + mode + ", join_type=" + type + ", on=" + on
        + filter.map(condition -> ", filter=" + condition).orElse("")
        + (isNullAware ? ", null_aware" : "")
        + (runtimeFilters.isEmpty() ? "" : ", runtime_filters=" + runtimeFilters);
  }
}
