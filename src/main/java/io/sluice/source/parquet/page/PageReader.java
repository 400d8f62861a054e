package io.sluice.source.parquet.page;

import io.sluice.column.FlatVector;
import io.sluice.column.IntVector;
import io.sluice.column.LongVector;
import io.sluice.memory.MemoryReservation;
import io.sluice.type.DataType;
import io.sluice.type.TypeKind;
import io.vertx.core.Future;
import java.util.Arrays;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.Type;
import org.jspecify.annotations.Nullable;

/**
 * The pages of one column chunk, one at a time: decoders that stand at the next row. Owned by one driver.
 * What makes no sense is an {@link IllegalArgumentException} or {@link IndexOutOfBoundsException}; the caller knows the file and says so.
 */
public final class PageReader {
  private static final int SKIP_ROWS = 4096;

  private final ChunkLocation location;
  private final DataType type;
  private final PageSource pages;
  private final MemoryReservation reservation;
  private final PlainDecoder plainDecoder;
  private final int maxPageBytes;
  private final RunDecoder levels = new RunDecoder();
  private final RunDecoder codes = new RunDecoder();
  private final int plainWidth;
  private final boolean isPlainLong;
  private final long[] skippedValidity = new long[SKIP_ROWS / Long.SIZE];
  private final long rowCount;
  private final @Nullable PageSelection selection;
  private long rowsLeft;
  private long toSkip;
  private @Nullable FlatVector dictionary;
  private long dictionaryBytes;
  private int remaining;
  private boolean hasLevels;
  private boolean isCoded;
  private byte[] plain = new byte[0];
  private int plainPosition;
  private int plainLimit;

  /**
   * The pages of a chunk.
   *
   * @param selection those that will be asked for, so that the others need not be read; null when all may be
   */
  public PageReader(
      ChunkLocation location,
      DataType type,
      long rowCount,
      @Nullable PageSelection selection,
      PageSource pages,
      ScanBuffers buffers) {
    this.location = location;
    this.type = type;
    this.pages = pages;
    this.reservation = buffers.reservation();
    this.maxPageBytes = buffers.maxPageBytes();
    this.plainDecoder = PlainDecoder.of(location.layout(), type);
    this.plainWidth = location.layout().plainWidth();
    this.isPlainLong = location.layout().type() == Type.INT64
        && location.layout().isKeptAsWritten(type)
        && type.kind() != TypeKind.TIME;
    this.rowCount = rowCount;
    this.selection = selection;
    this.rowsLeft = rowCount;
    if (selection != null) {
      pages.endAt(selection.headEnd());
    }
  }

  /** Begins to read the page of the next row, which is one of those selected. */
  public void readAhead() {
    seek();
    pages.readAhead();
  }

  /** Completes when {@link #advance()} is worth while again. */
  public Future<Void> whenReady() {
    return pages.whenReady();
  }

  /** Leaves out rows; pages of which no row is wanted are not decompressed. Takes effect with {@link #advance()}. */
  public void skip(long rowCount) {
    toSkip += rowCount;
  }

  /** Whether a page with the next row is at hand; false when its bytes are still being read. */
  boolean advance() {
    while (remaining == 0 || toSkip > 0) {
      if (remaining > 0) {
        int count = (int) Math.min(remaining, toSkip);
        skipValues(count);
        toSkip -= count;
        continue;
      }
      seek();
      PageHeader next = pages.next();
      if (next == null) {
        return false;
      }
      int rows = dataRows(next);
      checkLocation(rows);
      if (rows > 0 && rows <= toSkip && toSkip <= rowsLeft) {
        toSkip -= rows;
        rowsLeft -= rows;
      } else if (pages.isAtHand()) {
        readPage(next);
      } else {
        return false;
      }
      pages.pass();
    }
    return true;
  }

