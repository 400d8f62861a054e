package io.sluice.sql.optimizer;

import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.metadata.BuiltInMetadata;
import org.apache.calcite.rel.metadata.MetadataDef;
import org.apache.calcite.rel.metadata.MetadataHandler;
import org.apache.calcite.rel.metadata.ReflectiveRelMetadataProvider;
import org.apache.calcite.rel.metadata.RelMdMaxRowCount;
import org.apache.calcite.rel.metadata.RelMetadataProvider;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/**
 * How many rows an aggregation gives at most. A set without keys gives a row of no rows, also beside other sets; Calcite counts none, and takes what is behind for unique.
 * Public for the metadata's generated code.
 */
public final class GroupingSetsRowCount implements MetadataHandler<BuiltInMetadata.MaxRowCount> {
  static final RelMetadataProvider SOURCE = ReflectiveRelMetadataProvider.reflectiveSource(
      new GroupingSetsRowCount(), BuiltInMetadata.MaxRowCount.Handler.class);

  private final RelMdMaxRowCount others = (RelMdMaxRowCount) RelMdMaxRowCount.SOURCE
      .handlers(BuiltInMetadata.MaxRowCount.Handler.class)
      .get(0);

  @Override
  public MetadataDef<BuiltInMetadata.MaxRowCount> getDef() {
    return BuiltInMetadata.MaxRowCount.DEF;
  }

  /** As {@link RelMetadataQuery#getMaxRowCount} has it. */
  public @Nullable Double getMaxRowCount(Aggregate aggregate, RelMetadataQuery metadata) {
    Double most = others.getMaxRowCount(aggregate, metadata);
    long withoutKeys =
        aggregate.getGroupSets().stream().filter(ImmutableBitSet::isEmpty).count();
    return most == null || withoutKeys == 0 || aggregate.getGroupSet().isEmpty()
        ? most
        : Double.valueOf(most + withoutKeys);
  }
}
