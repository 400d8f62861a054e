package io.sluice.source.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.ConfigValues;
import io.sluice.config.SessionOptions;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.ScanRequest;
import io.sluice.extension.TableProvider;
import io.sluice.plan.DistributedTaskContext;
import io.sluice.plan.ExecutionPlan;
import io.sluice.source.DuckDb;
import io.sluice.source.ScanTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever stands in a file, reading it ends with its rows or with an error that names the file, and takes no more memory than it may. */
class DamagedParquetTest {
  private static final int ROWS = 40;
  private static final Set<ErrorCode> HONEST_ERRORS =
      EnumSet.of(ErrorCode.INVALID_FILE, ErrorCode.NOT_SUPPORTED, ErrorCode.MEMORY_LIMIT);

  @TempDir
  Path directory;

  private Path write(String codec, String version) {
    try (DuckDb duckDb = new DuckDb()) {
      return duckDb.copy(
          "SELECT i, if(i %% 3 = 0, NULL, 'text ' || i %% 5) AS text, i / 2.0 AS number, i %% 2 = 0 AS flag, hash(i)::DECIMAL(38, 4) AS wide FROM range(%d) t(i)"
              .formatted(ROWS),
          directory.resolve("whole.parquet"),
          "FORMAT parquet, COMPRESSION %s, PARQUET_VERSION %s".formatted(codec, version));
    }
  }

  @ParameterizedTest
  @CsvSource({"uncompressed, v1", "snappy, v2", "zstd, v1"})
  void everyFlippedByteGivesRowsOrAnHonestError(String codec, String version) throws IOException {
    byte[] whole = Files.readAllBytes(write(codec, version));
    Path damaged = directory.resolve("damaged.parquet");
    int errors = 0;
    for (int i = 0; i < whole.length; i++) {
      for (int flip : new int[] {1 << i % 8, 0xFF}) {
        byte[] bytes = whole.clone();
        bytes[i] ^= (byte) flip;
        Files.write(damaged, bytes);
        errors += readOrFail(damaged, "byte " + i + " ^ " + flip) ? 0 : 1;
      }
    }
    assertThat(errors).isPositive();
  }

  @Test
  void everyTruncationIsAnHonestError() throws IOException {
    byte[] whole = Files.readAllBytes(write("snappy", "v1"));
    Path damaged = directory.resolve("damaged.parquet");
    for (int length = 0; length < whole.length; length++) {
      Files.write(damaged, Arrays.copyOf(whole, length));
      assertThat(readOrFail(damaged, "length " + length)).isFalse();
    }
  }

  /** Whether the file could be read. */
  private static boolean readOrFail(Path file, String damage) {
    ConfigValues config = ConfigValues.of(SessionOptions.ALL);
    int[] rowCount = new int[1];
    try (ScanTask task = new ScanTask(config, DistributedTaskContext.SINGLE, 64L << 20)) {
      TableProvider table = new ParquetFormat().open(List.of(file.toString()), config);
      ExecutionPlan scan = table.scan(new ScanRequest(
          IntStream.range(0, table.schema().size()).boxed().toList(),
          List.of(),
          OptionalLong.empty(),
          config));
      task.read(scan, batch -> {
        rowCount[0] += batch.rowCount();
        batch.rows();
      });
    } catch (SluiceException e) {
      assertThat(HONEST_ERRORS).as("%s: %s", damage, e.getMessage()).contains(e.code());
      return false;
    } catch (RuntimeException e) {
      throw new AssertionError(damage, e);
    }
    assertThat(rowCount[0]).as(damage).isEqualTo(ROWS);
    return true;
  }
}
