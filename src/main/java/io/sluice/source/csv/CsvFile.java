package io.sluice.source.csv;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.source.file.FileIdentity;

/**
 * A CSV file and how it is written.
 *
 * @param isCompressed whether it is GZIP around the text
 * @param fieldCount fields of each record
 */
record CsvFile(
    FileIdentity file, boolean isCompressed, byte delimiter, boolean hasHeader, int fieldCount) {

  SluiceException invalid(long line, String what) {
    return invalid(file, line, what);
  }

  static SluiceException invalid(FileIdentity file, long line, String what) {
    return new SluiceException(
        ErrorCode.INVALID_FILE, "File '%s', line %d: %s".formatted(file.path(), line, what));
  }
}
