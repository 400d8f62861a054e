package io.sluice.error;

/** The closed list of error codes. Numbers are stable: clients may match on them. */
public enum ErrorCode {
  SYNTAX_ERROR(1, ErrorKind.USER),
  TABLE_NOT_FOUND(2, ErrorKind.USER),
  COLUMN_NOT_FOUND(3, ErrorKind.USER),
  FUNCTION_NOT_FOUND(4, ErrorKind.USER),
  TYPE_MISMATCH(5, ErrorKind.USER),
  INVALID_ARGUMENT(6, ErrorKind.USER),
  INVALID_OPTION(7, ErrorKind.USER),
  NOT_SUPPORTED(8, ErrorKind.USER),
  NUMERIC_OVERFLOW(9, ErrorKind.USER),
  DIVISION_BY_ZERO(10, ErrorKind.USER),
  INVALID_CAST(11, ErrorKind.USER),
  INVALID_REQUEST(12, ErrorKind.USER),
  SEMANTIC_ERROR(13, ErrorKind.USER),
  INVALID_FILE(14, ErrorKind.USER),
  ALREADY_EXISTS(15, ErrorKind.USER),
  CONSTRAINT_VIOLATION(16, ErrorKind.USER),
  CURSOR_CLOSED(20, ErrorKind.USER),

  MEMORY_LIMIT(100, ErrorKind.RESOURCES),
  QUERY_TIMEOUT(101, ErrorKind.RESOURCES),
  TOO_MANY_QUERIES(102, ErrorKind.RESOURCES),
  RESULT_TOO_LARGE(103, ErrorKind.RESOURCES),
  NO_WORKERS(104, ErrorKind.RESOURCES),
  SPILL_LIMIT(105, ErrorKind.RESOURCES),

  IO_ERROR(200, ErrorKind.EXTERNAL),
  WORKER_LOST(201, ErrorKind.EXTERNAL),
  COORDINATOR_LOST(202, ErrorKind.EXTERNAL),
  EXCHANGE_ERROR(203, ErrorKind.EXTERNAL),
  INCOMPATIBLE_WORKER(204, ErrorKind.EXTERNAL),

  INTERNAL_ERROR(300, ErrorKind.INTERNAL),

  CANCELLED(400, ErrorKind.CANCELLED);

  private final int number;
  private final ErrorKind kind;

  ErrorCode(int number, ErrorKind kind) {
    this.number = number;
    this.kind = kind;
  }

  public int number() {
    return number;
  }

  public ErrorKind kind() {
    return kind;
  }

  /** The code of that number; {@link #INTERNAL_ERROR} for a number this version does not know. */
  public static ErrorCode ofNumber(int number) {
    for (ErrorCode code : values()) {
      if (code.number == number) {
        return code;
      }
    }
    return INTERNAL_ERROR;
  }
}
