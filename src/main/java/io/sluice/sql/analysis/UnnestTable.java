package io.sluice.sql.analysis;

import io.sluice.sql.logical.LogicalUnnest;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.SqlUnnestOperator;

/** UNNEST in FROM, with the columns that {@link LogicalUnnest} gives it: a ROW stays one value, and all values may be NULL. */
final class UnnestTable extends SqlUnnestOperator {
  private static final UnnestTable PLAIN = new UnnestTable(false);
  private static final UnnestTable NUMBERED = new UnnestTable(true);

  private UnnestTable(boolean withOrdinality) {
    super(withOrdinality);
  }

  static UnnestTable plain() {
    return PLAIN;
  }

  static UnnestTable like(SqlUnnestOperator written) {
    return written.withOrdinality ? NUMBERED : PLAIN;
  }

  @Override
  public RelDataType inferReturnType(SqlOperatorBinding binding) {
    return LogicalUnnest.parts(
        binding.getTypeFactory(), binding.collectOperandTypes(), withOrdinality);
  }
}
