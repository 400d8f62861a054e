package io.sluice.worker;

import io.sluice.config.Clock;
import io.sluice.plan.CooperativeThread;

/** A thread of a {@link DriverPool}. The quantum is set and asked for by the thread itself. */
final class DriverThread extends Thread implements CooperativeThread {
  private static final long QUANTUM_NANOS = 10_000_000;

  private final Clock clock;
  private long quantumStart;

  DriverThread(Runnable work, String name, Clock clock) {
    super(work, name);
    this.clock = clock;
    setDaemon(true);
  }

  void beginQuantum() {
    quantumStart = clock.nanoTime();
  }

  @Override
  public boolean isQuantumOver() {
    return clock.nanoTime() - quantumStart >= QUANTUM_NANOS;
  }
}
