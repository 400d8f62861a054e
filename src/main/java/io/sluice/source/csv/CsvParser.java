package io.sluice.source.csv;

import io.sluice.source.file.TextInput;
import io.sluice.source.file.TextSource;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Cuts bytes into records and fields, a piece of a file after the other, without copying the fields. Records end with LF, CR or CRLF. A field in
 * quotes may hold delimiters and line ends, and quotes that are doubled.
 *
 * <p>Use: {@link #feed} pieces and {@link #feedEnd}; {@link #next} until it answers false; then feed again. Owned by one driver.
 */
final class CsvParser {
  private static final byte QUOTE = '"';

  private final byte delimiter;
  private final int maxRecordBytes;
  private byte[] buffer = new byte[0];
  private int position;
  private int limit;
  private boolean isAtStart = true;
  private boolean isAtEnd;
  private long line = 1;
  private long nextLine = 1;
  private int fieldCount;
  private int[] starts = new int[16];
  private int[] ends = new int[16];
  private byte[] kinds = new byte[16];
  private byte[] unquoted = new byte[0];

  /** The field stood without quotes. */
  private static final byte BARE = 0;

  private static final byte QUOTED = 1;

  /** In quotes, with quotes inside that are doubled. */
  private static final byte ESCAPED = 2;

  CsvParser(byte delimiter, int maxRecordBytes) {
    this.delimiter = delimiter;
    this.maxRecordBytes = maxRecordBytes;
  }

  /** Adds the first bytes of an array, which are copied, behind those that were not parsed yet. Fields of the record at hand are gone. */
  void feed(byte[] piece, int length) {
    int left = limit - position;
    if (left > maxRecordBytes) {
      throw new CsvFormatException(
          line,
          "its record is longer than %s = %d; a quote may never be closed"
              .formatted(CsvConfig.MAX_RECORD_BYTES.name(), maxRecordBytes));
    }
    byte[] target =
        buffer.length - left < length ? new byte[TextInput.withRoomToGrow(left + length)] : buffer;
    System.arraycopy(buffer, position, target, 0, left);
    System.arraycopy(piece, 0, target, left, length);
    buffer = target;
    position = isAtStart ? TextSource.markLength(target, length) : 0;
    isAtStart = false;
    limit = left + length;
  }

  /** Nothing follows: what is left is the last record. */
  void feedEnd() {
    isAtEnd = true;
  }

  boolean isAtEnd() {
    return isAtEnd;
  }

  /** Bytes the parser keeps. */
  int bufferBytes() {
    return buffer.length;
  }

  /** Goes to the next record; false when it is not complete yet, or at the end when there is none. */
  boolean next() {
    int at = position;
    if (at == limit) {
      return false;
    }
    line = nextLine;
    long lines = 0;
    fieldCount = 0;
    while (true) {
      int start = at;
      byte kind = BARE;
      int end;
      if (at < limit && buffer[at] == QUOTE) {
        kind = QUOTED;
        at++;
        start = at;
        while (true) {
          while (at < limit && buffer[at] != QUOTE) {
            lines += buffer[at] == '\n' ? 1 : 0;
            at++;
          }
          if (at == limit) {
            if (isAtEnd) {
              throw new CsvFormatException(line, "a quote is never closed");
            }
            return false;
          }
          if (at + 1 == limit && !isAtEnd) {
            return false;
          }
          if (at + 1 < limit && buffer[at + 1] == QUOTE) {
            kind = ESCAPED;
            at += 2;
            continue;
          }
          break;
        }
        end = at;
        at++;
        if (at < limit && buffer[at] != delimiter && buffer[at] != '\n' && buffer[at] != '\r') {
          throw new CsvFormatException(
              line, "text follows a closing quote in field " + (fieldCount + 1));
        }
      } else {
        while (at < limit && buffer[at] != delimiter && buffer[at] != '\n' && buffer[at] != '\r') {
          at++;
        }
        end = at;
      }
      boolean isLast = at == limit;
      if (isLast && !isAtEnd) {
        return false;
      }
      add(start, end, kind);
      if (isLast) {
        position = at;
        return true;
      }
      if (buffer[at] == delimiter) {
        at++;
        continue;
      }
      if (buffer[at] == '\r') {
        if (at + 1 == limit && !isAtEnd) {
          return false;
        }
        at += at + 1 < limit && buffer[at + 1] == '\n' ? 2 : 1;
      } else {
        at++;
      }
      nextLine += lines + 1;
      position = at;
      return true;
    }
  }

  private void add(int start, int end, byte kind) {
    if (fieldCount == starts.length) {
      starts = Arrays.copyOf(starts, fieldCount * 2);
      ends = Arrays.copyOf(ends, fieldCount * 2);
      kinds = Arrays.copyOf(kinds, fieldCount * 2);
    }
    starts[fieldCount] = start;
    ends[fieldCount] = end;
    kinds[fieldCount] = kind;
    fieldCount++;
  }

  /** The line on which the record begins, from 1. */
  long line() {
    return line;
  }

  int fieldCount() {
    return fieldCount;
  }

  /** Whether the record is an empty line. */
  boolean isBlank() {
    return fieldCount == 1 && isNull(0);
  }

  /** Whether a field is empty and without quotes. */
  boolean isNull(int field) {
    return kinds[field] == BARE && starts[field] == ends[field];
  }

  /** Points at a field's value; {@link #bytes}, {@link #start} and {@link #end} are valid until the next call. */
  void select(int field) {
    if (kinds[field] == ESCAPED) {
      unescape(starts[field], ends[field]);
      selected = unquoted;
      selectedStart = 0;
      selectedEnd = unquotedLength;
    } else {
      selected = buffer;
      selectedStart = starts[field];
      selectedEnd = ends[field];
    }
  }

  private byte[] selected = buffer;
  private int selectedStart;
  private int selectedEnd;
  private int unquotedLength;

  private void unescape(int from, int to) {
    if (unquoted.length < to - from) {
      unquoted = new byte[to - from];
    }
    int length = 0;
    for (int i = from; i < to; i++) {
      unquoted[length++] = buffer[i];
      if (buffer[i] == QUOTE) {
        i++;
      }
    }
    unquotedLength = length;
  }

  byte[] bytes() {
    return selected;
  }

  int start() {
    return selectedStart;
  }

  int end() {
    return selectedEnd;
  }

  /** A field's value as text, for names and messages. */
  String text(int field) {
    select(field);
    return new String(selected, selectedStart, selectedEnd - selectedStart, StandardCharsets.UTF_8);
  }
}
