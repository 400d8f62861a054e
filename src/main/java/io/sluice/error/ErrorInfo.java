package io.sluice.error;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An error as it crosses the wire: code, message, position and the messages of its causes. Kinds follow from the code.
 *
 * @param causes messages of the causes, nearest first, at most {@link #MAX_CAUSES}
 */
public record ErrorInfo(
    ErrorCode code, String message, @Nullable Position position, List<String> causes) {
  public static final int MAX_CAUSES = 8;

  public ErrorInfo {
    causes = List.copyOf(causes);
  }

  public static ErrorInfo of(Throwable failure) {
    SluiceException error = SluiceException.of(failure);
    List<String> causes = new ArrayList<>();
    for (Throwable cause = error.getCause();
        cause != null && causes.size() < MAX_CAUSES;
        cause = cause.getCause()) {
      causes.add(cause.getClass().getSimpleName() + ": " + cause.getMessage());
    }
    return new ErrorInfo(
        error.code(), String.valueOf(error.getMessage()), error.position(), causes);
  }

  /** The exception on the reader's side. Causes arrive as a chain of plain exceptions with their messages. */
  public SluiceException toException() {
    Throwable cause = null;
    for (int i = causes.size() - 1; i >= 0; i--) {
      cause = new Exception(causes.get(i), cause);
    }
    return new SluiceException(code, message, position, cause);
  }
}
