package io.sluice.spill;

import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.PlanProperties;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.SpillFile;
import io.sluice.plan.TaskContext;
import io.sluice.type.Schema;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives the rows of its input by way of a spill file. An action runs between writing and reading. */
record DiskExec(ExecutionPlan input, Runnable whenWritten) implements ExecutionPlan {
  @Override
  public PlanProperties properties() {
    return input.properties();
  }

  @Override
  public List<ExecutionPlan> children() {
    return List.of(input);
  }

  @Override
  public ExecutionPlan withNewChildren(List<ExecutionPlan> children) {
    return new DiskExec(children.get(0), whenWritten);
  }

  @Override
  public RecordBatchStream execute(int partition, TaskContext context) {
    return new Stream(
        input.execute(partition, context), context.spill().create("DiskExec", schema()));
  }

  @Override
  public String displayAs() {
    return "DiskExec";
  }

  private final class Stream implements RecordBatchStream {
    private final RecordBatchStream rows;
    private final SpillFile file;
    private boolean isInputDone;
    private @Nullable RecordBatchStream written;

    Stream(RecordBatchStream rows, SpillFile file) {
      this.rows = rows;
      this.file = file;
    }

    @Override
    public Schema schema() {
      return rows.schema();
    }

    @Override
    public Poll poll() {
      while (!isInputDone) {
        Future<Void> room = file.awaitRoom();
        if (room != null) {
          return Poll.pending(room);
        }
        Poll poll = rows.poll();
        if (poll instanceof Poll.Pending) {
          return poll;
        }
        if (poll instanceof Poll.Ready ready) {
          file.write(ready.batch());
        } else {
          isInputDone = true;
        }
      }
      if (written == null) {
        Future<Void> toDisk = file.awaitWritten();
        if (toDisk != null) {
          return Poll.pending(toDisk);
        }
        whenWritten.run();
        written = file.read();
      }
      return written.poll();
    }

    @Override
    public void close() {
      rows.close();
      if (written != null) {
        written.close();
      }
      file.close();
    }
  }
}
