package io.sluice.metrics;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Divides the time of a thread among the operators whose code it runs: each gets what passes until it calls another one, and from when that returns. So the times of
 * all operators add up to that of the outermost calls, and no operator's time holds another one's.
 *
 * <p>The clock is read once when an operator is entered and once when it is left. One for each thread, used by it alone.
 */
final class OperatorClock {
  private static final ThreadLocal<OperatorClock> OF_THREAD =
      ThreadLocal.withInitial(OperatorClock::new);

  private @Nullable Activity current;
  private long since;

  private OperatorClock() {}

  static OperatorClock ofThread() {
    return OF_THREAD.get();
  }

  /** What the thread does; null when that is no operator's. */
  @Nullable
  Activity current() {
    return current;
  }

  /** The thread begins something else. Answers what {@link #end} is to go back to. */
  @Nullable
  Activity begin(Activity next) {
    Activity caller = current;
    switchTo(next, next.operator().now());
    return caller;
  }

  /** The thread has done what it began last. */
  void end(@Nullable Activity caller) {
    Activity ending = current;
    if (ending != null) {
      switchTo(caller, ending.operator().now());
    }
  }

  private void switchTo(@Nullable Activity next, long now) {
    if (current != null) {
      current.lasted(now - since);
    }
    current = next;
    since = now;
  }

  static <T> T during(Activity activity, Supplier<T> step) {
    OperatorClock clock = ofThread();
    Activity caller = clock.begin(activity);
    try {
      return step.get();
    } finally {
      clock.end(caller);
    }
  }

  static void during(Activity activity, Runnable step) {
    OperatorClock clock = ofThread();
    Activity caller = clock.begin(activity);
    try {
      step.run();
    } finally {
      clock.end(caller);
    }
  }
}
