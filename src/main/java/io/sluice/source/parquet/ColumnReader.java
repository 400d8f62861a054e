package io.sluice.source.parquet;

import io.sluice.column.BytesVector;
import io.sluice.column.DictionaryVector;
import io.sluice.column.FlatVector;
import io.sluice.column.Vector;
import io.sluice.type.DataType;
import io.sluice.type.TypeKind;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Makes the vectors of one output column, batch after batch, from the pages of one chunk after the other. Texts with a dictionary stay codes over
 * it as long as a batch has codes only; a batch in which the writer gave its dictionary up is flat. Owned by one driver.
 */
final class ColumnReader {
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
  private int passed;

  ColumnReader(DataType type) {
    this.type = type;
    this.keepsCodes = type.kind() == TypeKind.VARCHAR;
    this.flat = FlatVector.create(type, 1);
  }

  /**
   * Starts a vector.
   *
   * @param isKept whether somebody keeps the vector made before, so that it is not used again
   */
  void begin(int capacity, boolean isKept) {
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
    passed = 0;
  }

  /**
   * Reads rows until the vector has that many.
   *
   * @return false when the chunk's next page is not at hand; call again when it is
   */
  boolean fill(PageReader pages, int rowCount) {
    while (filled < rowCount) {
      if (!pages.advance()) {
        return false;
      }
      read(pages, Math.min(rowCount - filled, pages.remaining()));
    }
    return true;
  }

  /**
   * Reads some of the next rows, one after the other, and leaves out the rest.
   *
   * @param rowCount how many rows to go on by
   * @param selected which of them to read, in ascending order
   * @return false when the chunk's next page is not at hand; call again when it is
   */
  boolean fillSelected(PageReader pages, int rowCount, int[] selected, int selectedCount) {
    while (filled < selectedCount) {
      int gap = selected[filled] - passed;
      pages.skip(gap);
      passed += gap;
      if (!pages.advance()) {
        return false;
      }
      int most = Math.min(selectedCount - filled, pages.remaining());
      int count = 1;
      while (count < most && selected[filled + count] == passed + count) {
        count++;
      }
      read(pages, count);
      passed += count;
    }
    pages.skip(rowCount - passed);
    passed = rowCount;
    return true;
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
    } else if (isCoded && (dictionary == null || dictionary == pageDictionary)) {
      dictionary = pageDictionary;
      if (codes.length < flat.capacity()) {
        codes = Arrays.copyOf(codes, flat.capacity());
      }
      pages.readCodes(codes, filled, present);
      if (present < count) {
        DenseValues.spread(codes, validity, filled, count, present);
      }
    } else {
      leaveCodes();
      decodeCodes(pages, pageDictionary, count, present);
    }
  }

  /** The vector becomes flat: codes read so far are looked up. */
  private void leaveCodes() {
    FlatVector values = dictionary;
    if (isCoded && values != null) {
      BytesVector target = (BytesVector) flat;
      for (int row = 0; row < filled; row++) {
        if (isValid(row)) {
          DenseValues.gather(values, new int[] {codes[row]}, 1, target, row);
        } else {
          target.writeEmpty(row);
        }
      }
    }
    isCoded = false;
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
    if (scratch.length < present) {
      scratch = new int[flat.capacity()];
    }
    pages.readCodes(scratch, 0, present);
    if (present == count || !(flat instanceof BytesVector)) {
      DenseValues.gather(values, scratch, present, flat, filled);
      if (present < count) {
        DenseValues.spread(flat, validity, filled, count, present);
      }
      return;
    }
    int[] taken = new int[1];
    forEachRun(count, (row, length) -> {
      int[] run = Arrays.copyOfRange(scratch, taken[0], taken[0] + length);
      DenseValues.gather(values, run, length, flat, row);
      taken[0] += length;
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

  /** The vector of all rows that were filled, borrowed until {@link #begin}. */
  Vector finish() {
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
