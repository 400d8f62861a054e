package io.sluice.operator.write;

import static java.util.Objects.requireNonNull;

import io.sluice.extension.write.FileWriterFormat;
import java.util.List;
import java.util.Map;

/**
 * Where and how rows are written. Immutable.
 *
 * @param directory an absolute path that all nodes see; its files do not count until whoever asked for them gives the directory its name
 * @param options of the format, by name
 * @param partitionColumns indices of the columns whose values name sub-directories, {@code country=CH/year=2024}, instead of standing in the files
 */
public record FileTarget(
    String directory,
    FileWriterFormat format,
    Map<String, String> options,
    List<Integer> partitionColumns) {
  public FileTarget {
    requireNonNull(directory, "directory");
    requireNonNull(format, "format");
    options = Map.copyOf(options);
    partitionColumns = List.copyOf(partitionColumns);
  }
}
