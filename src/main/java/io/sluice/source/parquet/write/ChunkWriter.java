package io.sluice.source.parquet.write;

import io.sluice.column.Bits;
import io.sluice.column.DictionaryVector;
import io.sluice.column.FlatVector;
import io.sluice.column.Vector;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.source.file.FileOutput;
import io.sluice.source.parquet.page.LittleEndian;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Statistics;
import org.apache.parquet.format.Util;
import org.jspecify.annotations.Nullable;

/** Collects one column of a row group, and writes it as a chunk of pages. Owned by one thread. */
final class ChunkWriter {
  /** Rows of a page at most, so that a reader that looks at the page index can skip some. */
  private static final int PAGE_ROWS = 20_480;

  private final ColumnLayout layout;
  private final ParquetWriteOptions options;
  private final ChunkValues values;
  private final PageCompressor compressor;
  private final ByteOutput page = new ByteOutput();
  private final ByteOutput compressed = new ByteOutput();

  /** Set bits are values; only kept for columns that may be NULL. */
  private long[] validity = new long[16];

  private int[] rows = new int[0];
  private int rowCount;

  /** Bytes of all pages and headers of the chunk that is being written, as if they were not compressed. */
  private long uncompressedBytes;

  ChunkWriter(ColumnLayout layout, ParquetWriteOptions options, PageCompressor compressor) {
    this.layout = layout;
    this.options = options;
    this.values = layout.newValues(options.dictionaryBytes());
    this.compressor = compressor;
  }

  /** Bytes of the values that are collected, before they are encoded. */
  long plainBytes() {
    return values.plainBytes();
  }

  /**
   * Collects rows of a vector.
   *
   * @param selection the rows of the vector that count; null when all do
   * @param from the first of them, by number
   */
  void append(Vector vector, int @Nullable [] selection, int from, int count) {
    boolean mayHaveNulls = vector.mayHaveNulls();
    if (layout.field().nullable()) {
      int words = Bits.wordCount(rowCount + count);
      if (words > validity.length) {
        validity = Arrays.copyOf(validity, Math.max(words, validity.length * 2));
      }
      Bits.setRange(validity, rowCount, rowCount + count);
    }
    if (vector instanceof FlatVector flat && selection == null && !mayHaveNulls) {
      values.appendRange(flat, from, count);
    } else {
      int present = findPresent(vector, selection, from, count, mayHaveNulls);
      values.append(vector.flat(), rows, present, vector instanceof DictionaryVector);
    }
    rowCount += count;
  }

  /** Notes where the values stand that are not NULL, and answers how many they are. */
  private int findPresent(
      Vector vector, int @Nullable [] selection, int from, int count, boolean mayHaveNulls) {
    if (rows.length < count) {
      rows = new int[count];
    }
    int present = 0;
    for (int i = 0; i < count; i++) {
      int row = selection == null ? from + i : selection[from + i];
      if (mayHaveNulls && vector.isNull(row)) {
        setNull(rowCount + i);
      } else {
        rows[present++] = vector.flatRow(row);
      }
    }
    return present;
  }

  private void setNull(int row) {
    if (!layout.field().nullable()) {
      throw new SluiceException(
          ErrorCode.CONSTRAINT_VIOLATION,
          "Column '%s' is NOT NULL, but a row that is to be written has NULL in it"
              .formatted(layout.field().name()));
    }
    Bits.clear(validity, row);
  }

  /** Writes what was collected, and forgets it. */
  ColumnChunk write(FileOutput output, PageIndex index) throws IOException {
    long start = output.position();
    uncompressedBytes = 0;
    ValueDictionary dictionary = values.dictionary();
    ColumnMetaData metadata = new ColumnMetaData();
    if (dictionary != null) {
      metadata.setDictionary_page_offset(start);
      writeDictionary(dictionary, output);
    }
    metadata.setData_page_offset(output.position());
    writePages(dictionary, output, index);
    metadata.setType(layout.type());
    metadata.setEncodings(encodings(dictionary != null));
    metadata.setPath_in_schema(List.of(layout.field().name()));
    metadata.setCodec(options.compression().codec());
    metadata.setNum_values(rowCount);
    metadata.setTotal_uncompressed_size(uncompressedBytes);
    metadata.setTotal_compressed_size(output.position() - start);
    metadata.setStatistics(statistics());
    values.clear();
    Arrays.fill(validity, 0);
    rowCount = 0;
    ColumnChunk chunk = new ColumnChunk(start);
    chunk.setMeta_data(metadata);
    return chunk;
  }

