package io.sluice.source.parquet.page;

import io.sluice.column.Bits;
import io.sluice.column.BytesVector;
import io.sluice.column.DictionaryVector;
import io.sluice.column.FlatVector;
import io.sluice.column.IntVector;
import io.sluice.column.LongVector;
import io.sluice.column.Vector;
import io.sluice.type.DataType;
import io.sluice.type.PhysicalType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Makes the vectors of one output column, batch after batch, from the pages of one chunk after the other. Texts and other bytes with a dictionary stay codes over
 * it as long as a batch has codes only; a batch in which the writer gave its dictionary up is flat. Values of other types are codes within a window only, while rows are left
 * out by them: then the dictionary's values are judged instead of the rows', and only what is left is looked up. Owned by one driver.
 */
public final class ColumnReader {
  private final DataType type;
  private final boolean keepsCodes;
  private FlatVector flat;
  private int[] codes = new int[0];
  private long[] validity = new long[0];
  private boolean hasNulls;
  private boolean isCoded;
  private @Nullable FlatVector dictionary;
  private int[] scratch = new int[0];
  private int filled;

  // The window of rows that are being read: where it begins in the vector, how many rows were gone
  // by, and how many of those selected were read.
  private int windowStart;
  private int passed;
  private int taken;
  private int[] positions = new int[0];
  private long[] windowValidity = new long[0];
  private int[] windowRanks = new int[0];

  public ColumnReader(DataType type) {
    this.type = type;
    this.keepsCodes = type.physicalType() == PhysicalType.BYTES;
    this.flat = FlatVector.create(type, 1);
  }

  /**
   * Starts a vector.
   *
   * @param isKept whether somebody keeps the vector made before, so that it is not used again
   */
  public void begin(int capacity, boolean isKept) {
    if (isKept) {
      flat = FlatVector.create(type, capacity);
      codes = new int[0];
      validity = new long[0];
    } else {
      flat.reset();
    }
    flat.ensureCapacity(capacity);
    int words = (capacity + 63) >>> 6;
    if (validity.length < words) {
      validity = new long[words];
    }
    Arrays.fill(validity, -1L);
    hasNulls = false;
    isCoded = keepsCodes;
    dictionary = null;
    filled = 0;
  }

  /**
   * Starts to read further rows into the vector.
   *
   * @param isFiltered whether rows may be left out by this column
   */
  public void beginWindow(boolean isFiltered) {
    windowStart = filled;
    passed = 0;
    taken = 0;
    if (!keepsCodes) {
      isCoded = isFiltered;
      dictionary = null;
    }
  }

  /** Ends the window; no more rows of it are left out. */
  public void endWindow() {
    if (!keepsCodes) {
      leaveCodes();
    }
  }

  /**
   * Reads all rows of a window.
   *
   * @return false when the chunk's next page is not at hand; call again when it is
   */
  public boolean fill(PageReader pages, int rowCount) {
    while (filled - windowStart < rowCount) {
      if (!pages.advance()) {
        return false;
      }
      read(pages, Math.min(rowCount - (filled - windowStart), pages.remaining()));
    }
    return true;
  }

  /**
   * Reads some rows of a window, one after the other, and leaves out the rest.
   *
   * @param selected which rows to read, in ascending order
   * @return false when the chunk's next page is not at hand; call again when it is
   */
  public boolean fillSelected(PageReader pages, int rowCount, int[] selected, int selectedCount) {
    while (taken < selectedCount) {
      pages.skip(selected[taken] - passed);
      passed = selected[taken];
      if (!pages.advance()) {
        return false;
      }
      int end = taken + 1;
      while (end < selectedCount && selected[end] - passed < pages.remaining()) {
        end++;
      }
      readSelected(pages, selected, end - taken, selected[end - 1] + 1 - passed);
    }
    pages.skip(rowCount - passed);
    passed = rowCount;
    return true;
  }

