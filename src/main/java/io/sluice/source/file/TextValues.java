package io.sluice.source.file;

import io.sluice.column.BooleanVector;
import io.sluice.column.BytesVector;
import io.sluice.column.DoubleVector;
import io.sluice.column.FlatVector;
import io.sluice.column.IntVector;
import io.sluice.column.LongVector;
import io.sluice.type.TypeKind;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;

/** Reads the values that stand in text files. Owned by one driver. */
public final class TextValues {
  private static final long SECONDS_PER_DAY = 86_400;
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final int DATE_LENGTH = 10;
  private static final double[] POWERS_OF_TEN = new double[23];

  static {
    double power = 1;
    for (int i = 0; i < POWERS_OF_TEN.length; i++) {
      POWERS_OF_TEN[i] = power;
      power *= 10;
    }
  }

  private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
  private long whole;
  private double real;

  /** Whether the text is a value of a type. */
  public boolean fits(TypeKind kind, byte[] bytes, int from, int to) {
    return switch (kind) {
      case BOOLEAN -> readBoolean(bytes, from, to);
      case BIGINT -> readLong(bytes, from, to);
      case DOUBLE -> readDouble(bytes, from, to);
      case DATE -> readDate(bytes, from, to);
      case TIME -> readTime(bytes, from, to);
      case TIMESTAMP -> readTimestamp(bytes, from, to);
      case TIMESTAMP_TZ -> readTimestampWithZone(bytes, from, to);
      case VARCHAR -> true;
      default -> false;
    };
  }

  /** Writes the value into a row of a vector; false when the text is no value of the vector's type, or not UTF-8. */
  public boolean write(FlatVector target, int row, byte[] bytes, int from, int to) {
    if (target instanceof BytesVector vector) {
      vector.write(row, bytes, from, to - from);
      return isUtf8(bytes, from, to);
    }
    if (!fits(target.type().kind(), bytes, from, to)) {
      return false;
    }
    if (target instanceof LongVector vector) {
      vector.values()[row] = whole;
    } else if (target instanceof DoubleVector vector) {
      vector.values()[row] = real;
    } else if (target instanceof IntVector vector) {
      vector.values()[row] = (int) whole;
    } else {
      ((BooleanVector) target).put(row, whole != 0);
    }
    return true;
  }

