package io.sluice.spill;

import java.util.Arrays;

/** Where the frames of a file stand, how long they are, and how long the message is that each holds. Thread-safe. */
final class FrameIndex {
  private long[] ends = new long[8];
  private int[] messageBytes = new int[8];
  private int count;

  synchronized void add(int frameBytes, int message) {
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, 2 * count);
      messageBytes = Arrays.copyOf(messageBytes, 2 * count);
    }
    ends[count] = endOf(count) + frameBytes;
    messageBytes[count] = message;
    count++;
  }

  synchronized int count() {
    return count;
  }

  /** Bytes of the file. */
  synchronized long end() {
    return endOf(count);
  }

  synchronized long start(int frame) {
    return endOf(frame);
  }

  synchronized int length(int frame) {
    return (int) (ends[frame] - endOf(frame));
  }

  synchronized int messageBytes(int frame) {
    return messageBytes[frame];
  }

  /** The end of all frames before one. */
  private long endOf(int frame) {
    return frame == 0 ? 0 : ends[frame - 1];
  }
}
