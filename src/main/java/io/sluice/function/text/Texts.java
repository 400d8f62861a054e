package io.sluice.function.text;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.expression.ScalarImplementation;
import io.sluice.expression.ScalarImplementation.Nulls;
import io.sluice.type.DataType;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the functions of texts compute. Lengths and places count code points. */
final class Texts {
  private static final int MAX_LENGTH = 1 << 28;

  private Texts() {}

  static SluiceException invalid(String message) {
    return new SluiceException(ErrorCode.INVALID_ARGUMENT, message);
  }

  static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private static String slice(String text, int from, int to) {
    int begin = text.offsetByCodePoints(0, from);
    return text.substring(begin, text.offsetByCodePoints(begin, to - from));
  }

  static String reverse(String text) {
    return new StringBuilder(text).reverse().toString();
  }

  static String left(String text, long count) {
    int length = length(text);
    long end = count < 0 ? Math.max(0, length + count) : Math.min(length, count);
    return slice(text, 0, (int) end);
  }

  static String right(String text, long count) {
    int length = length(text);
    long begin = count < 0 ? Math.min(length, -count) : Math.max(0, length - count);
    return slice(text, (int) begin, length);
  }

  static String range(String text, long first, long last) {
    int length = length(text);
    long begin = Math.max(1, first < 0 ? length + first + 1 : first);
    long end = Math.min(length, last < 0 ? length + last + 1 : last);
    return begin <= end ? slice(text, (int) begin - 1, (int) end) : "";
  }