  private List<Encoding> encodings(boolean hasDictionary) {
    List<Encoding> encodings = new ArrayList<>(List.of(Encoding.PLAIN));
    if (hasDictionary) {
      encodings.add(Encoding.RLE_DICTIONARY);
    }
    if (layout.field().nullable()) {
      encodings.add(Encoding.RLE);
    }
    return encodings;
  }

  private Statistics statistics() {
    Statistics statistics = new Statistics();
    statistics.setNull_count(rowCount - values.count());
    Bounds bounds = values.bounds(0, values.count());
    if (bounds != null) {
      statistics.setMin_value(bounds.min());
      statistics.setIs_min_value_exact(bounds.isMinExact());
      byte[] max = bounds.max();
      if (max != null) {
        statistics.setMax_value(max);
        statistics.setIs_max_value_exact(bounds.isMaxExact());
      }
    }
    return statistics;
  }

  private void writeDictionary(ValueDictionary dictionary, FileOutput output) throws IOException {
    page.clear();
    dictionary.writePlain(page);
    PageHeader header = new PageHeader(PageType.DICTIONARY_PAGE, page.size(), 0);
    header.setDictionary_page_header(new DictionaryPageHeader(dictionary.size(), Encoding.PLAIN));
    writePage(header, output);
  }

  private void writePages(@Nullable ValueDictionary dictionary, FileOutput output, PageIndex index)
      throws IOException {
    int row = 0;
    int value = 0;
    while (row < rowCount) {
      int rowEnd = Math.min(row + PAGE_ROWS, rowCount);
      int valueEnd = value + presentCount(row, rowEnd);
      if (valueEnd > value) {
        int fitting = values.pageEnd(value, valueEnd, options.pageBytes());
        if (fitting < valueEnd) {
          rowEnd = rowAfter(row, fitting - value);
          valueEnd = fitting;
        }
      }
      fillPage(dictionary, row, rowEnd, value, valueEnd);
      long offset = output.position();
      PageHeader header = new PageHeader(PageType.DATA_PAGE, page.size(), 0);
      header.setData_page_header(new DataPageHeader(
          rowEnd - row,
          dictionary != null ? Encoding.RLE_DICTIONARY : Encoding.PLAIN,
          Encoding.RLE,
          Encoding.RLE));
      writePage(header, output);
      index.add(
          offset,
          (int) (output.position() - offset),
          row,
          rowEnd - row,
          rowEnd - row - (valueEnd - value),
          values.bounds(value, valueEnd));
      row = rowEnd;
      value = valueEnd;
    }
  }

  private int presentCount(int from, int to) {
    if (!layout.field().nullable() || values.count() == rowCount) {
      return to - from;
    }
    int count = 0;
    for (int row = from; row < to; row++) {
      count += (int) (validity[row >>> 6] >>> row & 1);
    }
    return count;
  }

  /** The row behind the one that holds the n-th value from a row on. */
  private int rowAfter(int from, int valueCount) {
    if (!layout.field().nullable()) {
      return from + valueCount;
    }
    int row = from;
    int left = valueCount;
    while (left > 0) {
      left -= (int) (validity[row >>> 6] >>> row & 1);
      row++;
    }
    return row;
  }

  /** Levels with their length before them, then codes with their width before them, or values. */
  private void fillPage(
      @Nullable ValueDictionary dictionary, int row, int rowEnd, int value, int valueEnd) {
    page.clear();
    if (layout.field().nullable()) {
      page.writeInt(0);
      RunEncoder.writeLevels(validity, row, rowEnd, valueEnd - value, page);
      LittleEndian.putInt(page.bytes(), 0, page.size() - Integer.BYTES);
    }
    if (dictionary == null) {
      values.writePlain(value, valueEnd, page);
    } else {
      int bitWidth = RunEncoder.bitWidth(dictionary.size());
      page.write(bitWidth);
      RunEncoder.writeCodes(dictionary.codes(), value, valueEnd, bitWidth, page);
    }
  }

  private void writePage(PageHeader header, FileOutput output) throws IOException {
    compressed.clear();
    header.setCompressed_page_size(compressor.compress(page, compressed));
    long start = output.position();
    Util.writePageHeader(header, output);
    uncompressedBytes += output.position() - start + page.size();
    output.write(compressed.bytes(), 0, compressed.size());
  }
}
