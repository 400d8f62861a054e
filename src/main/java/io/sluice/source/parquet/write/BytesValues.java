package io.sluice.source.parquet.write;

import io.sluice.column.BytesVector;
import io.sluice.column.FlatVector;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Texts and binaries. They are codes over a dictionary until it grows beyond its bound, or it turns out that few values come twice; then they are bytes
 * one after the other, also those that were codes. Each row group begins with codes.
 */
final class BytesValues extends ChunkValues implements ValueDictionary {
  /** So many values are looked at before the dictionary is given up for not being worth it. */
  private static final int TRIAL_COUNT = 4096;

  private final boolean isText;
  private final int dictionaryBytes;
  private final BytesDictionary dictionary = new BytesDictionary();
  private boolean isCoded;
  private int[] codes = new int[1024];

  /** The source that was seen last whose rows come again and again, and the codes of its rows, -1 where there is none yet. */
  private @Nullable FlatVector translated;

  private int[] translation = new int[0];

  private final ByteOutput data = new ByteOutput();
  private int[] offsets = new int[1025];
  private int count;
  private long plainBytes;

  BytesValues(boolean isText, int dictionaryBytes) {
    this.isText = isText;
    this.dictionaryBytes = dictionaryBytes;
    this.isCoded = dictionaryBytes > 0;
  }

  private void ensureRoom(int more) {
    if (count + more > codes.length) {
      codes = Arrays.copyOf(codes, Math.max(count + more, codes.length * 2));
    }
    if (!isCoded && count + more >= offsets.length) {
      offsets = Arrays.copyOf(offsets, Math.max(count + more + 1, offsets.length * 2));
    }
  }

  @Override
  void append(FlatVector source, int[] rows, int rowCount, boolean isDictionary) {
    ensureRoom(rowCount);
    BytesVector vector = (BytesVector) source;
    if (isCoded && isDictionary) {
      translate(vector, rows, rowCount);
    } else if (isCoded) {
      for (int i = 0; i < rowCount; i++) {
        codes[count + i] = code(vector, rows[i]);
      }
    } else {
      int[] starts = vector.offsets();
      for (int i = 0; i < rowCount; i++) {
        int row = rows[i];
        data.write(vector.data(), starts[row], starts[row + 1] - starts[row]);
        offsets[count + i + 1] = data.size();
      }
    }
    appended(rowCount);
  }

  @Override
  void appendRange(FlatVector source, int from, int rowCount) {
    ensureRoom(rowCount);
    BytesVector vector = (BytesVector) source;
    if (isCoded) {
      for (int i = 0; i < rowCount; i++) {
        codes[count + i] = code(vector, from + i);
      }
    } else {
      int[] starts = vector.offsets();
      int shift = data.size() - starts[from];
      data.write(vector.data(), starts[from], starts[from + rowCount] - starts[from]);
      for (int i = 1; i <= rowCount; i++) {
        offsets[count + i] = starts[from + i] + shift;
      }
    }
    appended(rowCount);
  }

  private int code(BytesVector vector, int row) {
    int start = vector.offsets()[row];
    return dictionary.code(vector.data(), start, vector.offsets()[row + 1] - start);
  }

  private void translate(BytesVector source, int[] rows, int rowCount) {
    if (translated != source || translation.length < source.length()) {
      translated = source;
      translation = new int[source.length()];
      Arrays.fill(translation, -1);
    }
    for (int i = 0; i < rowCount; i++) {
      int row = rows[i];
      if (translation[row] < 0) {
        translation[row] = code(source, row);
      }
      codes[count + i] = translation[row];
    }
  }

  private void appended(int rowCount) {
    int from = count;
    count += rowCount;
    if (!isCoded) {
      plainBytes = data.size() + (long) Integer.BYTES * count;
      return;
    }
    for (int i = from; i < count; i++) {
      plainBytes += Integer.BYTES + dictionary.length(codes[i]);
    }
    boolean isTooLarge =
        dictionary.dataBytes() + (long) Integer.BYTES * dictionary.size() > dictionaryBytes;
    if (isTooLarge || count >= TRIAL_COUNT && dictionary.size() > count / 2) {
      leaveCodes();
    }
  }