  /** Goes on to the page of the next row where it is known where that stands; a dictionary is read before. */
  private void seek() {
    PageSelection known = selection;
    if (known == null || toSkip == 0 || toSkip >= rowsLeft || !pages.isBetweenPages()) {
      return;
    }
    PageLocations locations = known.locations();
    long row = rowCount - rowsLeft;
    int page = locations.pageOf(row + toSkip);
    long first = locations.firstRow(page);
    if (first > row && pages.offset() >= locations.offset(0)) {
      pages.seek(locations.offset(page), known.runEnd(page));
      toSkip -= first - row;
      rowsLeft -= first - row;
    }
  }

  /** Fails where a page holds other rows than the index says, by which rows were left out. */
  private void checkLocation(int rows) {
    PageSelection known = selection;
    if (known == null || rows <= 0) {
      return;
    }
    PageLocations locations = known.locations();
    long row = rowCount - rowsLeft;
    int page = locations.pageOf(row);
    if (locations.firstRow(page) != row || locations.endRow(page) != row + rows) {
      throw new IllegalArgumentException(
          "a page of %d values from row %d on, which the page index does not know"
              .formatted(rows, row));
    }
  }

  /** How many rows a page has; 0 for one that has other things. */
  private static int dataRows(PageHeader page) {
    if (page.isSetData_page_header()) {
      return page.getData_page_header().getNum_values();
    }
    return page.isSetData_page_header_v2() ? page.getData_page_header_v2().getNum_values() : 0;
  }

  private void skipValues(int count) {
    int left = count;
    while (left > 0) {
      int rows = Math.min(left, SKIP_ROWS);
      int present = rows;
      if (hasLevels) {
        Arrays.fill(skippedValidity, -1L);
        present = levels.readValidity(skippedValidity, 0, rows);
      }
      if (isCoded) {
        codes.skip(present);
      } else {
        skipPlain(present);
      }
      left -= rows;
    }
    consumed(count);
  }

  private void skipPlain(int count) {
    if (plainWidth > 0) {
      if ((long) count * plainWidth > plainLimit - plainPosition) {
        throw new IllegalArgumentException("a page holds fewer values than it says");
      }
      plainPosition += count * plainWidth;
      return;
    }
    for (int i = 0; i < count; i++) {
      plainPosition += Integer.BYTES + PlainDecoder.length(plain, plainPosition, plainLimit);
    }
  }

  private void readPage(PageHeader page) {
    if (page.getType() == null) {
      throw new IllegalArgumentException("a page of unknown type");
    }
    switch (page.getType()) {
      case DICTIONARY_PAGE -> readDictionary(page);
      case DATA_PAGE -> readDataPage(page);
      case DATA_PAGE_V2 -> readDataPageV2(page);
      case INDEX_PAGE -> {}
    }
  }

  private void readDictionary(PageHeader page) {
    if (dictionary != null || !page.isSetDictionary_page_header()) {
      throw new IllegalArgumentException("a second dictionary, or one without a header");
    }
    int count = page.getDictionary_page_header().getNum_values();
    int limit = page.getUncompressed_page_size();
    if (count < 0 || count > Math.max(limit, 1) * 8L) {
      throw new IllegalArgumentException("a dictionary of " + count + " values");
    }
    dictionaryBytes = 2L * limit + 16L * count;
    reservation.grow(dictionaryBytes);
    FlatVector kept = pages.keptValues();
    dictionary = kept != null ? kept : decodeDictionary(count, limit);
  }

  private FlatVector decodeDictionary(int count, int limit) {
    PlainTranslation.Plain values = PlainTranslation.translate(
        Encoding.PLAIN, location.layout(), pages.dictionaryBytes(), 0, limit, count, maxPageBytes);
    FlatVector decoded = FlatVector.create(type, count);
    plainDecoder.decode(values.bytes(), values.position(), values.limit(), decoded, 0, count);
    decoded.setLength(count);
    pages.keep(decoded, dictionaryBytes);
    return decoded;
  }

