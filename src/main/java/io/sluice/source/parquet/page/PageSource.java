package io.sluice.source.parquet.page;

import io.sluice.column.FlatVector;
import io.sluice.memory.BlockCache;
import io.sluice.plan.OperatorMetric;
import io.sluice.plan.OperatorMetrics;
import io.sluice.type.DataType;
import io.vertx.core.Future;
import java.util.Objects;
import org.apache.parquet.format.PageHeader;
import org.jspecify.annotations.Nullable;
import shaded.parquet.org.apache.thrift.TException;

/**
 * Headers and decompressed bytes of the pages of one column chunk, one after the other: as the node keeps them since an earlier query, or of the file. Owned by one driver.
 * What makes no sense is an {@link IllegalArgumentException}.
 */
public final class PageSource {
  private static final int HEADER_BYTES = 512;
  private static final int MAX_HEADER_BYTES = 1 << 20;
  private static final int OBJECT_BYTES = 512;

  private final ChunkLocation location;
  private final DataType type;
  private final ChunkInput input;
  private final PageBuffer buffer;
  private final PageDecompressor decompressor;
  private final BlockCache cache;
  private final boolean isKept;
  private final OperatorMetrics metrics;
  private final int maxPageBytes;
  private final String maxPageBytesOption;
  private int headerBytes = HEADER_BYTES;
  private @Nullable PageHeader header;
  private Page.@Nullable Key key;
  private @Nullable Page kept;
  private int headerLength;

  /**
   * The pages from the first one on.
   *
   * @param type what the values are read as
   * @param column whose page buffer is used
   */
  public PageSource(
      ChunkLocation location, DataType type, ChunkInput input, ScanBuffers buffers, int column) {
    this.location = location;
    this.type = type;
    this.input = input;
    this.buffer = buffers.page(column);
    this.decompressor = buffers.decompressor();
    this.cache = buffers.cache();
    this.isKept = cache.maxBytes() > 0 && input.file().isSettled(buffers.clock());
    this.metrics = buffers.metrics();
    this.maxPageBytes = buffers.maxPageBytes();
    this.maxPageBytesOption = buffers.maxPageBytesOption();
  }

  /** Begins to read the next page, if it is not kept. */
  void readAhead() {
    if (findKept() == null) {
      input.readAhead();
    }
  }

  /** Reads no further than to an offset in the file. */
  void endAt(long offset) {
    input.endAt(offset);
  }

  /** Whether the header of the next page was not looked at yet. */
  boolean isBetweenPages() {
    return header == null;
  }

  /** Where the next page stands in the file, whose header was not looked at yet. */
  long offset() {
    return input.offset();
  }

  /**
   * Goes on to a page further on, from between two pages; those before it are not read.
   *
   * @param offset where it stands in the file
   * @param end how far to read from there
   */
  void seek(long offset, long end) {
    input.skip(offset - input.offset());
    input.endAt(end);
  }

  /** Completes when {@link #next()} or {@link #isAtHand()} is worth while again. */
  Future<Void> whenReady() {
    return input.whenRead();
  }

  /**
   * The header of the page that comes next.
   *
   * @return null when it is still being read
   */
  @Nullable
  PageHeader next() {
    PageHeader known = header;
    if (known == null) {
      Page page = findKept();
      kept = page;
      known = page == null ? readHeader() : page.header();
      if (known != null) {
        checkSizes(known);
        header = known;
      }
    }
    return known;
  }

  private @Nullable Page findKept() {
    if (!isKept || input.remaining() == 0) {
      return null;
    }
    Page.Key next = new Page.Key(input.file(), input.offset(), type);
    key = next;
    return cache.get(next, Page.class);
  }

