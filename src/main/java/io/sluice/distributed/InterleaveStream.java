package io.sluice.distributed;

import io.sluice.plan.PendingSet;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.type.Schema;
import java.util.List;

/** The batches of several streams as they come, in turn. */
final class InterleaveStream implements RecordBatchStream {
  private final Schema schema;
  private final List<RecordBatchStream> inputs;
  private final boolean[] isEnded;
  private final PendingSet pending;
  private int live;
  private int next;

  InterleaveStream(Schema schema, List<RecordBatchStream> inputs) {
    this.schema = schema;
    this.inputs = inputs;
    this.isEnded = new boolean[inputs.size()];
    this.pending = new PendingSet(inputs.size());
    this.live = inputs.size();
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public Poll poll() {
    for (int tried = 0; tried < inputs.size(); tried++) {
      int input = next;
      next = next + 1 == inputs.size() ? 0 : next + 1;
      if (isEnded[input] || pending.isPending(input)) {
        continue;
      }
      Poll poll = inputs.get(input).poll();
      if (poll instanceof Poll.Ready) {
        pending.clear(input);
        return poll;
      }
      if (poll instanceof Poll.Pending waiting) {
        pending.set(input, waiting.whenReady());
      } else {
        pending.clear(input);
        isEnded[input] = true;
        live--;
      }
    }
    return live == 0 ? Poll.END : pending.whenAnyReady();
  }

  @Override
  public void close() {
    inputs.forEach(RecordBatchStream::close);
  }
}
