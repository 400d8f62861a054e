package io.sluice.sql.logical;

import java.util.List;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.BiRel;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.type.RelDataType;

/** The rows of the seed, on the left, and those of the term on the right, which runs over the rows it gave last until it gives none. */
public final class LogicalRecursion extends BiRel {
  private static final double ASSUMED_ITERATIONS = 10;

  private final int recursion;
  private final boolean isDistinct;

  private LogicalRecursion(
      RelOptCluster cluster,
      RelTraitSet traits,
      RelNode seed,
      RelNode term,
      int recursion,
      boolean isDistinct) {
    super(cluster, traits, seed, term);
    this.recursion = recursion;
    this.isDistinct = isDistinct;
  }

  /**
   * Makes a node.
   *
   * @param term of the types of the seed; it reads the {@link LogicalWorkingTable} of the number
   * @param recursion the number
   * @param isDistinct whether a row that was given before is left out
   */
  public static LogicalRecursion create(
      RelNode seed, RelNode term, int recursion, boolean isDistinct) {
    return new LogicalRecursion(
        seed.getCluster(), seed.getTraitSet(), seed, term, recursion, isDistinct);
  }

  public int recursion() {
    return recursion;
  }

  public boolean isDistinct() {
    return isDistinct;
  }

  @Override
  protected RelDataType deriveRowType() {
    return left.getRowType();
  }

  @Override
  public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
    return new LogicalRecursion(
        getCluster(), traits, inputs.get(0), inputs.get(1), recursion, isDistinct);
  }

  @Override
  public double estimateRowCount(RelMetadataQuery metadata) {
    return metadata.getRowCount(left) * ASSUMED_ITERATIONS;
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer).item("recursion", recursion).item("distinct", isDistinct);
  }
}