  private @Nullable PageHeader readHeader() {
    while (true) {
      if (!input.require(headerBytes)) {
        return null;
      }
      if (input.available() == 0) {
        throw new IllegalArgumentException("its pages end too early");
      }
      PageHeader next = new PageHeader();
      try {
        headerLength = ThriftReader.read(next, input.buffer(), input.position(), input.available());
        input.skip(headerLength);
        int size = next.getCompressed_page_size();
        if (size < 0 || size > input.remaining()) {
          throw new IllegalArgumentException("a page of " + size + " bytes");
        }
        return next;
      } catch (TException e) {
        if (input.available() >= input.remaining() || headerBytes >= MAX_HEADER_BYTES) {
          throw new IllegalArgumentException("a page header makes no sense", e);
        }
        headerBytes *= 4;
      }
    }
  }

  private void checkSizes(PageHeader page) {
    int uncompressed = page.getUncompressed_page_size();
    if (uncompressed < 0 || uncompressed > maxPageBytes) {
      throw new IllegalArgumentException("a page of %d bytes; the most is %s = %d"
          .formatted(uncompressed, maxPageBytesOption, maxPageBytes));
    }
  }

  /** Whether the bytes of the next page can be had; false when they are still being read. */
  boolean isAtHand() {
    return kept != null || input.require(size());
  }

  /** Goes on behind the next page, whether its bytes are at hand or not. */
  void pass() {
    input.skip(kept == null ? size() : kept.length());
    header = null;
    kept = null;
  }

  private int size() {
    return current().getCompressed_page_size();
  }

  private PageHeader current() {
    return Objects.requireNonNull(header, "header");
  }

  /**
   * The decompressed bytes of the next page, which must be at hand, good until the page after it; nobody may change them.
   *
   * @param plainBytes how many at its beginning are never compressed
   * @param isCompressed whether the rest of it is, if the chunk is
   */
  byte[] bytes(int plainBytes, boolean isCompressed) {
    Page page = kept;
    if (page != null) {
      metrics.add(OperatorMetric.CACHED_BYTES, current().getUncompressed_page_size());
      return page.bytes();
    }
    int total = current().getUncompressed_page_size();
    Page.Key pageKey = key;
    int needed = total + LittleEndian.PADDING;
    if (pageKey == null || !cache.admits(needed + OBJECT_BYTES)) {
      return read(buffer.ofSize(total), total, plainBytes, isCompressed);
    }
    byte[] bytes = read(new byte[needed], total, plainBytes, isCompressed);
    cache.put(
        pageKey, new Page(current(), headerLength + size(), bytes, null), needed + OBJECT_BYTES);
    return bytes;
  }

  private byte[] read(byte[] target, int total, int plainBytes, boolean isCompressed) {
    byte[] source = input.buffer();
    int position = input.position();
    if (isCompressed) {
      System.arraycopy(source, position, target, 0, plainBytes);
      decompressor.decompress(
          location.codec(),
          source,
          position + plainBytes,
          size() - plainBytes,
          target,
          plainBytes,
          total - plainBytes);
    } else {
      if (size() != total) {
        throw new IllegalArgumentException("an uncompressed page of two lengths");
      }
      System.arraycopy(source, position, target, 0, total);
    }
    return target;
  }

  /** The bytes of the next page, a dictionary, as {@link #bytes} gives them; not kept as such. */
  byte[] dictionaryBytes() {
    int total = current().getUncompressed_page_size();
    return read(buffer.ofSize(total), total, 0, true);
  }

  /** The values of the next page, a dictionary, if they are kept. */
  @Nullable
  FlatVector keptValues() {
    Page page = kept;
    if (page == null) {
      return null;
    }
    metrics.add(OperatorMetric.CACHED_BYTES, current().getUncompressed_page_size());
    return page.values();
  }

  /**
   * Offers the values of the next page, a dictionary, to be kept.
   *
   * @param valueBytes about how much memory they take
   */
  void keep(FlatVector values, long valueBytes) {
    Page.Key pageKey = key;
    if (pageKey != null && valueBytes < Integer.MAX_VALUE - OBJECT_BYTES) {
      Page page = new Page(current(), headerLength + size(), new byte[0], values);
      cache.put(pageKey, page, (int) valueBytes + OBJECT_BYTES);
    }
  }

  /** Gives back what the chunk's bytes took. */
  void finish() {
    input.finish();
  }
}