  private void readDataPage(PageHeader page) {
    if (!page.isSetData_page_header()) {
      throw new IllegalArgumentException("a data page without a header");
    }
    DataPageHeader data = page.getData_page_header();
    checkRows(data.getNum_values());
    byte[] bytes = pages.bytes(0, true);
    int limit = page.getUncompressed_page_size();
    int position = 0;
    hasLevels = location.layout().isOptional();
    if (hasLevels) {
      if (data.getDefinition_level_encoding() != Encoding.RLE) {
        throw new IllegalArgumentException(
            "definition levels of encoding " + data.getDefinition_level_encoding());
      }
      int length = limit < Integer.BYTES ? -1 : LittleEndian.getInt(bytes, 0);
      position = Integer.BYTES;
      if (length < 0 || length > limit - position) {
        throw new IllegalArgumentException("definition levels of " + length + " bytes");
      }
      levels.reset(bytes, position, position + length, 1);
      position += length;
    }
    startValues(data.getEncoding(), bytes, position, limit, data.getNum_values());
  }

  private void readDataPageV2(PageHeader page) {
    if (!page.isSetData_page_header_v2()) {
      throw new IllegalArgumentException("a data page without a header");
    }
    DataPageHeaderV2 data = page.getData_page_header_v2();
    checkRows(data.getNum_values());
    int repetitionBytes = data.getRepetition_levels_byte_length();
    int definitionBytes = data.getDefinition_levels_byte_length();
    int limit = page.getUncompressed_page_size();
    if (repetitionBytes < 0
        || definitionBytes < 0
        || (long) repetitionBytes + definitionBytes
            > Math.min(page.getCompressed_page_size(), limit)) {
      throw new IllegalArgumentException(
          "levels of " + repetitionBytes + " and " + definitionBytes + " bytes");
    }
    int levelBytes = repetitionBytes + definitionBytes;
    // Absent means compressed.
    byte[] bytes = pages.bytes(levelBytes, !data.isSetIs_compressed() || data.isIs_compressed());
    hasLevels = location.layout().isOptional() && data.getNum_nulls() != 0;
    if (hasLevels) {
      levels.reset(bytes, repetitionBytes, levelBytes, 1);
    }
    startValues(data.getEncoding(), bytes, levelBytes, limit, data.getNum_values());
  }

  private void checkRows(int count) {
    if (count < 0 || count > rowsLeft) {
      throw new IllegalArgumentException(
          "a page of " + count + " values where " + rowsLeft + " rows are left");
    }
  }

  private void startValues(
      @Nullable Encoding encoding, byte[] bytes, int position, int limit, int count) {
    if (encoding == null) {
      throw new IllegalArgumentException("a page of unknown encoding");
    }
    isCoded = encoding == Encoding.PLAIN_DICTIONARY || encoding == Encoding.RLE_DICTIONARY;
    if (isCoded) {
      // A page of NULLs alone may be empty.
      int width = position < limit ? bytes[position] : 0;
      codes.reset(bytes, Math.min(position + 1, limit), limit, width);
      if (dictionary == null) {
        throw new IllegalArgumentException("codes without a dictionary");
      }
    } else {
      PlainTranslation.Plain values = position == limit
          ? new PlainTranslation.Plain(bytes, position, limit)
          : PlainTranslation.translate(
              encoding, location.layout(), bytes, position, limit, count, maxPageBytes);
      plain = values.bytes();
      plainPosition = values.position();
      plainLimit = values.limit();
    }
    remaining = count;
  }

  /** Rows of this page that were not read yet. */
  int remaining() {
    return remaining;
  }

  void consumed(int rowCount) {
    remaining -= rowCount;
    rowsLeft -= rowCount;
  }

  /** Whether rows of this page may be NULL. */
  boolean hasLevels() {
    return hasLevels;
  }

