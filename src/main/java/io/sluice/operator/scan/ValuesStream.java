package io.sluice.operator.scan;

import io.sluice.column.BatchBuilder;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.type.Literal;
import io.sluice.type.Schema;
import java.util.List;

/** Rows of constants in batches. */
final class ValuesStream implements RecordBatchStream {
  private final Schema schema;
  private final List<List<Literal>> rows;
  private final int batchSize;
  private final BatchBuilder output;
  private int next;

  ValuesStream(Schema schema, List<List<Literal>> rows, int batchSize) {
    this.schema = schema;
    this.rows = rows;
    this.batchSize = batchSize;
    output = new BatchBuilder(schema);
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public Poll poll() {
    if (next == rows.size()) {
      return Poll.END;
    }
    int count = Math.min(rows.size() - next, batchSize);
    output.begin(count);
    for (List<Literal> row : rows.subList(next, next + count)) {
      for (int column = 0; column < row.size(); column++) {
        output.column(column).appendValue(row.get(column).value());
      }
    }
    next += count;
    return Poll.batch(output.finish(count));
  }

  @Override
  public void close() {}
}
