package io.sluice.catalog.stored;

import io.sluice.config.ConfigValues;
import io.sluice.extension.TableProvider;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import java.util.List;
import java.util.Optional;

/** Finds files and opens them as a table. Blocks. Thread-safe. */
public interface FileOpener {
  /**
   * The table that the files of a place make together, or empty when there are none.
   *
   * @param location a file, a directory or a path with wildcards
   * @param format the name of their format, in lower case
   * @throws io.sluice.error.SluiceException as {@link io.sluice.extension.FileFormat#open} does
   */
  Optional<TableProvider> open(String location, String format, ConfigValues settings);

  /**
   * The same as a table whose columns were fixed before.
   *
   * @param columns of the files
   * @param partitionColumns whose values stand in names of directories
   */
  Optional<TableProvider> open(
      String location,
      String format,
      Schema columns,
      List<Field> partitionColumns,
      ConfigValues settings);
}
