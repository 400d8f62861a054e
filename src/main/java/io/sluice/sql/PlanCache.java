package io.sluice.sql;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sluice.plan.PreparedPlan;
import io.sluice.sql.table.CatalogReads;
import java.util.Optional;

/**
 * The plans of the queries that ran lately. A plan is given again to the same text with the same parameters, settings and variables, when the catalogs answer all questions of its planning as
 * they did then. Plans in which the time or a random number stands are not kept. Thread-safe.
 */
final class PlanCache {
  /** Plans of longer texts are likely to be large, and likely to be wanted once. */
  private static final int MAX_TEXT_LENGTH = 64 << 10;

  private final Cache<PlanKey, KeptPlan> plans;

  private record KeptPlan(PreparedPlan plan, CatalogReads reads) {}

  /**
   * An empty cache.
   *
   * @param maxPlans how many are kept
   */
  PlanCache(long maxPlans) {
    plans = Caffeine.newBuilder().maximumSize(maxPlans).executor(Runnable::run).build();
  }

  /** The plan that was kept for a query, if it would be made again. May block, as the catalogs are asked. */
  Optional<PreparedPlan> find(PlanKey key, SessionContext session) {
    KeptPlan kept = plans.getIfPresent(key);
    if (kept == null) {
      return Optional.empty();
    }
    if (!kept.reads().isSame(session.names(), session.settings())) {
      plans.invalidate(key);
      return Optional.empty();
    }
    return Optional.of(kept.plan());
  }

  void keep(PlanKey key, PreparedPlan plan, QueryInputs inputs) {
    if (inputs.isRepeatable() && key.text().length() <= MAX_TEXT_LENGTH) {
      plans.put(key, new KeptPlan(plan, inputs.catalogs()));
    }
  }
}
