package io.sluice.sql.optimizer;

import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.metadata.BuiltInMetadata;
import org.apache.calcite.rel.metadata.MetadataDef;
import org.apache.calcite.rel.metadata.MetadataHandler;
import org.apache.calcite.rel.metadata.ReflectiveRelMetadataProvider;
import org.apache.calcite.rel.metadata.RelMdColumnUniqueness;
import org.apache.calcite.rel.metadata.RelMetadataProvider;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/**
 * Which columns of a join tell its rows apart. The mark of a mark join stands behind the left columns and tells nothing apart that they do not; Calcite looks for it among them.
 * Public for the metadata's generated code.
 */
public final class MarkJoinUniqueness implements MetadataHandler<BuiltInMetadata.ColumnUniqueness> {
  static final RelMetadataProvider SOURCE = ReflectiveRelMetadataProvider.reflectiveSource(
      new MarkJoinUniqueness(), BuiltInMetadata.ColumnUniqueness.Handler.class);

  private final RelMdColumnUniqueness others = (RelMdColumnUniqueness) RelMdColumnUniqueness.SOURCE
      .handlers(BuiltInMetadata.ColumnUniqueness.Handler.class)
      .get(0);

  @Override
  public MetadataDef<BuiltInMetadata.ColumnUniqueness> getDef() {
    return BuiltInMetadata.ColumnUniqueness.DEF;
  }

  /** As {@link RelMetadataQuery#areColumnsUnique(org.apache.calcite.rel.RelNode, ImmutableBitSet, boolean)} has it. */
  public @Nullable Boolean areColumnsUnique(
      Join join, RelMetadataQuery metadata, ImmutableBitSet columns, boolean ignoreNulls) {
    if (join.getJoinType() != JoinRelType.LEFT_MARK) {
      return others.areColumnsUnique(join, metadata, columns, ignoreNulls);
    }
    int leftCount = join.getLeft().getRowType().getFieldCount();
    return metadata.areColumnsUnique(
        join.getLeft(), columns.intersect(ImmutableBitSet.range(leftCount)), ignoreNulls);
  }
}
