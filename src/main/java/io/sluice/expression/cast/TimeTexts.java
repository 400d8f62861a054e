package io.sluice.expression.cast;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.type.DataType;
import java.nio.charset.StandardCharsets;
import java.util.function.LongUnaryOperator;

/** Times in texts for those who know a time zone. */
public final class TimeTexts {
  private TimeTexts() {}

  /**
   * The instant in a text, in microseconds since 1970-01-01T00:00Z.
   *
   * @param zone the instant of a time without an offset, both in microseconds
   * @throws SluiceException INVALID_CAST when the text is no time, NUMERIC_OVERFLOW when the time does not fit
   */
  public static long instant(String text, LongUnaryOperator zone) {
    byte[] bytes = text.strip().getBytes(StandardCharsets.UTF_8);
    TimeText time = TimeText.parse(bytes, 0, bytes.length);
    if (time == null) {
      throw new SluiceException(
          ErrorCode.INVALID_CAST,
          "'%s' is not a value of type %s; expected yyyy-MM-dd HH:mm:ss.ffffff+hh:mm"
              .formatted(text, DataType.TIMESTAMP_TZ));
    }
    try {
      long micros = time.epochMicros();
      return time.hasOffset() ? micros : zone.applyAsLong(micros);
    } catch (ArithmeticException e) {
      throw new SluiceException(
          ErrorCode.NUMERIC_OVERFLOW,
          "'" + text + "' is beyond the range of type " + DataType.TIMESTAMP_TZ,
          e);
    }
  }
}
