package io.sluice.extension.write;

import java.util.List;

/**
 * An index as CREATE INDEX describes it. One that is unique is also among the keys of its table.
 *
 * @param name as written
 * @param columns indices of the columns it is made of or reads
 */
public record IndexDefinition(String name, boolean isUnique, List<Integer> columns) {
  public IndexDefinition {
    columns = List.copyOf(columns);
  }
}
