package io.sluice.operator.projection;

import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import io.sluice.expression.ExpressionEvaluator;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.type.Schema;
import org.jspecify.annotations.Nullable;

/** Computes one column by each evaluator; the selection stays as it is. */
final class ProjectionStream implements RecordBatchStream {
  private final Schema schema;
  private final ExpressionEvaluator[] evaluators;
  private final RecordBatchStream input;
  private @Nullable RecordBatch last;

  ProjectionStream(Schema schema, ExpressionEvaluator[] evaluators, RecordBatchStream input) {
    this.schema = schema;
    this.evaluators = evaluators;
    this.input = input;
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public Poll poll() {
    if (last != null && last.isRetained()) {
      for (ExpressionEvaluator evaluator : evaluators) {
        evaluator.detach();
      }
    }
    last = null;
    Poll poll = input.poll();
    if (!(poll instanceof Poll.Ready ready)) {
      return poll;
    }
    RecordBatch batch = ready.batch();
    int count = batch.selection() == null ? batch.length() : batch.rowCount();
    Vector[] columns = new Vector[evaluators.length];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = evaluators[i].evaluate(batch, batch.selection(), count);
    }
    RecordBatch output = batch.withColumns(schema, columns);
    last = output;
    return Poll.batch(output);
  }

  @Override
  public void close() {
    input.close();
  }
}
