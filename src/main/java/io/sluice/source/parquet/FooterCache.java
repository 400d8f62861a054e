package io.sluice.source.parquet;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sluice.config.Clock;
import io.sluice.source.file.FileIdentity;
import java.util.List;
import java.util.function.Supplier;

/**
 * The footers of the files that queries read lately, and the tables made of them with their statistics, so that the next query over the same files parses nothing. A file
 * that was written anew is another file; one that was written just now is not kept. Thread-safe.
 */
final class FooterCache {
  /** About how much larger a footer is in memory than in its file. */
  private static final int HEAP_BYTES_PER_BYTE = 8;

  private final Cache<FileIdentity, ParquetFooter> footers = Caffeine.newBuilder()
      .maximumWeight(ParquetConfig.FOOTER_CACHE_BYTES.defaultValue())
      .weigher((FileIdentity file, ParquetFooter footer) -> weight(footer.bytes()))
      .executor(Runnable::run)
      .build();
  // Its tables hold footers of the other cache, so that it needs little more than they do.
  private final Cache<TableKey, ParquetTable> tables = Caffeine.newBuilder()
      .maximumWeight(ParquetConfig.FOOTER_CACHE_BYTES.defaultValue())
      .weigher((TableKey key, ParquetTable table) -> weight(table.footerBytes()))
      .executor(Runnable::run)
      .build();

  private record TableKey(List<FileIdentity> files, boolean readsBinaryAsText) {}

  private static int weight(long footerBytes) {
    return (int) Math.min(Integer.MAX_VALUE, footerBytes * HEAP_BYTES_PER_BYTE);
  }

  /** How much may be kept from now on; what is too much already goes. */
  void resize(long maxBytes) {
    footers.policy().eviction().ifPresent(eviction -> {
      if (eviction.getMaximum() != maxBytes) {
        eviction.setMaximum(maxBytes);
        tables.policy().eviction().ifPresent(other -> other.setMaximum(maxBytes));
      }
    });
  }

  /** The footer of a file; blocking where it is not here. */
  ParquetFooter footer(FileIdentity file) {
    ParquetFooter known = footers.getIfPresent(file);
    if (known == null) {
      known = ParquetFooter.read(file);
      if (file.isSettled(Clock.SYSTEM)) {
        footers.put(file, known);
      }
    }
    return known;
  }

  /** The table of some files; made where it is not here. */
  ParquetTable table(
      List<FileIdentity> files, boolean readsBinaryAsText, Supplier<ParquetTable> make) {
    TableKey key = new TableKey(List.copyOf(files), readsBinaryAsText);
    ParquetTable known = tables.getIfPresent(key);
    if (known == null) {
      known = make.get();
      if (files.stream().allMatch(file -> file.isSettled(Clock.SYSTEM))) {
        tables.put(key, known);
      }
    }
    return known;
  }
}
