package io.sluice.sql.optimizer;

import com.google.common.collect.ImmutableList;
import io.sluice.sql.expression.ConstantReducer;
import io.sluice.sql.type.SluiceRexBuilder;
import org.apache.calcite.plan.Contexts;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.rel.metadata.ChainedRelMetadataProvider;
import org.apache.calcite.rel.metadata.DefaultRelMetadataProvider;
import org.apache.calcite.rel.metadata.JaninoRelMetadataProvider;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.metadata.RelMetadataQueryBase;
import org.apache.calcite.rel.type.RelDataTypeFactory;

/** Makes the planning state of a query: our estimates, our constant folding. */
public final class Clusters {
  private static final JaninoRelMetadataProvider METADATA =
      JaninoRelMetadataProvider.of(ChainedRelMetadataProvider.of(ImmutableList.of(
          JoinRowCount.SOURCE,
          GroupingSetsRowCount.SOURCE,
          MarkJoinUniqueness.SOURCE,
          PulledUpPredicates.SOURCE,
          DefaultRelMetadataProvider.INSTANCE)));

  private Clusters() {}

  /** The state of one query; it is planned on the calling thread from here to its end. */
  public static RelOptCluster create(RelDataTypeFactory types, PlanningDeadline deadline) {
    RelOptPlanner planner = new HepPlanner(HepProgram.builder().build(), Contexts.of(deadline));
    planner.setExecutor(new ConstantReducer());
    RelOptCluster cluster = RelOptCluster.create(planner, new SluiceRexBuilder(types));
    cluster.setMetadataProvider(METADATA);
    RelMetadataQueryBase.THREAD_PROVIDERS.set(METADATA);
    cluster.setMetadataQuerySupplier(RelMetadataQuery::instance);
    return cluster;
  }
}
