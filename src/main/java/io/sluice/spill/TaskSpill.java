package io.sluice.spill;

import io.sluice.memory.MemoryPool;
import io.sluice.plan.SpillFile;
import io.sluice.plan.SpillSpace;
import io.sluice.plan.TaskContext;
import io.sluice.type.Schema;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** The spill files of one task, encrypted with one key that lives as long as the task. Thread-safe. */
public final class TaskSpill implements SpillSpace {
  private static final long MAX_BATCH_BYTES = 256 << 10;
  private static final long MIN_BATCH_BYTES = 8 << 10;
  private static final int BATCHES_PER_POOL = 1024;

  private final SpillDirectory directory;
  private final TaskContext task;
  private final String name;
  private final FrameCipher cipher;
  private final AtomicInteger fileNumbers = new AtomicInteger();
  private final Set<DiskFile> open = new HashSet<>();

  /**
   * @param task whose I/O pool and memory the files use
   */
  public TaskSpill(SpillDirectory directory, TaskContext task) {
    this.directory = directory;
    this.task = task;
    name = Long.toHexString(directory.random().nextLong());
    cipher = new FrameCipher(directory.random());
  }

  @Override
  public SpillFile create(String consumer, Schema schema) {
    int number = fileNumbers.getAndIncrement();
    DiskFile file = new DiskFile(
        this,
        new DiskFile.Place(directory, name + "-" + number + ".arrow", number, cipher),
        schema,
        task,
        consumer + " spill");
    synchronized (open) {
      open.add(file);
    }
    return task.metrics().current().measured(file);
  }

  @Override
  public long batchBytes() {
    MemoryPool memory = task.memory();
    return Math.max(
        MIN_BATCH_BYTES, Math.min(MAX_BATCH_BYTES, memory.limitBytes() / BATCHES_PER_POOL));
  }

  void deleted(DiskFile file) {
    synchronized (open) {
      open.remove(file);
    }
  }

  /** Deletes all files that are left. Nobody writes or reads any more. Completes when they are gone. */
  public Future<Void> close() {
    List<DiskFile> left;
    synchronized (open) {
      left = List.copyOf(open);
    }
    left.forEach(DiskFile::close);
    return Future.join(left.stream().map(DiskFile::whenDeleted).toList()).mapEmpty();
  }
}
