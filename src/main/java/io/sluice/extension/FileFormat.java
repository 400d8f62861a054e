package io.sluice.extension;

import io.sluice.config.ConfigValues;
import io.sluice.type.Schema;
import java.util.List;

/** Reads files of one format as a table: {@code FROM 'orders.parquet'}. */
public interface FileFormat {
  /** For messages, for instance {@code Parquet}. */
  String name();

  /** Endings of file names without the point, in lower case. */
  List<String> extensions();

  /**
   * The table that some files make together. Called by the coordinator while it plans, on a thread that may block; must read no more than it needs for the
   * schema and statistics.
   *
   * @param files at least one, in order: paths, or URLs of a {@link io.sluice.extension.file.FileStore}
   * @throws io.sluice.error.SluiceException of code INVALID_FILE or IO_ERROR, naming the file
   */
  TableProvider open(List<String> files, ConfigValues config);

  /**
   * The same for files whose columns were fixed before, by tables that together hold all rows. A table may lack some of the columns, or have them with types from which a cast gives the
   * values that the column is to have; so a format whose files do not tell types reads what stands there, and guesses nothing. Formats that know no more than {@link #open(List, ConfigValues)} need not
   * implement it.
   *
   * @param columns by name, compared without case
   */
  default List<TableProvider> open(List<String> files, Schema columns, ConfigValues config) {
    return List.of(open(files, config));
  }
}
