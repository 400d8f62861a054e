package io.sluice.extension.write;

import io.sluice.extension.TableProvider;
import io.sluice.plan.ExecutionPlan;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Schema;

/**
 * A table that takes rows as they come, on all workers: what {@link io.sluice.extension.TableFunction#bind} answers is one when {@code INSERT INTO f(...)} can write to it. There is no commit:
 * a statement that fails has written some of its rows.
 */
public interface RowSink extends TableProvider {
  /** The column of what {@link #insert} answers. */
  Schema COUNT = Schema.of(new Field("count", DataType.BIGINT, false));

  /**
   * The plan that writes rows: a node over theirs, with their partitions, each of which gives one row of {@link #COUNT} with how many it has written. Called by the coordinator while it
   * plans.
   *
   * @throws io.sluice.error.SluiceException of code INVALID_ARGUMENT or NOT_SUPPORTED when rows with such columns cannot be written
   */
  ExecutionPlan insert(ExecutionPlan rows);
}
