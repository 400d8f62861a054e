package io.sluice.source.json;

/** Cuts at line ends, which JSON has only between its tokens. Takes the lines that begin in a range of the text. */
final class LineCutter extends RecordCutter {
  private final long to;
  private boolean isInEarlierLine;
  private boolean isDone;

  /**
   * @param from where the range begins. Unless that is the text's beginning, the first piece begins one byte earlier, which tells whether a line begins here
   */
  LineCutter(int maxRecordBytes, long from, long to) {
    super(maxRecordBytes, firstByte(from));
    this.to = to;
    this.isInEarlierLine = from > 0;
  }

  /** Where to read from for a range. */
  static long firstByte(long from) {
    return Math.max(from - 1, 0);
  }

  @Override
  void moved(int count) {}

  @Override
  boolean next() {
    if (isInEarlierLine) {
      position = lineEnd(position);
      isInEarlierLine = position == limit && (position == 0 || buffer[position - 1] != '\n');
    }
    if (isInEarlierLine || position == limit) {
      return false;
    }
    if (offset(position) >= to) {
      isDone = true;
      return false;
    }
    int last = limit;
    if (offset(limit) > to) {
      last = lineEnd((int) Math.max(position, to - 1 - offset(0)));
    }
    if (!isAtEnd) {
      while (last > position && buffer[last - 1] != '\n') {
        last--;
      }
    }
    if (last == position) {
      return false;
    }
    cut(last);
    return true;
  }

  /** Behind the first line end at or after an index; the limit when there is none. */
  private int lineEnd(int from) {
    int at = from;
    while (at < limit && buffer[at] != '\n') {
      at++;
    }
    return Math.min(at + 1, limit);
  }

  @Override
  boolean isFinished() {
    return isDone || super.isFinished();
  }
}
