package io.sluice.flight.metadata;

import io.sluice.column.BatchBuilder;
import io.sluice.ipc.ArrowBatchWriter;
import io.sluice.ipc.ArrowBody;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of an answer. For one thread. */
public final class MetadataTable {
  private final Schema schema;
  private final List<List<@Nullable Object>> rows = new ArrayList<>();

  MetadataTable(Schema schema) {
    this.schema = schema;
  }

  /** Adds a row of values in the form of {@link io.sluice.type.Literal#value()}. */
  void add(@Nullable Object... values) {
    rows.add(Arrays.asList(values));
  }

  /** All rows in one batch. */
  public ArrowBody.Message batch() {
    BatchBuilder builder = new BatchBuilder(schema);
    builder.begin(rows.size());
    for (List<@Nullable Object> row : rows) {
      for (int i = 0; i < schema.size(); i++) {
        builder.column(i).appendValue(row.get(i));
      }
    }
    return ArrowBatchWriter.write(builder.finish(rows.size()));
  }
}
