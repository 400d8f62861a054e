package io.sluice.sql.optimizer;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptPredicateList;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Intersect;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.metadata.BuiltInMetadata;
import org.apache.calcite.rel.metadata.MetadataDef;
import org.apache.calcite.rel.metadata.MetadataHandler;
import org.apache.calcite.rel.metadata.ReflectiveRelMetadataProvider;
import org.apache.calcite.rel.metadata.RelMetadataProvider;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;

/** What holds for all rows of a node, where Calcite's own answer fails or is slow. Public for the metadata's generated code. */
public final class PulledUpPredicates implements MetadataHandler<BuiltInMetadata.Predicates> {
  static final RelMetadataProvider SOURCE = ReflectiveRelMetadataProvider.reflectiveSource(
      new PulledUpPredicates(), BuiltInMetadata.Predicates.Handler.class);

  @Override
  public MetadataDef<BuiltInMetadata.Predicates> getDef() {
    return BuiltInMetadata.Predicates.DEF;
  }

  /**
   * What holds for the rows of any input, as {@link RelMetadataQuery#getPulledUpPredicates} has it. Calcite would compile each pair of predicates to leave out those that
   * follow from others.
   */
  public RelOptPredicateList getPredicates(Intersect intersect, RelMetadataQuery metadata) {
    Set<RexNode> predicates = new LinkedHashSet<>();
    for (RelNode input : intersect.getInputs()) {
      predicates.addAll(metadata.getPulledUpPredicates(input).pulledUpPredicates);
    }
    return RelOptPredicateList.of(intersect.getCluster().getRexBuilder(), predicates);
  }

  /** The conditions beside what holds for the input. A comparison with NULL holds for no row, and Calcite's list refuses it. */
  public RelOptPredicateList getPredicates(Filter filter, RelMetadataQuery metadata) {
    RexBuilder rex = filter.getCluster().getRexBuilder();
    return metadata
        .getPulledUpPredicates(filter.getInput())
        .union(rex, conditions(filter.getCondition(), rex));
  }

  /** What holds for the sides that keep their rows, and the condition. Calcite would infer all that follows for each subset of equal columns, for each join of a tree again. */
  public RelOptPredicateList getPredicates(Join join, RelMetadataQuery metadata) {
    RexBuilder rex = join.getCluster().getRexBuilder();
    RelOptPredicateList left = metadata.getPulledUpPredicates(join.getLeft());
    return switch (join.getJoinType()) {
      case INNER ->
        left.union(rex, right(join, metadata)).union(rex, conditions(join.getCondition(), rex));
      case LEFT, SEMI, ANTI, LEFT_MARK, ASOF, LEFT_ASOF -> left;
      case RIGHT -> right(join, metadata);
      case FULL -> RelOptPredicateList.EMPTY;
    };
  }

  private static RelOptPredicateList right(Join join, RelMetadataQuery metadata) {
    return metadata
        .getPulledUpPredicates(join.getRight())
        .shift(join.getCluster().getRexBuilder(), join.getLeft().getRowType().getFieldCount());
  }

  private static RelOptPredicateList conditions(RexNode condition, RexBuilder rex) {
    List<RexNode> conditions =
        new ArrayList<>(RexUtil.retainDeterministic(RelOptUtil.conjunctions(condition)));
    // Calcite would put NULL in the place of columns that cannot be NULL.
    conditions.removeIf(conjunct -> conjunct.getKind() == SqlKind.IS_NOT_DISTINCT_FROM
        && ((RexCall) conjunct).getOperands().stream().anyMatch(RexLiteral::isNullLiteral));
    return RelOptPredicateList.of(
        rex,
        conditions.stream().anyMatch(PulledUpPredicates::isComparisonWithNull)
            ? List.of(rex.makeLiteral(false))
            : conditions);
  }

  private static boolean isComparisonWithNull(RexNode condition) {
    return switch (condition.getKind()) {
      case EQUALS, NOT_EQUALS, LESS_THAN, LESS_THAN_OR_EQUAL, GREATER_THAN, GREATER_THAN_OR_EQUAL ->
        ((RexCall) condition).getOperands().stream().anyMatch(RexLiteral::isNullLiteral);
      default -> false;
    };
  }
}
