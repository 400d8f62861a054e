package io.sluice.sql.physical;

import io.sluice.expression.SortField;
import io.sluice.operator.limit.GlobalLimitExec;
import io.sluice.operator.limit.LocalLimitExec;
import io.sluice.operator.repartition.CoalescePartitionsExec;
import io.sluice.operator.sort.SortExec;
import io.sluice.operator.sort.SortPreservingMergeExec;
import io.sluice.plan.ExecutionPlan;
import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalLong;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/** ORDER BY, LIMIT and OFFSET: each partition first, then their merge. */
final class SortPlanner {
  private static final BigDecimal MAX_LONG = BigDecimal.valueOf(Long.MAX_VALUE);

  private final Distribution distribution;

  SortPlanner(Distribution distribution) {
    this.distribution = distribution;
  }

  ExecutionPlan plan(Sort sort, ExecutionPlan input) {
    long skip = number(sort.offset).orElse(0);
    OptionalLong limit = number(sort.fetch);
    OptionalLong wanted = rowsWanted(sort);
    List<SortField> fields = sort.getCollation().getFieldCollations().stream()
        .map(field -> field(field, input))
        .toList();
    if (!fields.isEmpty()) {
      ExecutionPlan sorted = new SortExec(fields, wanted, true, distribution.spread(input));
      ExecutionPlan merged = new SortPreservingMergeExec(fields, wanted, sorted);
      return skip == 0 ? merged : new GlobalLimitExec(skip, limit, merged);
    }
    if (limit.isEmpty() && skip == 0) {
      return input;
    }
    ExecutionPlan limited =
        wanted.isPresent() ? new LocalLimitExec(wanted.getAsLong(), input) : input;
    return new GlobalLimitExec(skip, limit, new CoalescePartitionsExec(limited));
  }

  /** How many rows of its input a limit needs; empty where it needs all. */
  static OptionalLong rowsWanted(Sort sort) {
    OptionalLong limit = number(sort.fetch);
    return limit.isPresent()
        ? OptionalLong.of(saturatedSum(number(sort.offset).orElse(0), limit.getAsLong()))
        : limit;
  }

  private static long saturatedSum(long left, long right) {
    return left > Long.MAX_VALUE - right ? Long.MAX_VALUE : left + right;
  }

  private static OptionalLong number(@Nullable RexNode node) {
    if (node == null) {
      return OptionalLong.empty();
    }
    BigDecimal value = ((RexLiteral) node).getValueAs(BigDecimal.class);
    if (value == null) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(value.min(MAX_LONG).longValue());
  }

  /** NULL counts as the largest value where the statement does not say otherwise. */
  private static SortField field(RelFieldCollation collation, ExecutionPlan input) {
    boolean isDescending = collation.direction.isDescending();
    boolean areNullsFirst = switch (collation.nullDirection) {
      case FIRST -> true;
      case LAST -> false;
      case UNSPECIFIED -> isDescending;
    };
    return new SortField(
        ColumnNames.column(input.schema(), collation.getFieldIndex()), isDescending, areNullsFirst);
  }
}
