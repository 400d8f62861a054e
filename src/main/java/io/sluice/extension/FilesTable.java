package io.sluice.extension;

import java.util.List;

/** A table that several files make together, and of which some can be read alone. */
public interface FilesTable extends TableProvider {
  /** The paths of the files, as {@link FileFormat#open} was given them. */
  List<String> paths();

  /**
   * The rows of some of the files; with the same columns and types as all of them.
   *
   * @param places in {@link #paths}; at least one
   */
  TableProvider ofFiles(List<Integer> places);
}
