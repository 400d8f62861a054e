package io.sluice.source.csv;

import java.util.List;

/**
 * A file, the piece of a table that one partition reads. Files are not divided: where a record begins depends on all quotes before it.
 *
 * @param fields for each projected column its field in the records
 */
record CsvSplit(CsvFile file, List<Integer> fields) {
  CsvSplit {
    fields = List.copyOf(fields);
    for (int field : fields) {
      if (field < 0 || field >= file.fieldCount()) {
        throw new IllegalArgumentException("field " + field + " of " + file.fieldCount());
      }
    }
  }

  long bytes() {
    return file.file().size();
  }
}