  private void leaveCodes() {
    isCoded = false;
    ensureRoom(0);
    for (int i = 0; i < count; i++) {
      data.write(dictionary.data(), dictionary.start(codes[i]), dictionary.length(codes[i]));
      offsets[i + 1] = data.size();
    }
    dictionary.clear();
    forgetTranslation();
  }

  private void forgetTranslation() {
    translated = null;
    translation = new int[0];
  }

  @Override
  int count() {
    return count;
  }

  @Override
  long plainBytes() {
    return plainBytes;
  }

  @Override
  void clear() {
    count = 0;
    plainBytes = 0;
    data.clear();
    dictionary.clear();
    forgetTranslation();
    isCoded = dictionaryBytes > 0;
  }

  @Override
  @Nullable
  ValueDictionary dictionary() {
    if (isCoded && count > 0) {
      long codedBytes = dictionary.dataBytes()
          + (long) Integer.BYTES * dictionary.size()
          + ((long) RunEncoder.bitWidth(dictionary.size()) * count >>> 3);
      if (codedBytes < plainBytes) {
        return this;
      }
    }
    if (isCoded) {
      leaveCodes();
    }
    return null;
  }

  @Override
  public int size() {
    return dictionary.size();
  }

  @Override
  public int[] codes() {
    return codes;
  }

  @Override
  public void writePlain(ByteOutput output) {
    for (int code = 0; code < dictionary.size(); code++) {
      output.writeInt(dictionary.length(code));
      output.write(dictionary.data(), dictionary.start(code), dictionary.length(code));
    }
  }

  @Override
  int pageEnd(int from, int end, int maxBytes) {
    if (isCoded) {
      return Math.min(end, from + Math.max(1, maxBytes / Integer.BYTES));
    }
    int to = from + 1;
    while (to < end
        && offsets[to + 1] - offsets[from] + (long) Integer.BYTES * (to + 1 - from) <= maxBytes) {
      to++;
    }
    return Math.min(to, end);
  }

  @Override
  void writePlain(int from, int to, ByteOutput output) {
    for (int i = from; i < to; i++) {
      int length = offsets[i + 1] - offsets[i];
      output.writeInt(length);
      output.write(data.bytes(), offsets[i], length);
    }
  }

  @Override
  @Nullable
  Bounds bounds(int from, int to) {
    if (from == to) {
      return null;
    }
    return isCoded ? codedBounds(from, to) : plainBounds(from, to);
  }

  private Bounds codedBounds(int from, int to) {
    boolean[] isSeen = new boolean[dictionary.size()];
    for (int i = from; i < to; i++) {
      isSeen[codes[i]] = true;
    }
    int min = codes[from];
    int max = min;
    for (int code = 0; code < isSeen.length; code++) {
      if (isSeen[code]) {
        min = compareCodes(code, min) < 0 ? code : min;
        max = compareCodes(code, max) > 0 ? code : max;
      }
    }
    return Bounds.ofBytes(entry(min), entry(max), isText);
  }

  private int compareCodes(int left, int right) {
    byte[] bytes = dictionary.data();
    return Arrays.compareUnsigned(
        bytes,
        dictionary.start(left),
        dictionary.start(left) + dictionary.length(left),
        bytes,
        dictionary.start(right),
        dictionary.start(right) + dictionary.length(right));
  }

  private byte[] entry(int code) {
    int start = dictionary.start(code);
    return Arrays.copyOfRange(dictionary.data(), start, start + dictionary.length(code));
  }

  private Bounds plainBounds(int from, int to) {
    int min = from;
    int max = from;
    for (int i = from + 1; i < to; i++) {
      if (comparePlain(i, min) < 0) {
        min = i;
      } else if (comparePlain(i, max) > 0) {
        max = i;
      }
    }
    return Bounds.ofBytes(
        Arrays.copyOfRange(data.bytes(), offsets[min], offsets[min + 1]),
        Arrays.copyOfRange(data.bytes(), offsets[max], offsets[max + 1]),
        isText);
  }

  private int comparePlain(int left, int right) {
    byte[] bytes = data.bytes();
    return Arrays.compareUnsigned(
        bytes, offsets[left], offsets[left + 1], bytes, offsets[right], offsets[right + 1]);
  }
}
