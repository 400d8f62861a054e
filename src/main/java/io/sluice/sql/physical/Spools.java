package io.sluice.sql.physical;

import io.sluice.operator.repartition.SpoolExec;
import io.sluice.operator.repartition.SpoolScanExec;
import io.sluice.plan.ExecutionPlan;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.calcite.plan.RelDigest;
import org.apache.calcite.rel.RelNode;

/** The spools of one plan: a common sub-plan is planned where it is met first, and all places read it. */
final class Spools {
  private final CommonPlans commonPlans;
  private final Map<RelDigest, SpoolExec> spools = new HashMap<>();
  private final Map<RelDigest, Integer> readers = new HashMap<>();

  Spools(CommonPlans commonPlans) {
    this.commonPlans = commonPlans;
  }

  boolean has(RelNode node) {
    return commonPlans.readers(node) > 0;
  }

  /**
   * Another reader of a node's rows.
   *
   * @param plan makes the node's plan, with all of its columns
   */
  SpoolScanExec scan(RelNode node, Supplier<ExecutionPlan> plan) {
    RelDigest digest = node.getRelDigest();
    SpoolExec spool = spools.get(digest);
    if (spool == null) {
      // Its plan may have spools of its own, which are numbered before it.
      ExecutionPlan input = plan.get();
      spool = new SpoolExec(spools.size() + 1, commonPlans.readers(node), input);
      spools.put(digest, spool);
    }
    int reader = readers.merge(digest, 1, Integer::sum) - 1;
    if (reader >= spool.readers()) {
      throw new IllegalStateException("a common sub-plan is read at more places than were counted");
    }
    return new SpoolScanExec(spool, reader);
  }
}