  /** Keeps some of the rows of this window only. */
  public void keep(int[] positions, int count) {
    int rows = filled - windowStart;
    if (count == rows) {
      return;
    }
    if (isCoded) {
      DenseValues.keep(codes, windowStart, positions, count);
    } else {
      DenseValues.keep(flat, windowStart, positions, count);
    }
    if (hasNulls) {
      for (int i = 0; i < count; i++) {
        Bits.put(validity, windowStart + i, isValid(windowStart + positions[i]));
      }
      Bits.setRange(validity, windowStart + count, filled);
    }
    filled = windowStart + count;
  }

  private void read(PageReader pages, int count) {
    int present = pages.readValidity(validity, filled, count);
    hasNulls |= present < count;
    decode(pages, count, present);
    pages.consumed(count);
    filled += count;
  }

  private void decode(PageReader pages, int count, int present) {
    FlatVector pageDictionary = pages.codeDictionary();
    if (pageDictionary == null) {
      leaveCodes();
      decodePlain(pages, count, present);
    } else if (keepsCodes(pageDictionary)) {
      pages.readCodes(codes, filled, present);
      if (present < count) {
        DenseValues.spread(codes, validity, filled, count, present);
      }
    } else {
      leaveCodes();
      decodeCodes(pages, pageDictionary, count, present);
    }
  }

  /** Whether the codes of a page can stand beside those read before; then there is room for them. */
  private boolean keepsCodes(FlatVector pageDictionary) {
    if (!isCoded || dictionary != null && dictionary != pageDictionary) {
      return false;
    }
    dictionary = pageDictionary;
    if (codes.length < flat.capacity()) {
      codes = Arrays.copyOf(codes, flat.capacity());
    }
    return true;
  }

  /** Reads the next {@code count} selected rows, and goes on by {@code total}. */
  private void readSelected(PageReader pages, int[] selected, int count, int total) {
    if (positions.length < count) {
      positions = new int[flat.capacity()];
    }
    for (int i = 0; i < count; i++) {
      positions[i] = selected[taken + i] - passed;
    }
    int values = total;
    int present = count;
    if (pages.hasLevels()) {
      values = readWindowValidity(pages, total);
      present = values == total ? count : takePresent(count);
    }
    decodeSelected(pages, count, present, values);
    pages.consumed(total);
    filled += count;
    taken += count;
    passed += total;
  }

  private int readWindowValidity(PageReader pages, int total) {
    int words = Bits.wordCount(total);
    if (windowValidity.length < words) {
      windowValidity = new long[Bits.wordCount(flat.capacity())];
      windowRanks = new int[windowValidity.length];
    }
    Arrays.fill(windowValidity, 0, words, -1L);
    return pages.readValidity(windowValidity, 0, total);
  }

  /** Turns positions of rows into those of values, leaves out NULLs, and answers how many are left. */
  private int takePresent(int count) {
    int rank = 0;
    for (int i = 0; i < windowRanks.length; i++) {
      windowRanks[i] = rank;
      rank += Long.bitCount(windowValidity[i]);
    }
    int present = 0;
    for (int i = 0; i < count; i++) {
      int position = positions[i];
      long word = windowValidity[position >>> 6];
      if ((word >>> position & 1) != 0) {
        positions[present++] =
            windowRanks[position >>> 6] + Long.bitCount(word & (1L << position) - 1);
      } else {
        Bits.clear(validity, filled + i);
        hasNulls = true;
      }
    }
    return present;
  }

  private void decodeSelected(PageReader pages, int count, int present, int values) {
    FlatVector pageDictionary = pages.codeDictionary();
    if (pageDictionary == null) {
      leaveCodes();
      decodeSelectedPlain(pages, count, present, values);
    } else if (keepsCodes(pageDictionary)) {
      pages.readSelectedCodes(positions, present, values, codes, filled);
      if (present < count) {
        DenseValues.spread(codes, validity, filled, count, present);
      }
    } else {
      leaveCodes();
      ensureScratch(present);
      pages.readSelectedCodes(positions, present, values, scratch, 0);
      place(pageDictionary, count, present);
    }
  }

