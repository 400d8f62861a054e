package io.sluice.sql.optimizer;

import io.sluice.sql.optimizer.EqualityClass.Member;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.metadata.RelMdUtil;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/**
 * Relations that are joined in any order, and the conditions between them. A set of relations is the bits of a long. Columns are numbered over all relations side by
 * side.
 *
 * <p>Expressions that conditions make equal form a class: any two relations of a class can be joined on it, also where no condition was written between them, and
 * a class costs one selectivity for each relation but the first, however many conditions say it.
 */
final class JoinGraph {
  static final int MAX_RELATIONS = Long.SIZE;

  private final List<RelNode> relations;
  private final int[] starts;
  private final double[] rowCounts;
  private final long[] neighbours;
  private final List<EqualityClass> classes = new ArrayList<>();
  private final List<JoinCondition> conditions = new ArrayList<>();
  private final List<RexNode> aboveAll = new ArrayList<>();
  /** By pairs of relations, the earlier first. */
  private final double[][] corrections;

  private final RexBuilder rexBuilder;
  private final RelMetadataQuery metadata;

  /**
   * Sorts the conditions by the relations that they read.
   *
   * @param inputs at most {@link #MAX_RELATIONS}
   */
  JoinGraph(List<RelNode> inputs, List<RexNode> conjuncts) {
    rexBuilder = inputs.get(0).getCluster().getRexBuilder();
    metadata = inputs.get(0).getCluster().getMetadataQuery();
    relations = new ArrayList<>(inputs);
    starts = new int[inputs.size()];
    for (int i = 1; i < inputs.size(); i++) {
      starts[i] = starts[i - 1] + inputs.get(i - 1).getRowType().getFieldCount();
    }
    List<List<RexNode>> filters = new ArrayList<>();
    inputs.forEach(any -> filters.add(new ArrayList<>()));
    List<RexCall> equalities = new ArrayList<>();
    List<RexNode> others = new ArrayList<>();
    for (RexNode conjunct : conjuncts) {
      long read = relationsOf(conjunct);
      if (read == 0 || !RexUtil.isDeterministic(conjunct)) {
        aboveAll.add(conjunct);
      } else if (Long.bitCount(read) == 1) {
        filters.get(Long.numberOfTrailingZeros(read)).add(conjunct);
      } else if (isEqualityOfRelations(conjunct)) {
        equalities.add((RexCall) conjunct);
      } else {
        others.add(conjunct);
      }
    }
    List<List<RexNode>> equal = transitive(equalities);
    equal.forEach(same -> addEqualitiesWithinRelations(same, filters));
    for (int i = 0; i < inputs.size(); i++) {
      relations.set(i, filtered(i, filters.get(i)));
    }
    rowCounts = relations.stream().mapToDouble(metadata::getRowCount).toArray();
    equal.forEach(same -> classes.add(new EqualityClass(same.stream()
        .map(member -> new Member(member, relationsOf(member), distinctValues(member)))
        .toList())));
    others.forEach(condition -> conditions.add(condition(condition)));
    neighbours = new long[inputs.size()];
    classes.forEach(same -> connect(same.relations()));
    conditions.stream()
        .mapToLong(JoinCondition::relations)
        .filter(read -> Long.bitCount(read) == 2)
        .forEach(this::connect);
    corrections = corrections();
  }

  int relationCount() {
    return relations.size();
  }

  /** A relation with the conditions that read it alone. */
  RelNode relation(int relation) {
    return relations.get(relation);
  }

  /** The number of the first column of a relation. */
  int start(int relation) {
    return starts[relation];
  }

  /** The set of all relations. */
  long all() {
    return -1L >>> (Long.SIZE - relations.size());
  }

  /** The relations outside of the set that a condition connects with one of it. */
  long neighbours(long set) {
    long found = 0;
    for (long rest = set; rest != 0; rest &= rest - 1) {
      found |= neighbours[Long.numberOfTrailingZeros(rest)];
    }
    return found & ~set;
  }

  boolean isConnected(long one, long other) {
    return (neighbours(one) & other) != 0;
  }

