package io.sluice.sql;

import io.sluice.catalog.WriteTarget;
import io.sluice.extension.write.TableDefinition;
import io.sluice.plan.ExecutionPlan;
import java.util.Optional;

/**
 * What a {@link TableStatement} is to do.
 *
 * @param table the table it makes or changes
 * @param rows of the table's columns; of UPDATE and DELETE behind a BOOLEAN that tells which rows they mean. Empty for a table that begins empty
 */
public record TableWrite(
    Action action, WriteTarget target, TableDefinition table, Optional<ExecutionPlan> rows) {
  /** What becomes of the rows. */
  public enum Action {
    /** The table is there already and stays. */
    NONE,
    CREATE,
    INSERT,
    UPDATE,
    DELETE
  }
}