  private void decodeSelectedPlain(PageReader pages, int count, int present, int values) {
    if (present == count) {
      pages.readSelectedPlain(flat, filled, positions, present, values);
    } else if (flat instanceof BytesVector) {
      FlatVector texts = FlatVector.create(type, present);
      pages.readSelectedPlain(texts, 0, positions, present, values);
      texts.setLength(present);
      ensureScratch(present);
      for (int i = 0; i < present; i++) {
        scratch[i] = i;
      }
      place(texts, count, present);
    } else {
      pages.readSelectedPlain(flat, filled, positions, present, values);
      DenseValues.spread(flat, validity, filled, count, present);
    }
  }

  private void ensureScratch(int count) {
    if (scratch.length < count) {
      scratch = new int[flat.capacity()];
    }
  }

  /** The vector becomes flat: codes read so far are looked up. */
  private void leaveCodes() {
    FlatVector values = dictionary;
    if (isCoded && values != null) {
      if (flat instanceof BytesVector texts) {
        lookUpTexts(values, texts);
      } else if (values.length() > 0) {
        DenseValues.gather(values, codes, windowStart, filled - windowStart, flat, windowStart);
      }
    }
    isCoded = false;
  }

  private void lookUpTexts(FlatVector values, BytesVector target) {
    int from = keepsCodes ? 0 : windowStart;
    for (int row = from; row < filled; row++) {
      if (isValid(row)) {
        DenseValues.gather(values, codes, row, 1, target, row);
      } else {
        target.writeEmpty(row);
      }
    }
  }

  private boolean isValid(int row) {
    return (validity[row >>> 6] >>> row & 1) != 0;
  }

  private void decodePlain(PageReader pages, int count, int present) {
    if (present == count || !(flat instanceof BytesVector)) {
      pages.readPlain(flat, filled, present);
      if (present < count) {
        DenseValues.spread(flat, validity, filled, count, present);
      }
      return;
    }
    forEachRun(count, (row, length) -> pages.readPlain(flat, row, length));
  }

  private void decodeCodes(PageReader pages, FlatVector values, int count, int present) {
    if (flat instanceof LongVector || flat instanceof IntVector) {
      pages.readCoded(values, flat, filled, present);
      if (present < count) {
        DenseValues.spread(flat, validity, filled, count, present);
      }
      return;
    }
    ensureScratch(present);
    pages.readCodes(scratch, 0, present);
    place(values, count, present);
  }

  /** Looks up the codes in {@link #scratch}. */
  private void place(FlatVector values, int count, int present) {
    if (present == count || !(flat instanceof BytesVector)) {
      DenseValues.gather(values, scratch, 0, present, flat, filled);
      if (present < count) {
        DenseValues.spread(flat, validity, filled, count, present);
      }
      return;
    }
    int[] done = new int[1];
    forEachRun(count, (row, length) -> {
      DenseValues.gather(values, scratch, done[0], length, flat, row);
      done[0] += length;
    });
  }

  private interface RunConsumer {
    void accept(int row, int length);
  }

  /** Texts are written in order: runs of values, and empty ones for NULLs between them. */
  private void forEachRun(int count, RunConsumer consumer) {
    int end = filled + count;
    int row = filled;
    while (row < end) {
      if (!isValid(row)) {
        ((BytesVector) flat).writeEmpty(row);
        row++;
        continue;
      }
      int start = row;
      while (row < end && isValid(row)) {
        row++;
      }
      consumer.accept(start, row - start);
    }
  }

  /** The vector of all rows that were filled, borrowed until {@link #begin}; within a window it may be good for the window's rows only. */
  public Vector finish() {
    long[] nulls = hasNulls ? validity : null;
    FlatVector values = dictionary;
    if (isCoded && values != null) {
      return new DictionaryVector(values, codes, nulls, filled);
    }
    flat.setLength(filled);
    flat.copyValidity(nulls, filled);
    return flat;
  }
}
