package io.sluice.source.json;

/** Text that is no JSON of the expected layout. */
final class JsonFormatException extends Exception {
  private static final long serialVersionUID = 1;

  private final long offset;

  /**
   * @param offset where it stands in the text, in bytes from 0
   */
  JsonFormatException(long offset, String message) {
    super(message);
    this.offset = offset;
  }

  long offset() {
    return offset;
  }
}
