package io.sluice.extension.write;

import io.sluice.type.Schema;
import java.util.List;

/**
 * A query under a name.
 *
 * @param name as written
 * @param schema its columns when it was created
 * @param sql the text of the query
 * @param path catalog and schema in which the query's unqualified names are looked up
 */
public record ViewDefinition(String name, Schema schema, String sql, List<String> path) {
  public ViewDefinition {
    path = List.copyOf(path);
  }
}
