package io.sluice.source.csv;

/** Bytes that are no CSV. The reader knows the file and turns it into an error for the user. */
final class CsvFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long line;

  CsvFormatException(long line, String message) {
    super(message);
    this.line = line;
  }

  long line() {
    return line;
  }
}
