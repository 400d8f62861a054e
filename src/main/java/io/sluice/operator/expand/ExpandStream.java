package io.sluice.operator.expand;

import io.sluice.column.BatchBuilder;
import io.sluice.column.ConstantVector;
import io.sluice.column.FlatVector;
import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import io.sluice.expression.ColumnExpression;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.type.Literal;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hands each batch on once for every set. Owned by one driver. */
final class ExpandStream implements RecordBatchStream {
  private final Schema schema;
  private final int[] keyColumns;
  private final ConstantVector[] nulls;
  private final ConstantVector[] setNumbers;
  private final ConstantVector hasRow = ConstantVector.of(Literal.of(true), 0);
  private final boolean[][] isInSet;
  private final List<Integer> standIns = new ArrayList<>();
  private final RecordBatchStream input;
  private @Nullable RecordBatch current;
  private int nextSet;
  private boolean isInputDone;

  ExpandStream(ExpandExec node, RecordBatchStream input) {
    schema = node.schema();
    this.input = input;
    List<ColumnExpression> keys = node.keys();
    keyColumns = keys.stream().mapToInt(ColumnExpression::index).toArray();
    nulls = keys.stream()
        .map(key -> ConstantVector.of(new Literal(key.type(), null), 0))
        .toArray(ConstantVector[]::new);
    setNumbers = new ConstantVector[node.sets().size()];
    isInSet = new boolean[setNumbers.length][keyColumns.length];
    for (int set = 0; set < setNumbers.length; set++) {
      setNumbers[set] = ConstantVector.of(Literal.of(set), 0);
      if (node.sets().get(set).isEmpty()) {
        standIns.add(set);
      }
      for (int key : node.sets().get(set)) {
        isInSet[set][key] = true;
      }
    }
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public Poll poll() {
    if (isInputDone) {
      return Poll.END;
    }
    RecordBatch batch = current;
    if (batch == null) {
      Poll poll = input.poll();
      if (poll instanceof Poll.End) {
        isInputDone = true;
        return standIns.isEmpty() ? poll : Poll.batch(standIns());
      }
      if (!(poll instanceof Poll.Ready ready)) {
        return poll;
      }
      batch = ready.batch();
      current = batch;
      nextSet = 0;
    }
    RecordBatch expanded = expand(batch, nextSet++);
    if (nextSet == setNumbers.length) {
      current = null;
    }
    return Poll.batch(expanded);
  }

  private RecordBatch expand(RecordBatch batch, int set) {
    int length = batch.length();
    Vector[] columns = new Vector[schema.size()];
    for (int i = 0; i < keyColumns.length; i++) {
      columns[i] = isInSet[set][i] ? batch.column(keyColumns[i]) : nulls[i].withLength(length);
    }
    columns[keyColumns.length] = setNumbers[set].withLength(length);
    columns[keyColumns.length + 1] = hasRow.withLength(length);
    for (int i = 0; i < batch.columnCount(); i++) {
      columns[keyColumns.length + 2 + i] = batch.column(i);
    }
    return batch.withColumns(schema, columns);
  }

  /** One row for each set without keys: NULL where the type of the column has it, else any value. */
  private RecordBatch standIns() {
    int count = standIns.size();
    BatchBuilder builder = new BatchBuilder(schema);
    builder.begin(count);
    for (int i = 0; i < schema.size(); i++) {
      FlatVector column = builder.column(i);
      for (int set : standIns) {
        if (i == keyColumns.length) {
          column.appendValue(set);
        } else if (schema.field(i).nullable()) {
          column.appendNull();
        } else {
          column.appendDefault();
        }
      }
    }
    return builder.finish(count);
  }

  @Override
  public void close() {
    input.close();
  }
}
