package io.sluice.catalog.stored;

import io.sluice.extension.write.ColumnDefinition;
import io.sluice.extension.write.TableDefinition;
import io.sluice.type.Schema;
import java.util.List;
import java.util.Map;

/**
 * A table whose rows stand in files. Immutable.
 *
 * @param name as written
 * @param columns those of the files, then the partition columns
 * @param location a file, a directory or a path with wildcards; absolute
 * @param format the name of a {@link io.sluice.extension.FileFormat}, in lower case
 * @param partitionColumns names of the last columns, whose values stand in names of directories
 * @param options of the format, by name
 * @param isManaged whether the files belong to the table and go with it
 */
public record FileTable(
    String name,
    List<ColumnDefinition> columns,
    String location,
    String format,
    List<String> partitionColumns,
    Map<String, String> options,
    boolean isManaged)
    implements StoredObject {
  public FileTable {
    columns = List.copyOf(columns);
    partitionColumns = List.copyOf(partitionColumns);
    options = Map.copyOf(options);
  }

  /** The table as statements that write see it. */
  public TableDefinition definition() {
    return new TableDefinition(name, columns, List.of());
  }

  public Schema schema() {
    return definition().schema();
  }

  FileTable withLocation(String other) {
    return new FileTable(name, columns, other, format, partitionColumns, options, isManaged);
  }

  FileTable withDefinition(TableDefinition other) {
    return new FileTable(
        other.name(), other.columns(), location, format, partitionColumns, options, isManaged);
  }
}
