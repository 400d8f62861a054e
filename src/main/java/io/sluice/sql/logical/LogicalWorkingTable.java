package io.sluice.sql.logical;

import java.util.List;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.AbstractRelNode;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.type.RelDataType;

/** The rows that the term of a {@link LogicalRecursion} reads: those it gave last, at first those of the seed. */
public final class LogicalWorkingTable extends AbstractRelNode {
  private static final double ASSUMED_ROWS = 100;

  private final int recursion;

  private LogicalWorkingTable(
      RelOptCluster cluster, RelTraitSet traits, int recursion, RelDataType rowType) {
    super(cluster, traits);
    this.recursion = recursion;
    this.rowType = rowType;
  }

  /**
   * Makes a leaf.
   *
   * @param recursion the number of the {@link LogicalRecursion}
   */
  public static LogicalWorkingTable create(
      RelOptCluster cluster, int recursion, RelDataType rowType) {
    return new LogicalWorkingTable(
        cluster, cluster.traitSetOf(Convention.NONE), recursion, rowType);
  }

  public int recursion() {
    return recursion;
  }

  @Override
  public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
    return new LogicalWorkingTable(getCluster(), traits, recursion, rowType);
  }

  @Override
  public double estimateRowCount(RelMetadataQuery metadata) {
    return ASSUMED_ROWS;
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer).item("recursion", recursion).item("type", rowType);
  }
}
