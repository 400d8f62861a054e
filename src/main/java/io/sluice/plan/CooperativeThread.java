package io.sluice.plan;

/** A thread that gives each piece of work a quantum of time and asks it to come back when that is over. */
public interface CooperativeThread {
  /** Whether the running piece of work has used up its quantum. */
  boolean isQuantumOver();

  /** Whether the calling thread is one of these and the quantum is over; false on any other thread. */
  static boolean shouldYield() {
    return Thread.currentThread() instanceof CooperativeThread thread && thread.isQuantumOver();
  }
}
