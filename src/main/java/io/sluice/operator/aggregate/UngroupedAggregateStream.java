package io.sluice.operator.aggregate;

import io.sluice.column.BatchBuilder;
import io.sluice.memory.MemoryReservation;
import io.sluice.plan.CooperativeThread;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.type.Schema;

/** Aggregation of all rows of a partition to one row, also of none. */
final class UngroupedAggregateStream implements RecordBatchStream {
  private final RecordBatchStream input;
  private final MemoryReservation reservation;
  private final AggregateStates states;
  private final BatchBuilder output;
  private final Schema schema;
  private boolean isDone;

  UngroupedAggregateStream(
      Schema schema,
      AggregateStates states,
      RecordBatchStream input,
      MemoryReservation reservation) {
    this.schema = schema;
    this.states = states;
    this.input = input;
    this.reservation = reservation;
    output = new BatchBuilder(schema);
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public Poll poll() {
    if (isDone) {
      return Poll.END;
    }
    while (!CooperativeThread.shouldYield()) {
      Poll poll = input.poll();
      if (poll instanceof Poll.Ready ready) {
        states.update(ready.batch(), null, 1);
      } else if (poll instanceof Poll.End) {
        isDone = true;
        states.ensureGroups(1);
        output.begin(1);
        states.write(0, 1, output, 0);
        return Poll.batch(output.finish(1));
      } else {
        return poll;
      }
    }
    return Poll.YIELD;
  }

  @Override
  public void close() {
    try {
      input.close();
    } finally {
      reservation.close();
    }
  }
}
