package io.sluice.error;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * The one exception the engine gives to its users: a code, a message that says what to do, and where the statement's text
 * is at fault its position. The message never holds the position; {@link #describe()} does.
 */
public final class SluiceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final transient @Nullable Position position;

  public SluiceException(ErrorCode code, String message) {
    this(code, message, null, null);
  }

  public SluiceException(ErrorCode code, String message, @Nullable Throwable cause) {
    this(code, message, null, cause);
  }

  public SluiceException(
      ErrorCode code, String message, @Nullable Position position, @Nullable Throwable cause) {
    super(requireNonNull(message, "message"), cause);
    this.code = requireNonNull(code, "code");
    this.position = position;
  }

  /** The exception itself if it is one of ours, or one of {@link ErrorCode#INTERNAL_ERROR} around it. */
  public static SluiceException of(Throwable cause) {
    if (cause instanceof SluiceException own) {
      return own;
    }
    String message = cause.getMessage();
    if (cause instanceof OutOfMemoryError) {
      return new SluiceException(
          ErrorCode.MEMORY_LIMIT,
          "The JVM is out of memory (%s); give it more with -Xmx, or let queries reserve less with worker.memory_bytes"
              .formatted(message),
          null,
          cause);
    }
    String what = cause.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    return new SluiceException(ErrorCode.INTERNAL_ERROR, what, null, cause);
  }

  public ErrorCode code() {
    return code;
  }

  public ErrorKind kind() {
    return code.kind();
  }

  public @Nullable Position position() {
    return position;
  }

  /** The same error at a place in the statement. */
  public SluiceException at(Position where) {
    return new SluiceException(code, String.valueOf(getMessage()), where, getCause());
  }

  /** One line for a person: message, then the position in brackets where there is one. */
  public String describe() {
    return position == null ? String.valueOf(getMessage()) : getMessage() + " (" + position + ")";
  }
}