  /** The set and all that conditions connect with it, directly or through others. */
  long connected(long set) {
    long found = set;
    for (long added = neighbours(found); added != 0; added = neighbours(found)) {
      found |= added;
    }
    return found;
  }

  /** The estimated rows of the join of a set, whatever its order. */
  double rows(long set) {
    double rows = 1;
    for (long rest = set; rest != 0; rest &= rest - 1) {
      int relation = Long.numberOfTrailingZeros(rest);
      rows *= rowCounts[relation] * correction(relation, set);
    }
    for (EqualityClass same : classes) {
      rows *= same.selectivity(set);
    }
    for (JoinCondition condition : conditions) {
      if (condition.isWithin(set)) {
        rows *= condition.selectivity();
      }
    }
    return Math.max(1, rows);
  }

  /** What one join costs: its output, and the table of its smaller side or all pairs where no equality allows a table. */
  double cost(JoinTree left, JoinTree right, double rows) {
    return isHashJoin(left.relations(), right.relations())
        ? rows + Math.min(left.rows(), right.rows())
        : rows + left.rows() * right.rows();
  }

  private boolean isHashJoin(long left, long right) {
    return classes.stream().anyMatch(same -> same.isShared(left, right))
        || conditions.stream().anyMatch(condition -> condition.isEquality(left, right));
  }

  /** The conditions that a join of two sets has to check: those that neither of the sets could. */
  List<RexNode> between(long left, long right) {
    List<RexNode> found = new ArrayList<>();
    for (EqualityClass same : classes) {
      if (same.isShared(left, right)) {
        found.add(
            rexBuilder.makeCall(SqlStdOperatorTable.EQUALS, same.within(left), same.within(right)));
      }
    }
    for (JoinCondition condition : conditions) {
      if (condition.isWithin(left | right)
          && !condition.isWithin(left)
          && !condition.isWithin(right)) {
        found.add(condition.expression());
      }
    }
    return found;
  }

  /** The conditions that read no relation, or give another value each time. */
  List<RexNode> aboveAll() {
    return aboveAll;
  }

  private void connect(long set) {
    for (long rest = set; rest != 0; rest &= rest - 1) {
      neighbours[Long.numberOfTrailingZeros(rest)] |= set;
    }
  }

  private long relationsOf(RexNode expression) {
    long found = 0;
    for (int column : RelOptUtil.InputFinder.bits(expression)) {
      found |= 1L << relationOf(column);
    }
    return found;
  }

  /** The relation that has a column. */
  int relationOf(int column) {
    int place = Arrays.binarySearch(starts, column);
    return place >= 0 ? lastOf(place) : -place - 2;
  }

  /** Relations without columns begin where the next one does. */
  private int lastOf(int place) {
    int last = place;
    while (last + 1 < starts.length && starts[last + 1] == starts[place]) {
      last++;
    }
    return last;
  }

  /** Whether the conjunct says that expressions of one type, each over a single relation, are equal. */
  private boolean isEqualityOfRelations(RexNode conjunct) {
    return conjunct.getKind() == SqlKind.EQUALS
        && conjunct instanceof RexCall call
        && Long.bitCount(relationsOf(call.getOperands().get(0))) == 1
        && Long.bitCount(relationsOf(call.getOperands().get(1))) == 1
        && SqlTypeUtil.equalSansNullability(
            call.getOperands().get(0).getType(), call.getOperands().get(1).getType());
  }

  /** The operands of the equalities, those together that follow to be equal. */
  private static List<List<RexNode>> transitive(List<RexCall> equalities) {
    List<List<RexNode>> classes = new ArrayList<>();
    for (RexCall equality : equalities) {
      List<RexNode> merged = new ArrayList<>();
      for (RexNode operand : equality.getOperands()) {
        List<RexNode> known = classes.stream()
            .filter(same -> same.contains(operand))
            .findFirst()
            .orElse(List.of(operand));
        classes.remove(known);
        known.stream().filter(member -> !merged.contains(member)).forEach(merged::add);
      }
      classes.add(merged);
    }
    return classes;
  }