  /** Reads which rows have values into words whose bits are all set, and answers how many have. */
  int readValidity(long[] words, int from, int count) {
    return hasLevels ? levels.readValidity(words, from, count) : count;
  }

  /** The dictionary this page has codes of; null when it has values. */
  @Nullable
  FlatVector codeDictionary() {
    return isCoded ? dictionary : null;
  }

  /** Reads codes, checked against the dictionary. */
  void readCodes(int[] out, int offset, int count) {
    codes.read(out, offset, count);
    checkCodes(out, offset, count);
  }

  /** Reads codes and looks their numbers up. */
  void readCoded(FlatVector values, FlatVector target, int row, int count) {
    if (count > 0 && values.length() == 0) {
      throw new IllegalArgumentException("codes of an empty dictionary");
    }
    if (target instanceof LongVector longs) {
      codes.lookUp(((LongVector) values).values(), longs.values(), row, count);
    } else {
      codes.lookUp(((IntVector) values).values(), ((IntVector) target).values(), row, count);
    }
  }

  /**
   * Reads the codes of some of the next values, checked against the dictionary.
   *
   * @param positions which of them, in ascending order
   * @param total how many values to go on by
   */
  void readSelectedCodes(int[] positions, int count, int total, int[] out, int offset) {
    codes.readSelected(positions, count, total, out, offset);
    checkCodes(out, offset, count);
  }

  private void checkCodes(int[] read, int offset, int count) {
    FlatVector values = dictionary;
    int size = values == null ? 0 : values.length();
    int least = 0;
    int greatest = 0;
    for (int i = offset; i < offset + count; i++) {
      least = Math.min(least, read[i]);
      greatest = Math.max(greatest, read[i]);
    }
    if (count > 0 && (least < 0 || greatest >= size)) {
      throw new IllegalArgumentException("code "
          + Integer.toUnsignedString(least < 0 ? least : greatest) + " of a dictionary of " + size);
    }
  }

  /** Reads some of the next values into consecutive rows; the parameters are those of {@link #readSelectedCodes}. */
  void readSelectedPlain(FlatVector target, int row, int[] positions, int count, int total) {
    if (plainWidth == 0) {
      readSelectedTexts(target, row, positions, count, total);
      return;
    }
    if ((long) total * plainWidth > plainLimit - plainPosition) {
      throw new IllegalArgumentException("a page holds fewer values than it says");
    }
    byte[] bytes = plain;
    int start = plainPosition;
    if (isPlainLong && target instanceof LongVector longs) {
      long[] values = longs.values();
      for (int i = 0; i < count; i++) {
        values[row + i] = LittleEndian.getLong(bytes, start + positions[i] * Long.BYTES);
      }
    } else if (target instanceof IntVector ints) {
      int[] values = ints.values();
      for (int i = 0; i < count; i++) {
        values[row + i] = LittleEndian.getInt(bytes, start + positions[i] * Integer.BYTES);
      }
    } else {
      for (int i = 0; i < count; i++) {
        plainDecoder.decode(
            bytes, start + positions[i] * plainWidth, plainLimit, target, row + i, 1);
      }
    }
    plainPosition += total * plainWidth;
  }

  private void readSelectedTexts(
      FlatVector target, int row, int[] positions, int count, int total) {
    int passed = 0;
    for (int i = 0; i < count; i++) {
      skipPlain(positions[i] - passed);
      readPlain(target, row + i, 1);
      passed = positions[i] + 1;
    }
    skipPlain(total - passed);
  }

  /** Reads values into consecutive rows. */
  void readPlain(FlatVector target, int row, int count) {
    plainPosition = plainDecoder.decode(plain, plainPosition, plainLimit, target, row, count);
  }

  /** Gives back what the chunk's bytes and dictionary took. */
  public void finish() {
    pages.finish();
    reservation.shrink(dictionaryBytes);
    dictionaryBytes = 0;
  }
}
