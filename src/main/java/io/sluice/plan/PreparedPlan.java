package io.sluice.plan;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** A plan for one node with what others have made of it, which is kept as long as the plan is. Thread-safe. */
public final class PreparedPlan {
  private final ExecutionPlan plan;
  private final Map<Class<?>, Object> derived = new HashMap<>();

  /** A plan that nothing was made of yet. */
  public PreparedPlan(ExecutionPlan plan) {
    this.plan = plan;
  }

  /** The plan for one node. */
  public ExecutionPlan plan() {
    return plan;
  }

  /**
   * What was made of the plan before, or is made now.
   *
   * @param kind what it is, once for each plan
   */
  public synchronized <T> T derived(Class<T> kind, Function<ExecutionPlan, T> make) {
    return kind.cast(derived.computeIfAbsent(kind, missing -> make.apply(plan)));
  }
}