  private boolean isUtf8(byte[] bytes, int from, int to) {
    byte seen = 0;
    for (int i = from; i < to; i++) {
      seen |= bytes[i];
    }
    if (seen >= 0) {
      return true;
    }
    try {
      decoder.decode(ByteBuffer.wrap(bytes, from, to - from));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** The BOOLEAN (0 or 1), BIGINT, DATE (days), or TIME or TIMESTAMP of either kind (microseconds) that {@link #fits} found last. */
  public long whole() {
    return whole;
  }

  private boolean readBoolean(byte[] bytes, int from, int to) {
    boolean isTrue = equalsWord(bytes, from, to, "true");
    whole = isTrue ? 1 : 0;
    return isTrue || equalsWord(bytes, from, to, "false");
  }

  private static boolean equalsWord(byte[] bytes, int from, int to, String word) {
    if (to - from != word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if ((bytes[from + i] | 0x20) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private boolean readLong(byte[] bytes, int from, int to) {
    boolean isNegative = from < to && bytes[from] == '-';
    int at = isNegative ? from + 1 : from;
    if (at == to) {
      return false;
    }
    // Negative, because there is one more negative number.
    long value = 0;
    for (; at < to; at++) {
      int digit = bytes[at] - '0';
      if (digit < 0 || digit > 9 || value < -922_337_203_685_477_580L) {
        return false;
      }
      value = value * 10 - digit;
      if (value > 0) {
        return false;
      }
    }
    if (!isNegative && value == Long.MIN_VALUE) {
      return false;
    }
    whole = isNegative ? value : -value;
    return true;
  }

  /** Digits, a point and an exponent, as in SQL; NaN and infinities by name. */
  private boolean readDouble(byte[] bytes, int from, int to) {
    boolean isNegative = from < to && bytes[from] == '-';
    int at = isNegative ? from + 1 : from;
    long mantissa = 0;
    int digits = 0;
    int fraction = 0;
    boolean hasPoint = false;
    for (; at < to; at++) {
      int digit = bytes[at] - '0';
      if (bytes[at] == '.' && !hasPoint) {
        hasPoint = true;
      } else if (digit >= 0 && digit <= 9) {
        digits++;
        fraction += hasPoint ? 1 : 0;
        mantissa = digits <= 18 ? mantissa * 10 + digit : mantissa;
      } else {
        break;
      }
    }
    if (digits == 0) {
      return readSpecial(bytes, isNegative ? from + 1 : from, to, isNegative);
    }
    if (at == to && mantissa < 1L << 53 && digits <= 18 && fraction < POWERS_OF_TEN.length) {
      // Both numbers are exact, so their quotient is rounded once.
      double value = mantissa / POWERS_OF_TEN[fraction];
      real = isNegative ? -value : value;
      return true;
    }
    if (at < to && !isExponent(bytes, at, to)) {
      return false;
    }
    real = Double.parseDouble(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
    return true;
  }

  private static boolean isExponent(byte[] bytes, int from, int to) {
    int at = from + 1;
    if ((bytes[from] | 0x20) != 'e') {
      return false;
    }
    if (at < to && (bytes[at] == '-' || bytes[at] == '+')) {
      at++;
    }
    for (int i = at; i < to; i++) {
      if (bytes[i] < '0' || bytes[i] > '9') {
        return false;
      }
    }
    return at < to;
  }

  private boolean readSpecial(byte[] bytes, int from, int to, boolean isNegative) {
    if (equalsWord(bytes, from, to, "nan")) {
      real = Double.NaN;
      return true;
    }
    real = isNegative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    return equalsWord(bytes, from, to, "inf") || equalsWord(bytes, from, to, "infinity");
  }

  /** {@code 1998-09-02}. */
  private boolean readDate(byte[] bytes, int from, int to) {
    if (to - from != DATE_LENGTH || bytes[from + 4] != '-' || bytes[from + 7] != '-') {
      return false;
    }
    int year = digits(bytes, from, 4);
    int month = digits(bytes, from + 5, 2);
    int day = digits(bytes, from + 8, 2);
    if (year < 0 || month < 1 || month > 12 || day < 1) {
      return false;
    }
    try {
      whole = LocalDate.of(year, month, day).toEpochDay();
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  /** {@code 1998-09-02 12:30:00.123456} with blank or T; the time, its seconds and their fraction may be missing. */
  private boolean readTimestamp(byte[] bytes, int from, int to) {
    if (to - from < DATE_LENGTH || !readDate(bytes, from, from + DATE_LENGTH)) {
      return false;
    }
    int at = from + DATE_LENGTH;
    long midnight = whole * SECONDS_PER_DAY * MICROS_PER_SECOND;
    if (at == to) {
      whole = midnight;
      return true;
    }
    long time = bytes[at] == ' ' || bytes[at] == 'T' ? timeMicros(bytes, at + 1, to) : -1;
    whole = midnight + time;
    return time >= 0;
  }

  /** A timestamp with a time, behind which stands Z or how far its zone is ahead of UTC: {@code +02:00}, {@code -0330}, {@code +02}. */
  private boolean readTimestampWithZone(byte[] bytes, int from, int to) {
    if (to - from > DATE_LENGTH && bytes[to - 1] == 'Z') {
      return to - 1 - from > DATE_LENGTH && readTimestamp(bytes, from, to - 1);
    }
    int sign = to - 1;
    while (sign > from + DATE_LENGTH && bytes[sign] != '+' && bytes[sign] != '-') {
      sign--;
    }
    long minutes = sign > from + DATE_LENGTH ? zoneMinutes(bytes, sign + 1, to) : -1;
    if (minutes < 0 || !readTimestamp(bytes, from, sign)) {
      return false;
    }
    long micros = minutes * 60 * MICROS_PER_SECOND;
    whole -= bytes[sign] == '-' ? -micros : micros;
    return true;
  }

  /** {@code hh}, {@code hhmm} or {@code hh:mm} in minutes; -1 for anything else. */
  private static long zoneMinutes(byte[] bytes, int from, int to) {
    int length = to - from;
    boolean hasColon = length == 5 && bytes[from + 2] == ':';
    if (length != 2 && length != 4 && !hasColon) {
      return -1;
    }
    int hours = digits(bytes, from, 2);
    int minutes = length == 2 ? 0 : digits(bytes, to - 2, 2);
    boolean isZone = hours >= 0 && hours <= 18 && minutes >= 0 && minutes <= 59;
    return isZone ? hours * 60L + minutes : -1;
  }

  /** {@code 12:30:00.123456}; the fraction may be missing. */
  private boolean readTime(byte[] bytes, int from, int to) {
    boolean hasSeconds = to - from >= 8 && bytes[from + 5] == ':';
    long time = hasSeconds ? timeMicros(bytes, from, to) : -1;
    whole = time;
    return time >= 0;
  }

  /** {@code 12:30:00.123456} in microseconds; seconds and their fraction may be missing. -1 for anything else. */
  private static long timeMicros(byte[] bytes, int from, int to) {
    boolean hasMinutes = to - from >= 5 && bytes[from + 2] == ':';
    int hour = hasMinutes ? digits(bytes, from, 2) : -1;
    int minute = hasMinutes ? digits(bytes, from + 3, 2) : -1;
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59) {
      return -1;
    }
    long seconds = hour * 3600L + minute * 60L;
    int at = from + 5;
    long micros = 0;
    if (at < to) {
      int second = bytes[at] == ':' && to - at >= 3 ? digits(bytes, at + 1, 2) : -1;
      if (second < 0 || second > 59) {
        return -1;
      }
      seconds += second;
      at += 3;
      if (at < to) {
        micros = bytes[at] == '.' ? fractionMicros(bytes, at + 1, to) : -1;
        if (micros < 0) {
          return -1;
        }
      }
    }
    return seconds * MICROS_PER_SECOND + micros;
  }

  /** One to nine digits behind the point; those behind the sixth are cut off. -1 for anything else. */
  private static long fractionMicros(byte[] bytes, int from, int to) {
    if (from == to || to - from > 9) {
      return -1;
    }
    int fraction = digits(bytes, from, to - from);
    if (fraction < 0) {
      return -1;
    }
    long micros = fraction;
    for (int i = to - from; i < 6; i++) {
      micros *= 10;
    }
    for (int i = 6; i < to - from; i++) {
      micros /= 10;
    }
    return micros;
  }

  /** The number that some digits make; -1 when one is none. */
  private static int digits(byte[] bytes, int from, int count) {
    int value = 0;
    for (int i = from; i < from + count; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }
}
