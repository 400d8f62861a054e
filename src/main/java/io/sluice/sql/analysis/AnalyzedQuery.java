package io.sluice.sql.analysis;

import java.util.List;
import org.apache.calcite.rel.RelNode;

/**
 * A query with all names and types resolved.
 *
 * @param plan the logical plan, not optimised
 * @param columnNames the names of the result's columns, as the user wrote them
 */
public record AnalyzedQuery(RelNode plan, List<String> columnNames) {
  public AnalyzedQuery {
    columnNames = List.copyOf(columnNames);
  }
}
