package io.sluice.sql.optimizer;

import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.calcite.plan.RelOptPredicateList;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Intersect;
import org.apache.calcite.rel.metadata.BuiltInMetadata;
import org.apache.calcite.rel.metadata.MetadataDef;
import org.apache.calcite.rel.metadata.MetadataHandler;
import org.apache.calcite.rel.metadata.ReflectiveRelMetadataProvider;
import org.apache.calcite.rel.metadata.RelMetadataProvider;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rex.RexNode;

/**
 * What holds for all rows of an INTERSECT: what holds for the rows of any input. Calcite would compile each pair of predicates to leave out those that follow from others.
 * Public for the metadata's generated code.
 */
public final class IntersectPredicates implements MetadataHandler<BuiltInMetadata.Predicates> {
  static final RelMetadataProvider SOURCE = ReflectiveRelMetadataProvider.reflectiveSource(
      new IntersectPredicates(), BuiltInMetadata.Predicates.Handler.class);

  @Override
  public MetadataDef<BuiltInMetadata.Predicates> getDef() {
    return BuiltInMetadata.Predicates.DEF;
  }

  /** As {@link RelMetadataQuery#getPulledUpPredicates} has it. */
  public RelOptPredicateList getPredicates(Intersect intersect, RelMetadataQuery metadata) {
    Set<RexNode> predicates = new LinkedHashSet<>();
    for (RelNode input : intersect.getInputs()) {
      predicates.addAll(metadata.getPulledUpPredicates(input).pulledUpPredicates);
    }
    return RelOptPredicateList.of(intersect.getCluster().getRexBuilder(), predicates);
  }
}