  static String overlay(String text, String replacement, long start, long count) {
    if (start < 1 || count < 0) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT,
          "overlay takes a start from 1 and a count from 0, but got %d and %d"
              .formatted(start, count));
    }
    int length = length(text);
    int begin = (int) Math.min(start - 1, length);
    int end = (int) Math.min(begin + Math.min(count, length), length);
    return slice(text, 0, begin) + replacement + slice(text, end, length);
  }

  static String repeat(String text, long count) {
    if (count <= 0 || text.isEmpty()) {
      return "";
    }
    checkLength(count, text.length());
    return text.repeat((int) count);
  }

  private static void checkLength(long count, int each) {
    if (count > MAX_LENGTH / each) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT,
          "A text of %d times %d characters is too long; at most %d are possible"
              .formatted(count, each, MAX_LENGTH));
    }
  }

  static String pad(String text, long wanted, String fill, boolean isLeft) {
    int length = length(text);
    if (wanted <= length) {
      return slice(text, 0, (int) Math.max(0, wanted));
    }
    if (fill.isEmpty()) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT, "A text cannot be filled up with an empty text");
    }
    checkLength(wanted, 1);
    int missing = (int) wanted - length;
    int fillLength = length(fill);
    String filling = slice(fill.repeat(missing / fillLength + 1), 0, missing);
    return isLeft ? filling + text : text + filling;
  }

  static String trim(String text, String characters, boolean atStart, boolean atEnd) {
    int begin = 0;
    int end = text.length();
    while (atStart && begin < end && characters.indexOf(text.codePointAt(begin)) >= 0) {
      begin += Character.charCount(text.codePointAt(begin));
    }
    while (atEnd && begin < end && characters.indexOf(text.codePointBefore(end)) >= 0) {
      end -= Character.charCount(text.codePointBefore(end));
    }
    return text.substring(begin, end);
  }

  /** The parts between separators; the characters of the text when the separator is empty. */
  static List<String> split(String text, String separator) {
    return separator.isEmpty()
        ? text.codePoints().mapToObj(Character::toString).toList()
        : List.of(text.split(Pattern.quote(separator), -1));
  }

  static String splitPart(String text, String separator, long index) {
    List<String> parts = split(text, separator);
    long place = index < 0 ? parts.size() + index : index - 1;
    return index != 0 && place >= 0 && place < parts.size() ? parts.get((int) place) : "";
  }

  static long position(String text, String search) {
    int found = text.indexOf(search);
    return found < 0 ? 0 : text.codePointCount(0, found) + 1L;
  }

  static int codePoint(String text, int ofEmpty) {
    return text.isEmpty() ? ofEmpty : text.codePointAt(0);
  }

  static String character(long codePoint) {
    if (codePoint < 0
        || codePoint > Character.MAX_CODE_POINT
        || codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT, "There is no character of the number " + codePoint);
    }
    return Character.toString((int) codePoint);
  }

  static String capitalize(String text) {
    StringBuilder result = new StringBuilder(text.length());
    boolean isStart = true;
    for (int codePoint : text.codePoints().toArray()) {
      result.appendCodePoint(
          isStart ? Character.toUpperCase(codePoint) : Character.toLowerCase(codePoint));
      isStart = !Character.isLetterOrDigit(codePoint);
    }
    return result.toString();
  }

  static String translate(String text, String from, String to) {
    int[] source = from.codePoints().toArray();
    int[] target = to.codePoints().toArray();
    StringBuilder result = new StringBuilder(text.length());
    text.codePoints().forEach(codePoint -> {
      int place = 0;
      while (place < source.length && source[place] != codePoint) {
        place++;
      }
      if (place == source.length) {
        result.appendCodePoint(codePoint);
      } else if (place < target.length) {
        result.appendCodePoint(target[place]);
      }
    });
    return result.toString();
  }

  /** The separator and any number of values, all as texts. */
  static Optional<ScalarImplementation> joining(List<DataType> types) {
    if (types.size() < 2) {
      return Optional.empty();
    }
    return Optional.of(ScalarImplementation.ofRows(
        Collections.nCopies(types.size(), DataType.VARCHAR), DataType.VARCHAR, Nulls.SEEN, row -> {
          if (row[0] == null) {
            return null;
          }
          StringBuilder joined = new StringBuilder();
          boolean isFirst = true;
          for (int i = 1; i < row.length; i++) {
            if (row[i] != null) {
              joined.append(isFirst ? "" : (String) row[0]).append((String) row[i]);
              isFirst = false;
            }
          }
          return joined.toString();
        }));
  }

  static long levenshtein(String left, String right) {
    int[] a = left.codePoints().toArray();
    int[] b = right.codePoints().toArray();
    int[] costs = new int[b.length + 1];
    for (int j = 0; j <= b.length; j++) {
      costs[j] = j;
    }
    for (int i = 1; i <= a.length; i++) {
      int diagonal = costs[0];
      costs[0] = i;
      for (int j = 1; j <= b.length; j++) {
        int replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
        diagonal = costs[j];
        costs[j] = Math.min(replaced, Math.min(costs[j], costs[j - 1]) + 1);
      }
    }
    return costs[b.length];
  }

  static long hamming(String left, String right) {
    int[] a = left.codePoints().toArray();
    int[] b = right.codePoints().toArray();
    if (a.length != b.length) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT,
          "hamming takes texts of one length, but got '%s' and '%s'".formatted(left, right));
    }
    long count = 0;
    for (int i = 0; i < a.length; i++) {
      count += a[i] == b[i] ? 0 : 1;
    }
    return count;
  }

  static String stripAccents(String text) {
    String apart = Normalizer.normalize(text, Normalizer.Form.NFD);
    StringBuilder result = new StringBuilder(apart.length());
    apart
        .codePoints()
        .filter(codePoint -> Character.getType(codePoint) != Character.NON_SPACING_MARK)
        .forEach(result::appendCodePoint);
    return result.toString();
  }

  static String normalize(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  static String digest(String algorithm, String text) {
    try {
      byte[] bytes =
          MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
  }

  static String hex(String text) {
    return HexFormat.of().withUpperCase().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }

  static String urlEncode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  static String urlDecode(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT, "'%s' is no encoded part of a URL".formatted(text), e);
    }
  }
}
