package io.sluice.operator.write;

import static java.util.Objects.requireNonNull;

import io.sluice.extension.file.FileWriterFormat;
import io.sluice.type.Schema;
import java.util.List;
import java.util.Map;

/**
 * Where and how rows are written. Immutable.
 *
 * @param directory an absolute path that all nodes see; its files do not count until whoever asked for them gives the directory its name
 * @param options of the format, by name
 * @param schema the columns of the rows, by place; one that is not nullable takes no NULL
 * @param partitionColumns indices of the columns whose values name sub-directories, {@code country=CH/year=2024}, instead of standing in the files
 * @param marks what a column before those of the schema tells
 */
public record FileTarget(
    String directory,
    FileWriterFormat format,
    Map<String, String> options,
    Schema schema,
    List<Integer> partitionColumns,
    MarkKind marks) {
  public FileTarget {
    requireNonNull(directory, "directory");
    requireNonNull(format, "format");
    requireNonNull(schema, "schema");
    requireNonNull(marks, "marks");
    options = Map.copyOf(options);
    partitionColumns = List.copyOf(partitionColumns);
  }

  /** The columns that stand in the files. */
  public Schema fileSchema() {
    int[] kept = new int[schema.size() - partitionColumns.size()];
    int count = 0;
    for (int i = 0; i < schema.size(); i++) {
      if (!partitionColumns.contains(i)) {
        kept[count++] = i;
      }
    }
    return schema.project(kept);
  }
}
