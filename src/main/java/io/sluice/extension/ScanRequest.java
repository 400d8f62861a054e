package io.sluice.extension;

import io.sluice.config.ConfigValues;
import io.sluice.expression.PhysicalExpression;
import java.util.List;
import java.util.OptionalLong;

/**
 * What the planner wants of a table.
 *
 * @param projection indices of the table's columns in the order of the output; may be empty, then only the number of rows counts
 * @param filters conditions over all columns of the table, joined by AND. The engine applies them again: a table may use them to leave out rows,
 *     and may ignore them
 * @param limit how many rows are enough, when {@code filters} is empty or applied exactly; a hint
 */
public record ScanRequest(
    List<Integer> projection,
    List<PhysicalExpression> filters,
    OptionalLong limit,
    ConfigValues config) {
  public ScanRequest {
    projection = List.copyOf(projection);
    filters = List.copyOf(filters);
  }

  public int[] projectionArray() {
    return projection.stream().mapToInt(Integer::intValue).toArray();
  }
}
