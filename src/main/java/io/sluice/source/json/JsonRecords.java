package io.sluice.source.json;

import java.util.List;

/**
 * What the records of a table are: objects, whose members are the columns, or any values, which make one column.
 *
 * @param members the names in the objects, each once, in the order in which they are expected; empty for other values
 */
record JsonRecords(boolean areObjects, List<String> members) {
  JsonRecords {
    members = List.copyOf(members);
    if (!areObjects && !members.isEmpty()) {
      throw new IllegalArgumentException("members of values that are no objects: " + members);
    }
  }

  /** How many columns a table of such records has. */
  int columnCount() {
    return areObjects ? members.size() : 1;
  }
}
