package io.sluice.source.parquet;

import io.sluice.memory.BlockCache;
import io.sluice.plan.OperatorMetric;
import io.sluice.plan.OperatorMetrics;
import io.sluice.plan.TaskContext;
import io.sluice.source.file.FileIdentity;
import io.sluice.source.parquet.page.ChunkLocation;
import io.sluice.source.parquet.page.FileRange;
import io.sluice.source.parquet.page.PageLocations;
import io.sluice.source.parquet.page.ThriftReader;
import io.sluice.type.DataType;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.apache.parquet.format.BloomFilterHeader;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.OffsetIndex;
import org.jspecify.annotations.Nullable;
import shaded.parquet.org.apache.thrift.TBase;
import shaded.parquet.org.apache.thrift.TException;

/**
 * Page indexes and Bloom filters of the chunks of one row group: as the node keeps them since an earlier query, or of the file. One that is missing, too large or makes no sense is
 * null. Made on the driver's thread; what reads is blocking and for the I/O pool.
 */
final class ChunkIndexReader {
  /** Of the largest header of a Bloom filter. */
  private static final int BLOOM_HEADER_BYTES = 64;

  private final FileIdentity file;
  private final long rowCount;
  private final BlockCache cache;
  private final boolean isKept;
  private final OperatorMetrics metrics;
  private final int maxIndexBytes;
  private final int maxBloomFilterBytes;

  /** What an index is kept under. */
  private record Key(
      FileIdentity file, ChunkLocation chunk, long rowCount, DataType type, Class<?> kind) {}

  ChunkIndexReader(RowGroupSplit split, TaskContext context) {
    file = split.file();
    rowCount = split.rowCount();
    cache = context.memory().cache();
    isKept = cache.maxBytes() > 0 && file.isSettled(context.clock());
    metrics = context.metrics().current();
    maxIndexBytes = context.config().getInt(ParquetConfig.MAX_PAGE_INDEX_BYTES);
    maxBloomFilterBytes = context.config().getInt(ParquetConfig.MAX_BLOOM_FILTER_BYTES);
  }

  /** Whether a chunk says where its pages stand. */
  boolean hasLocations(ChunkLocation chunk) {
    return isReadable(chunk.indexes().offsetIndex(), maxIndexBytes);
  }

  /** Whether a chunk says what its pages hold. */
  boolean hasPages(ChunkLocation chunk) {
    return hasLocations(chunk) && isReadable(chunk.indexes().columnIndex(), maxIndexBytes);
  }

  boolean hasBloomFilter(ChunkLocation chunk) {
    return isReadable(chunk.indexes().bloomFilter(), maxBloomFilterBytes + BLOOM_HEADER_BYTES)
        && maxBloomFilterBytes > 0;
  }

  /** The most memory that reading the Bloom filter of a chunk takes. */
  long bloomFilterBytes(ChunkLocation chunk) {
    int length = chunk.indexes().bloomFilter().map(FileRange::length).orElse(0);
    return length == 0 ? maxBloomFilterBytes : 2L * length;
  }

  private static boolean isReadable(Optional<FileRange> range, int maxBytes) {
    return range.isPresent() && range.get().length() <= maxBytes;
  }

  /** Where the pages of a chunk stand. */
  @Nullable
  PageLocations locations(ChunkLocation chunk, DataType type) {
    return hasLocations(chunk)
        ? find(chunk, type, PageLocations.class, () -> readLocations(chunk), PageLocations::bytes)
        : null;
  }

  private @Nullable PageLocations readLocations(ChunkLocation chunk) {
    OffsetIndex index = read(chunk.indexes().offsetIndex().orElseThrow(), new OffsetIndex());
    return index == null ? null : PageLocations.of(index, chunk, rowCount);
  }

  /** What the pages of a chunk hold. */
  @Nullable
  IndexedPages pages(ChunkLocation chunk, DataType type) {
    return hasPages(chunk)
        ? find(chunk, type, IndexedPages.class, () -> readPages(chunk, type), IndexedPages::bytes)
        : null;
  }

  private @Nullable IndexedPages readPages(ChunkLocation chunk, DataType type) {
    PageLocations locations = locations(chunk, type);
    if (locations == null) {
      return null;
    }
    ColumnIndex index = read(chunk.indexes().columnIndex().orElseThrow(), new ColumnIndex());
    return index == null ? null : IndexedPages.of(index, locations, chunk, type);
  }

  private <T extends TBase<?, ?>> @Nullable T read(FileRange range, T structure) {
    byte[] bytes = read(range.offset(), range.length());
    return parse(structure, bytes) < 0 ? null : structure;
  }

  /** How many bytes a structure took; -1 when they are none such. */
  private static int parse(TBase<?, ?> structure, byte[] bytes) {
    try {
      return ThriftReader.read(structure, bytes, 0, bytes.length);
    } catch (TException | RuntimeException e) {
      return -1;
    }
  }

  private byte[] read(long offset, int count) {
    metrics.add(OperatorMetric.BYTES_READ, count);
    return file.read(offset, count);
  }

  /** What values a chunk may have. */
  @Nullable
  SplitBlockBloomFilter bloomFilter(ChunkLocation chunk, DataType type) {
    return hasBloomFilter(chunk)
        ? find(
            chunk,
            type,
            SplitBlockBloomFilter.class,
            () -> readBloomFilter(chunk.indexes().bloomFilter().orElseThrow()),
            SplitBlockBloomFilter::bytes)
        : null;
  }

  private @Nullable SplitBlockBloomFilter readBloomFilter(FileRange range) {
    long left = file.size() - range.offset();
    int known = range.length() == 0 ? BLOOM_HEADER_BYTES : range.length();
    byte[] bytes = read(range.offset(), (int) Math.min(known, left));
    BloomFilterHeader header = new BloomFilterHeader();
    int headerBytes = parse(header, bytes);
    boolean isKnownKind = headerBytes > 0
        && header.getAlgorithm().isSetBLOCK()
        && header.getHash().isSetXXHASH()
        && header.getCompression().isSetUNCOMPRESSED();
    if (!isKnownKind) {
      return null;
    }
    int count = header.getNumBytes();
    if (count <= 0 || count > maxBloomFilterBytes || headerBytes + (long) count > left) {
      return null;
    }
    if (range.length() == 0) {
      return SplitBlockBloomFilter.of(read(range.offset() + headerBytes, count));
    }
    return headerBytes + count == range.length()
        ? SplitBlockBloomFilter.of(Arrays.copyOfRange(bytes, headerBytes, bytes.length))
        : null;
  }

  private <T> @Nullable T find(
      ChunkLocation chunk,
      DataType type,
      Class<T> kind,
      Supplier<@Nullable T> read,
      ToIntFunction<T> bytes) {
    Key key = new Key(file, chunk, rowCount, type, kind);
    T known = isKept ? cache.get(key, kind) : null;
    if (known == null) {
      known = read.get();
      if (known != null && isKept) {
        cache.put(key, known, bytes.applyAsInt(known));
      }
    }
    return known;
  }
}
