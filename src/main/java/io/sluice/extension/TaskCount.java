package io.sluice.extension;

/** How many tasks a stage should have: a hint, or a hard cap. */
public sealed interface TaskCount {
  int count();

  /** A hint; the largest of several wins. */
  record Desired(int count) implements TaskCount {
    @Override
    public TaskCount limit(int workers) {
      return count <= workers ? this : new Desired(workers);
    }
  }

  /** A hard cap; the smallest of several wins, and any over a hint. */
  record Maximum(int count) implements TaskCount {
    @Override
    public TaskCount limit(int workers) {
      return count <= workers ? this : new Maximum(workers);
    }
  }

  /** The same kind of count, at most {@code workers}. */
  TaskCount limit(int workers);

  default TaskCount merge(TaskCount other) {
    if (this instanceof Maximum && other instanceof Maximum) {
      return new Maximum(Math.min(count(), other.count()));
    }
    if (this instanceof Maximum) {
      return this;
    }
    if (other instanceof Maximum) {
      return other;
    }
    return new Desired(Math.max(count(), other.count()));
  }
}
