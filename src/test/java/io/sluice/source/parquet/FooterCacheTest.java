package io.sluice.source.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.ConfigValues;
import io.sluice.extension.TableProvider;
import io.sluice.source.DuckDb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FooterCacheTest {
  private static final ConfigValues CONFIG = ConfigValues.of(new ParquetConfig().options());

  @TempDir
  Path directory;

  private final ParquetFormat format = new ParquetFormat();

  private Path write(DuckDb duckDb, String query) {
    return duckDb.copy(query, directory.resolve("t.parquet"), "FORMAT parquet");
  }

  /** As if it had been written earlier. */
  private static void settle(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
  }

  @Test
  void aFileThatWasWrittenJustNowIsNotKept() {
    try (DuckDb duckDb = new DuckDb()) {
      Path file = write(duckDb, "SELECT i FROM range(10) t(i)");
      TableProvider first = format.open(List.of(file.toString()), CONFIG);
      assertThat(format.open(List.of(file.toString()), CONFIG)).isNotSameAs(first);
    }
  }

  @Test
  void theTableOfUnchangedFilesIsMadeOnce() throws IOException {
    try (DuckDb duckDb = new DuckDb()) {
      Path file = write(duckDb, "SELECT i FROM range(10) t(i)");
      settle(file);
      TableProvider first = format.open(List.of(file.toString()), CONFIG);
      assertThat(format.open(List.of(file.toString()), CONFIG)).isSameAs(first);
      assertThat(format.open(List.of(file.toString(), file.toString()), CONFIG)).isNotSameAs(first);
      assertThat(first.statistics()).isSameAs(first.statistics());
    }
  }

  @Test
  void aFileThatIsWrittenAnewIsReadAnew() {
    try (DuckDb duckDb = new DuckDb()) {
      TableProvider before =
          format.open(List.of(write(duckDb, "SELECT i FROM range(10) t(i)").toString()), CONFIG);
      TableProvider after = format.open(
          List.of(write(duckDb, "SELECT i AS j, i FROM range(3000) t(i)").toString()), CONFIG);
      assertThat(before.statistics().rowCount()).hasValue(10);
      assertThat(after.statistics().rowCount()).hasValue(3000);
      assertThat(after.schema().size()).isEqualTo(2);
    }
  }

  @Test
  void nothingIsKeptWhereTheOptionSaysSo() throws IOException {
    try (DuckDb duckDb = new DuckDb()) {
      Path file = write(duckDb, "SELECT i FROM range(10) t(i)");
      settle(file);
      ConfigValues none = CONFIG.with(ParquetConfig.FOOTER_CACHE_BYTES, 0L);
      TableProvider first = format.open(List.of(file.toString()), none);
      assertThat(format.open(List.of(file.toString()), none)).isNotSameAs(first);
    }
  }
}
