package io.sluice.source.json;

import io.sluice.source.file.TextInput;
import io.sluice.source.file.TextSource;

/**
 * Cuts a text that comes in pieces into runs of whole records, without looking into the records more than that takes.
 *
 * <p>Use: {@link #feed} pieces and {@link #feedEnd}; {@link #next} until it answers false; then, unless {@link #isFinished}, feed again. A run is
 * valid until the next call. Owned by one driver.
 */
abstract sealed class RecordCutter permits LineCutter, ValueCutter {
  private final int maxRecordBytes;

  /** What is not cut yet stands at {@code buffer[position..limit)}. */
  byte[] buffer = new byte[0];

  int position;
  int limit;
  boolean isAtEnd;

  /** Where the buffer begins in the text. */
  private long bufferOffset;

  private int start;
  private int end;

  /**
   * @param offset where in the text the first piece begins
   */
  RecordCutter(int maxRecordBytes, long offset) {
    this.maxRecordBytes = maxRecordBytes;
    this.bufferOffset = offset;
  }

  /** A cutter of a whole text. */
  static RecordCutter of(JsonLayout layout, int maxRecordBytes) {
    return layout == JsonLayout.NEWLINE_DELIMITED
        ? new LineCutter(maxRecordBytes, 0, Long.MAX_VALUE)
        : new ValueCutter(maxRecordBytes, layout == JsonLayout.ARRAY);
  }

  /** Adds the first bytes of an array, which are copied, behind those that were not cut yet. */
  void feed(byte[] piece, int length) throws JsonFormatException {
    int left = limit - position;
    if (left > maxRecordBytes) {
      throw tooLong(offset(position), maxRecordBytes);
    }
    byte[] target =
        buffer.length - left < length ? new byte[TextInput.withRoomToGrow(left + length)] : buffer;
    System.arraycopy(buffer, position, target, 0, left);
    System.arraycopy(piece, 0, target, left, length);
    buffer = target;
    bufferOffset += position;
    moved(position);
    position = 0;
    limit = left + length;
    if (bufferOffset == 0 && left == 0) {
      position = TextSource.markLength(buffer, limit);
    }
  }

  static JsonFormatException tooLong(long offset, int maxRecordBytes) {
    return new JsonFormatException(
        offset,
        "a record is longer than %s = %d"
            .formatted(JsonConfig.MAX_RECORD_BYTES.name(), maxRecordBytes));
  }

  /** Told when what stood at {@code buffer[count]} stands at its beginning now. */
  abstract void moved(int count);

  /** Nothing follows. */
  void feedEnd() {
    isAtEnd = true;
  }

  /** Goes to the next run of whole records; false when there is none in what was fed. */
  abstract boolean next() throws JsonFormatException;

  /** Whether no record follows, whatever is fed. */
  boolean isFinished() {
    return isAtEnd;
  }

  /** The run is from here to an index; what follows is cut next. */
  final void cut(int to) {
    start = position;
    end = to;
    position = to;
  }

  /** Where something in the buffer stands in the text. */
  final long offset(int index) {
    return bufferOffset + index;
  }

  /** Where the run begins in the text. */
  final long runOffset() {
    return offset(start);
  }

  final byte[] bytes() {
    return buffer;
  }

  /** Where the run begins in {@link #bytes}. */
  final int start() {
    return start;
  }

  final int end() {
    return end;
  }
}
