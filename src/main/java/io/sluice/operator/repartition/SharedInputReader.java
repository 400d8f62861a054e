package io.sluice.operator.repartition;

import io.sluice.column.RecordBatch;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.type.Schema;
import org.jspecify.annotations.Nullable;

/** The batches that one output takes of a {@link SharedInput}. */
final class SharedInputReader implements RecordBatchStream {
  private final Schema schema;
  private final SharedInput input;
  private @Nullable RecordBatch current;

  SharedInputReader(Schema schema, SharedInput input) {
    this.schema = schema;
    this.input = input;
    input.openOutput();
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public Poll poll() {
    giveBack();
    Poll poll = input.next();
    if (poll instanceof Poll.Ready ready) {
      current = ready.batch();
    }
    return poll;
  }

  private void giveBack() {
    RecordBatch batch = current;
    if (batch != null) {
      current = null;
      input.giveBack(batch);
    }
  }

  @Override
  public void close() {
    giveBack();
    input.closeOutput();
  }
}
