package io.sluice.catalog.stored;

import io.sluice.extension.write.TableDefinition;
import io.sluice.type.Schema;
import java.util.List;
import java.util.Map;

/**
 * A table whose rows stand in files. Immutable.
 *
 * @param definition its columns, those of the files and then the partition columns, and its constraints
 * @param location a file, a directory or a path with wildcards; absolute
 * @param format the name of a {@link io.sluice.extension.FileFormat}, in lower case
 * @param partitionColumns names of the last columns, whose values stand in names of directories
 * @param options of the format, by name
 * @param isManaged whether the files belong to the table and go with it
 * @param revision counts the writes, so that of two that did not see each other's rows the second fails
 */
public record FileTable(
    TableDefinition definition,
    String location,
    String format,
    List<String> partitionColumns,
    Map<String, String> options,
    boolean isManaged,
    long revision)
    implements StoredObject {
  public FileTable {
    partitionColumns = List.copyOf(partitionColumns);
    options = Map.copyOf(options);
  }

  @Override
  public String name() {
    return definition.name();
  }

  public Schema schema() {
    return definition.schema();
  }

  FileTable withLocation(String other) {
    return new FileTable(definition, other, format, partitionColumns, options, isManaged, revision);
  }

  /** The same rows under another definition of the same columns. */
  public FileTable withDefinition(TableDefinition other) {
    return new FileTable(other, location, format, partitionColumns, options, isManaged, revision);
  }

  FileTable withRevision(long other) {
    return new FileTable(definition, location, format, partitionColumns, options, isManaged, other);
  }
}
