package io.sluice.sql.validation;

import java.util.List;
import org.apache.calcite.sql.SqlSelect;

/** Ends a validation, as a block turned out to compute aggregates of its sub-queries, which makes it and them other blocks. */
@SuppressWarnings("serial") // is caught where it is thrown
final class OuterAggregatesFound extends RuntimeException {
  final SqlSelect block;
  final List<OuterAggregates.Call> aggregates;

  /**
   * @param aggregates what the tree under validation calls
   */
  OuterAggregatesFound(SqlSelect block, List<OuterAggregates.Call> aggregates) {
    super("aggregates of sub-queries", null, false, false);
    this.block = block;
    this.aggregates = aggregates;
  }
}
