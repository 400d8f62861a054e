package io.sluice.operator.join;

import io.sluice.plan.Poll;

/** Reads a build side to its end. Owned by one driver. */
interface Building<T> {
  /** Does what can be done without blocking; answers pending, or the end when {@link #result()} is there. */
  Poll poll();

  T result();

  /** Closes the input, if that is not done. */
  void close();
}
