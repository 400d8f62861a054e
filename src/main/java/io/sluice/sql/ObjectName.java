package io.sluice.sql;

import io.sluice.error.Position;
import java.util.List;

/** The name of a table, view or schema in a statement, with its parts as written. */
public record ObjectName(List<String> parts, Position position) {
  public ObjectName {
    parts = List.copyOf(parts);
  }

  @Override
  public String toString() {
    return String.join(".", parts);
  }
}
