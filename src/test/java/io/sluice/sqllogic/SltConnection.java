package io.sluice.sqllogic;

import java.util.List;

/** An engine that files are run on. */
interface SltConnection extends AutoCloseable {
  /** The name by which {@code skipif} and {@code onlyif} know it. */
  String name();

  /** Whether messages of errors are those that the files run on it hold. */
  boolean hasOwnMessages();

  /**
   * Runs one statement.
   *
   * @throws SqlFailure when the engine refuses it or fails
   */
  SltResult run(String sql);

  /** Whether the engine failed because it cannot do what is asked for, in contrast to a fault of the statement or of the engine. */
  default boolean isRefusal(SqlFailure failure) {
    return false;
  }

  @Override
  void close();

  /** A statement that failed, with the engine's own message. */
  final class SqlFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    SqlFailure(String message, Throwable cause) {
      super(message, cause);
    }

    /** What failed, in words. */
    String text() {
      return String.valueOf(getMessage());
    }
  }

  /**
   * @param types a letter for each column: I for whole numbers, R for others, T for anything else
   * @param rows values as texts, {@code NULL} for NULL
   */
  record SltResult(String types, List<List<String>> rows) {
    List<String> values() {
      return rows.stream().flatMap(List::stream).toList();
    }
  }
}
