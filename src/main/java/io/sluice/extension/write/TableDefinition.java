package io.sluice.extension.write;

import io.sluice.type.Schema;
import java.util.List;

/**
 * A table as CREATE TABLE describes it.
 *
 * @param name as written
 * @param keys indices of columns that together differ in every row; rows with a NULL among them do not count
 */
public record TableDefinition(
    String name, List<ColumnDefinition> columns, List<List<Integer>> keys) {
  public TableDefinition {
    columns = List.copyOf(columns);
    keys = keys.stream().map(List::copyOf).toList();
  }

  public Schema schema() {
    return new Schema(columns.stream().map(ColumnDefinition::field).toList());
  }
}
