package io.sluice.source.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.expression.ColumnExpression;
import io.sluice.expression.ComparisonExpression;
import io.sluice.expression.ComparisonOperator;
import io.sluice.expression.LiteralExpression;
import io.sluice.expression.PhysicalExpression;
import io.sluice.memory.MemoryPool;
import io.sluice.plan.runtimefilter.RuntimeFilter;
import io.sluice.source.DuckDb;
import io.sluice.source.file.FileIdentity;
import io.sluice.source.parquet.page.ThriftReader;
import io.sluice.source.parquet.write.ParquetCompression;
import io.sluice.source.parquet.write.ParquetWriteOptions;
import io.sluice.type.DataType;
import io.sluice.type.Literal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.parquet.format.BloomFilterHeader;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.RowGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shaded.parquet.org.apache.thrift.TException;

/**
 * A page index or Bloom filter that makes no sense costs no row: the scan does without it, or ends with an error that names the file. Bounds, counts of NULL and bits of a
 * Bloom filter that are well formed and wrong cannot be told from right ones, as nothing in a file attests them.
 */
class DamagedIndexTest {
  private static final Set<ErrorCode> HONEST_ERRORS =
      EnumSet.of(ErrorCode.INVALID_FILE, ErrorCode.NOT_SUPPORTED, ErrorCode.MEMORY_LIMIT);

  @TempDir
  Path directory;

  private int sameRows;
  private int errors;

  private static PhysicalExpression compare(
      String column, DataType type, ComparisonOperator operator, Object value) {
    return new ComparisonExpression(
        operator,
        new ColumnExpression(column, 0, type, true),
        new LiteralExpression(new Literal(type, value)));
  }

  private static List<List<Object>> read(Path file, PhysicalExpression condition) {
    List<PhysicalExpression> conditions = List.of(condition);
    int columns = new ParquetFormat()
        .open(List.of(file.toString()), PruningTable.CONFIG)
        .schema()
        .size();
    return PruningTable.read(
        PruningTable.scan(file, columns, conditions, PruningTable.CONFIG),
        conditions,
        0,
        RuntimeFilter.empty(),
        PruningTable.CONFIG,
        new MemoryPool(64L << 20));
  }

  /** Five pages of each of two columns to a row group, of which NULLs fill one. */
  private Path ofPages() {
    Path rows = directory.resolve("rows.parquet");
    try (DuckDb duckDb = new DuckDb()) {
      duckDb.copy(
          "SELECT if(i // 16 = 2, NULL, 3 * i) AS number, 'text ' || i % 7 AS text FROM range(160) t(i)",
          rows, "FORMAT parquet");
    }
    Path file = directory.resolve("pages.parquet");
    PruningTable.copy(
        rows, file, new ParquetWriteOptions(ParquetCompression.UNCOMPRESSED, 80, 1 << 20, 128, 0));
    return file;
  }

  private static List<RowGroup> rowGroups(Path file) {
    return ParquetFooter.read(FileIdentity.of(file)).metadata().getRow_groups();
  }

  private void tryFlip(
      byte[] whole, long at, int flip, PhysicalExpression condition, List<List<Object>> expected)
      throws IOException {
    byte[] bytes = whole.clone();
    bytes[(int) at] ^= (byte) flip;
    Path damaged = directory.resolve("damaged.parquet");
    Files.write(damaged, bytes);
    String name = "byte " + at + " ^ " + flip;
    try {
      List<List<Object>> actual = read(damaged, condition);
      if (!isLie(whole, bytes)) {
        assertThat(actual).as(name).isEqualTo(expected);
        sameRows++;
      } else {
        assertThat(expected).as(name).containsAll(actual);
      }
    } catch (SluiceException e) {
      assertThat(HONEST_ERRORS).as("%s: %s", name, e.getMessage()).contains(e.code());
      errors++;
    } catch (RuntimeException e) {
      throw new AssertionError(name, e);
    }
  }

  private List<ColumnChunk> chunks = List.of();

  /** Whether a column index or Bloom filter is well formed and says other things of values than before. */
  private boolean isLie(byte[] whole, byte[] damaged) {
    return chunks.stream()
        .anyMatch(chunk -> isColumnIndexLie(chunk, whole, damaged)
            || isBloomFilterLie(chunk.getMeta_data(), whole, damaged));
  }

  private static boolean isColumnIndexLie(ColumnChunk chunk, byte[] whole, byte[] damaged) {
    if (!chunk.isSetColumn_index_offset()) {
      return false;
    }
    ColumnIndex before = new ColumnIndex();
    ColumnIndex after = new ColumnIndex();
    try {
      int offset = (int) chunk.getColumn_index_offset();
      ThriftReader.read(before, whole, offset, chunk.getColumn_index_length());
      ThriftReader.read(after, damaged, offset, chunk.getColumn_index_length());
    } catch (TException | RuntimeException e) {
      return false;
    }
    return !before.getMin_values().equals(after.getMin_values())
        || !before.getMax_values().equals(after.getMax_values())
        || after.isSetNull_counts() && !before.getNull_counts().equals(after.getNull_counts());
  }

