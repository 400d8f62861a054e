package io.sluice.operator.aggregate;

import io.sluice.column.RecordBatch;
import io.sluice.memory.MemoryReservation;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import java.util.List;

/** Its input's batches, as long as no key comes twice. */
final class UniqueKeyStream implements RecordBatchStream {
  private final List<Integer> keyColumns;
  private final RecordBatchStream input;
  private final MemoryReservation reservation;
  private final GroupKeys groupKeys;
  private int[] groups = new int[0];

  UniqueKeyStream(
      List<Integer> keyColumns,
      List<Field> keys,
      RecordBatchStream input,
      MemoryReservation reservation) {
    this.keyColumns = keyColumns;
    this.input = input;
    this.reservation = reservation;
    groupKeys = new GroupKeys(keys, reservation);
  }

  @Override
  public Schema schema() {
    return input.schema();
  }

  @Override
  public Poll poll() {
    Poll poll = input.poll();
    if (poll instanceof Poll.Ready ready && ready.batch().rowCount() > 0) {
      check(ready.batch());
    }
    return poll;
  }

  private void check(RecordBatch batch) {
    if (groups.length < batch.length()) {
      groups = new int[batch.length()];
    }
    int before = groupKeys.groupCount();
    groupKeys.assign(
        SingleRowExec.select(keyColumns, batch), batch.selection(), batch.rowCount(), groups);
    if (groupKeys.groupCount() - before < batch.rowCount()) {
      throw SingleRowStream.severalRows();
    }
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
