package io.sluice.sql;

import io.sluice.catalog.WriteTarget;
import io.sluice.extension.write.TableDefinition;
import io.sluice.plan.ExecutionPlan;
import java.util.List;
import java.util.Optional;

/**
 * What a {@link TableStatement} is to do.
 *
 * @param table the table it makes or changes
 * @param rows of the table's columns; of UPDATE and DELETE behind a BOOLEAN that tells which rows they mean, of MERGE behind an INTEGER of {@link io.sluice.operator.write.RowFate}. Empty for a table that begins empty, and for REDEFINE
 * @param skippedKeys of INSERT: keys of the table that lead to a row being left out when it has one that is there already
 */
public record TableWrite(
    Action action,
    WriteTarget target,
    TableDefinition table,
    Optional<ExecutionPlan> rows,
    List<List<Integer>> skippedKeys) {
  /** What becomes of the rows. */
  public enum Action {
    /** The table stays as it is. */
    NONE,
    /** The table gets another definition; columns keep their places and types. */
    REDEFINE,
    /** The table gets other columns and their rows. */
    ALTER,
    CREATE,
    INSERT,
    UPDATE,
    DELETE,
    /** Rows are changed, removed and added. */
    MERGE;

    /** Whether a first column tells what becomes of each row: the table's rows are those of the query. */
    public boolean isMarked() {
      return this == UPDATE || this == DELETE || this == MERGE;
    }
  }

  public TableWrite {
    skippedKeys = skippedKeys.stream().map(List::copyOf).toList();
  }

  TableWrite(
      Action action, WriteTarget target, TableDefinition table, Optional<ExecutionPlan> rows) {
    this(action, target, table, rows, List.of());
  }
}
