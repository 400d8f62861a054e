package io.sluice.operator.aggregate;

import io.sluice.column.BatchBuilder;
import io.sluice.column.RecordBatch;
import io.sluice.testing.BatchesExec;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Batches made of rows. */
final class RowBatches {
  private RowBatches() {}

  /** A leaf of one partition that gives the rows. */
  static BatchesExec plan(Schema schema, List<List<@Nullable Object>> rows, int batchSize) {
    List<RecordBatch> batches = new ArrayList<>();
    for (int from = 0; from < rows.size(); from += batchSize) {
      List<List<@Nullable Object>> part =
          rows.subList(from, Math.min(rows.size(), from + batchSize));
      BatchBuilder builder = new BatchBuilder(schema);
      builder.begin(part.size());
      for (List<@Nullable Object> row : part) {
        for (int i = 0; i < schema.size(); i++) {
          builder.column(i).appendValue(row.get(i));
        }
      }
      batches.add(builder.finish(part.size()));
    }
    return new BatchesExec(schema, List.of(batches));
  }
}
