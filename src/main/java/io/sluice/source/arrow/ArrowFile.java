package io.sluice.source.arrow;

import io.sluice.source.file.FileIdentity;
import java.util.List;

/**
 * A file of a scan.
 *
 * @param isStream whether it has no footer
 * @param columns for each projected column its place in the file
 */
record ArrowFile(FileIdentity file, boolean isStream, List<Integer> columns) {
  ArrowFile {
    columns = List.copyOf(columns);
  }
}