  /** Members of one relation are compared there: no join would do it. */
  private void addEqualitiesWithinRelations(List<RexNode> same, List<List<RexNode>> filters) {
    RexNode[] last = new RexNode[relations.size()];
    for (RexNode member : same) {
      int relation = Long.numberOfTrailingZeros(relationsOf(member));
      if (last[relation] != null) {
        filters
            .get(relation)
            .add(rexBuilder.makeCall(SqlStdOperatorTable.EQUALS, last[relation], member));
      }
      last[relation] = member;
    }
  }

  private RelNode filtered(int relation, List<RexNode> filters) {
    RelNode input = relations.get(relation);
    return filters.isEmpty()
        ? input
        : LogicalFilter.create(
            input,
            RexUtil.composeConjunction(
                rexBuilder,
                filters.stream()
                    .map(filter -> RexUtil.shift(filter, -starts[relation]))
                    .toList()));
  }

  private JoinCondition condition(RexNode expression) {
    boolean isEquality = expression.isA(List.of(SqlKind.EQUALS, SqlKind.IS_NOT_DISTINCT_FROM));
    List<RexNode> operands = isEquality ? ((RexCall) expression).getOperands() : List.of();
    return new JoinCondition(
        expression,
        relationsOf(expression),
        isEquality ? relationsOf(operands.get(0)) : 0,
        isEquality ? relationsOf(operands.get(1)) : 0,
        isEquality
            ? 1 / operands.stream().mapToDouble(this::distinctValues).max().orElse(1)
            : RelMdUtil.guessSelectivity(expression));
  }

  /** How many values an expression over one relation has; of other expressions than columns it is taken that all rows differ. */
  private double distinctValues(RexNode expression) {
    long read = relationsOf(expression);
    if (Long.bitCount(read) != 1) {
      return 1;
    }
    int relation = Long.numberOfTrailingZeros(read);
    return expression instanceof RexInputRef column
        ? distinctValues(relation, ImmutableBitSet.of(column.getIndex() - starts[relation]))
        : Math.max(1, rowCounts[relation]);
  }

  private double distinctValues(int relation, ImmutableBitSet columns) {
    @Nullable
    Double distinct = metadata.getDistinctRowCount(relations.get(relation), columns, null);
    double rows = rowCounts[relation];
    return Math.max(1, distinct == null ? rows : Math.min(distinct, rows));
  }

  /**
   * Keys of several columns: by how much the selectivities of the classes that two relations share are too small together, as the columns depend on each
   * other. 1 for pairs that share one class or none.
   */
  private double[][] corrections() {
    double[][] found = new double[relations.size()][relations.size()];
    for (int i = 0; i < relations.size(); i++) {
      for (int j = 0; j < relations.size(); j++) {
        found[i][j] = i < j ? correctionOf(i, j) : 1;
      }
    }
    return found;
  }

  private double correctionOf(int one, int other) {
    ImmutableBitSet.Builder columnsOfOne = ImmutableBitSet.builder();
    ImmutableBitSet.Builder columnsOfOther = ImmutableBitSet.builder();
    double independent = 1;
    int shared = 0;
    for (EqualityClass same : classes) {
      if (same.isShared(1L << one, 1L << other)
          && same.within(1L << one) instanceof RexInputRef left
          && same.within(1L << other) instanceof RexInputRef right) {
        columnsOfOne.set(left.getIndex() - starts[one]);
        columnsOfOther.set(right.getIndex() - starts[other]);
        independent *= same.selectivity(1L << one | 1L << other);
        shared++;
      }
    }
    if (shared < 2) {
      return 1;
    }
    double dependent = 1
        / Math.max(
            distinctValues(one, columnsOfOne.build()),
            distinctValues(other, columnsOfOther.build()));
    return Math.max(1, dependent / independent);
  }

  /** The correction of a relation and the next one that shares a key of several columns with it. */
  private double correction(int relation, long set) {
    for (int other = relation + 1; other < relations.size(); other++) {
      if ((set >>> other & 1) != 0 && corrections[relation][other] > 1) {
        return corrections[relation][other];
      }
    }
    return 1;
  }
}
