package io.sluice.worker;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sluice.codec.PlanCodec;
import io.sluice.plan.ExecutionPlan;
import io.vertx.core.buffer.Buffer;

/** Reads the plans of tasks; those read lately are kept, as a query that runs again sends the same bytes. Thread-safe. */
final class TaskPlans {
  /** Longer plans are likely to hold rows. */
  private static final int MAX_KEPT_BYTES = 64 << 10;

  private final PlanCodec codec;
  private final Cache<Buffer, ExecutionPlan> kept;

  /**
   * Keeps nothing yet.
   *
   * @param maxPlans how many are kept
   */
  TaskPlans(PlanCodec codec, long maxPlans) {
    this.codec = codec;
    kept = Caffeine.newBuilder().maximumSize(maxPlans).executor(Runnable::run).build();
  }

  /**
   * The plan that these bytes are.
   *
   * @throws io.sluice.error.SluiceException as {@link PlanCodec#decode}
   */
  ExecutionPlan decode(Buffer bytes) {
    if (bytes.length() > MAX_KEPT_BYTES) {
      return codec.decode(bytes);
    }
    ExecutionPlan known = kept.getIfPresent(bytes);
    if (known == null) {
      known = codec.decode(bytes);
      kept.put(bytes, known);
    }
    return known;
  }
}