  private static boolean isBloomFilterLie(ColumnMetaData chunk, byte[] whole, byte[] damaged) {
    if (!chunk.isSetBloom_filter_offset()) {
      return false;
    }
    int bits = bloomFilterBits(chunk, whole);
    int end = bloomFilterEnd(chunk, whole);
    return !Arrays.equals(whole, bits, end, damaged, bits, end)
        || bloomFilterEnd(chunk, damaged) != end && bloomFilterBits(chunk, damaged) >= 0;
  }

  /** Where the bits begin; -1 when the header makes no sense. */
  private static int bloomFilterBits(ColumnMetaData chunk, byte[] file) {
    int offset = (int) chunk.getBloom_filter_offset();
    try {
      return offset
          + ThriftReader.read(new BloomFilterHeader(), file, offset, file.length - offset);
    } catch (TException | RuntimeException e) {
      return -1;
    }
  }

  /** Where they end, as the header says. */
  private static int bloomFilterEnd(ColumnMetaData chunk, byte[] file) {
    BloomFilterHeader header = new BloomFilterHeader();
    int offset = (int) chunk.getBloom_filter_offset();
    try {
      return offset
          + ThriftReader.read(header, file, offset, file.length - offset)
          + header.getNumBytes();
    } catch (TException | RuntimeException e) {
      return -1;
    }
  }

  @Test
  void everyFlippedByteOfAPageIndexGivesTheRowsOrAnHonestError() throws IOException {
    Path file = ofPages();
    PhysicalExpression condition =
        compare("number", DataType.BIGINT, ComparisonOperator.GREATER_OR_EQUAL, 408L);
    List<List<Object>> expected = read(file, condition);
    assertThat(expected).hasSize(24);
    byte[] whole = Files.readAllBytes(file);
    List<RowGroup> groups = rowGroups(file);
    chunks = groups.stream().flatMap(group -> group.getColumns().stream()).toList();
    long start = chunks.get(0).getColumn_index_offset();
    ColumnChunk last = chunks.get(chunks.size() - 1);
    long end = last.getOffset_index_offset() + last.getOffset_index_length();
    for (long at = start; at < end; at++) {
      for (int flip : new int[] {1, 2, 4, 8, 16, 32, 64, 128, 0xFF}) {
        tryFlip(whole, at, flip, condition, expected);
      }
    }
    assertThat(sameRows).isPositive();
    assertThat(errors).as("rows that pages do not have are noticed").isPositive();
  }

  @Test
  void everyFlippedByteOfABloomFilterGivesTheRowsOrAnHonestError() throws IOException {
    Path file = directory.resolve("bloom.parquet");
    try (DuckDb duckDb = new DuckDb()) {
      duckDb.copy(
          "SELECT 2 * (i % 10) AS number FROM range(400) t(i)",
          file, "FORMAT parquet, BLOOM_FILTER_FALSE_POSITIVE_RATIO 0.01");
    }
    PhysicalExpression condition = compare("number", DataType.BIGINT, ComparisonOperator.EQUAL, 8L);
    List<List<Object>> expected = read(file, condition);
    assertThat(expected).hasSize(40);
    byte[] whole = Files.readAllBytes(file);
    chunks = rowGroups(file).get(0).getColumns();
    ColumnMetaData chunk = chunks.get(0).getMeta_data();
    assertThat(chunk.isSetBloom_filter_offset()).as("%s", chunk).isTrue();
    // DuckDB does not say how long they are.
    for (long at = chunk.getBloom_filter_offset(); at < bloomFilterEnd(chunk, whole); at++) {
      for (int flip : new int[] {1, 2, 4, 8, 16, 32, 64, 128, 0xFF}) {
        tryFlip(whole, at, flip, condition, expected);
      }
    }
    assertThat(sameRows).isPositive();
  }

  /** Where it says the indexes stand, other things may stand that look like one. */
  @Test
  void everyFlippedByteOfTheFooterGivesRowsOrAnHonestError() throws IOException {
    Path file = ofPages();
    PhysicalExpression condition =
        compare("number", DataType.BIGINT, ComparisonOperator.GREATER_OR_EQUAL, 408L);
    byte[] whole = Files.readAllBytes(file);
    List<RowGroup> groups = rowGroups(file);
    ColumnChunk last = groups.get(groups.size() - 1).getColumns().get(1);
    int start = (int) last.getOffset_index_offset() + last.getOffset_index_length();
    Path damaged = directory.resolve("damaged.parquet");
    for (int at = start; at < whole.length; at++) {
      for (int flip : new int[] {1 << at % 8, 0xFF}) {
        byte[] bytes = whole.clone();
        bytes[at] ^= (byte) flip;
        Files.write(damaged, bytes);
        try {
          read(damaged, condition).forEach(row -> assertThat((Long) row.get(0)).isNotNull());
        } catch (SluiceException e) {
          assertThat(HONEST_ERRORS).as("byte %d: %s", at, e.getMessage()).contains(e.code());
          errors++;
        } catch (RuntimeException e) {
          throw new AssertionError("byte " + at + " ^ " + flip, e);
        }
      }
    }
    assertThat(errors).isPositive();
  }
}
