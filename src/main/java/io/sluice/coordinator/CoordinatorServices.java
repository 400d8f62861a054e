package io.sluice.coordinator;

import io.sluice.codec.PlanCodec;
import io.sluice.config.ConfigValues;
import io.sluice.config.RandomSource;
import io.sluice.distributed.DistributedPlanner;
import io.sluice.extension.ChannelResolver;
import io.sluice.extension.WorkerResolver;
import io.sluice.sql.SqlPlanner;

/** What a coordinator works with. Immutable. */
public record CoordinatorServices(
    Planning planning, Cluster cluster, ConfigValues exchangeOptions, RandomSource random) {
  /**
   * From SQL to plans on the wire.
   *
   * @param fingerprint of this node's extensions: workers with another one are not used
   */
  public record Planning(
      SqlPlanner sql, DistributedPlanner distributed, PlanCodec codec, String fingerprint) {}

  /** Who else is there, and how to reach them. */
  public record Cluster(WorkerResolver workers, ChannelResolver channels) {}
}
