package io.sluice.distributed;

import io.sluice.plan.ExecutionPlan;
import java.util.List;

/** Where a stage reads the output of the stage below it. A leaf of its own stage. */
public sealed interface NetworkBoundary extends ExecutionPlan
    permits NetworkShuffleExec, NetworkCoalesceExec, NetworkSpoolExec, NetworkBroadcastExec {
  Stage input();

  @Override
  default List<ExecutionPlan> children() {
    return List.of();
  }

  @Override
  default ExecutionPlan withNewChildren(List<ExecutionPlan> children) {
    return this;
  }
}
