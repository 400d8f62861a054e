package io.sluice.source.arrow;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.column.RecordBatch;
import io.sluice.config.ConfigValues;
import io.sluice.config.SessionOptions;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.TableProvider;
import io.sluice.plan.DistributedTaskContext;
import io.sluice.source.ScanTask;
import io.sluice.source.arrow.buffer.BufferCompression;
import io.sluice.source.arrow.write.ArrowWriter;
import io.sluice.testing.BatchGenerator;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.RowType;
import io.sluice.type.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever stands in a file, reading it ends with its rows or with an error that names the file, and takes no more memory than it may. */
@Timeout(120)
class DamagedArrowTest {
  private static final int ROWS = 30;
  private static final int STEP = 3;
  private static final Set<ErrorCode> HONEST_ERRORS =
      EnumSet.of(ErrorCode.INVALID_FILE, ErrorCode.NOT_SUPPORTED, ErrorCode.MEMORY_LIMIT);

  private static final Schema SCHEMA = new Schema(List.of(
      new Field("n", DataType.BIGINT, false),
      new Field("text", DataType.VARCHAR, true),
      new Field("wide", DataType.decimal(30, 2), true),
      new Field("list", DataType.array(DataType.VARCHAR), true),
      new Field("map", DataType.map(DataType.INTEGER, DataType.TIME), true),
      new Field("row", new RowType(List.of(new Field("a", DataType.BOOLEAN, true))), true)));

  @TempDir
  Path directory;

  private byte[] whole(BufferCompression compression) throws IOException {
    Path file = directory.resolve("whole.arrow");
    RecordBatch batch = new BatchGenerator(SCHEMA, 5).batch(ROWS);
    try (ArrowWriter writer = ArrowWriter.create(file, SCHEMA, compression, 12)) {
      writer.write(batch);
      writer.finish();
    }
    assertThat(readOrFail(file, "whole")).isTrue();
    return Files.readAllBytes(file);
  }

  @ParameterizedTest
  @EnumSource(BufferCompression.class)
  void aFlippedByteGivesAllRowsOrAnHonestError(BufferCompression compression) throws IOException {
    byte[] whole = whole(compression);
    Path damaged = directory.resolve("damaged.arrow");
    int errors = 0;
    // Each of the three takes the bytes that the others leave out.
    for (int i = compression.ordinal(); i < whole.length; i += STEP) {
      int flip = i % 9 == 8 ? 0xFF : 1 << i % 9;
      byte[] bytes = whole.clone();
      bytes[i] ^= (byte) flip;
      Files.write(damaged, bytes);
      errors += readOrFail(damaged, "byte " + i + " ^ " + flip) ? 0 : 1;
    }
    assertThat(errors).isGreaterThan(whole.length / STEP / 4);
  }

  @Test
  void aFileThatIsCutOffIsAnHonestError() throws IOException {
    byte[] whole = whole(BufferCompression.NONE);
    Path damaged = directory.resolve("damaged.arrow");
    for (int length = 0; length < whole.length; length += STEP) {
      Files.write(damaged, Arrays.copyOf(whole, length));
      assertThat(readOrFail(damaged, "length " + length)).isFalse();
    }
  }

  /** A stream is the messages of a file without magic and footer; what is cut off where a message ends cannot be known. */
  @Test
  void aStreamThatIsCutOffGivesWholeRecordBatchesOrAnHonestError() throws IOException {
    byte[] file = whole(BufferCompression.NONE);
    byte[] stream = Arrays.copyOfRange(file, 8, file.length);
    Path damaged = directory.resolve("damaged.arrows");
    int end = 0;
    for (int length = 0; length < stream.length; length += STEP) {
      Files.write(damaged, Arrays.copyOf(stream, length));
      int rows = rowsOrFail(damaged, "length " + length);
      assertThat(rows).isIn(-1, 0, 12, 24, ROWS);
      assertThat(rows == -1 || rows >= end).isTrue();
      end = Math.max(end, rows);
    }
    assertThat(end).isEqualTo(ROWS);
  }

  private static boolean readOrFail(Path file, String damage) {
    int rows = rowsOrFail(file, damage);
    assertThat(rows).as(damage).isIn(-1, ROWS);
    return rows == ROWS;
  }

  /** The number of rows; -1 for an honest error. */
  private static int rowsOrFail(Path file, String damage) {
    int[] rows = new int[1];
    ConfigValues config = ConfigValues.of(SessionOptions.ALL);
    try (ScanTask task = new ScanTask(config, DistributedTaskContext.SINGLE, 64L << 20)) {
      TableProvider table = ArrowScans.open(file);
      task.read(ArrowScans.scan(table, 2), batch -> {
        rows[0] += batch.rowCount();
        batch.rows();
      });
    } catch (SluiceException e) {
      assertThat(HONEST_ERRORS).as("%s: %s", damage, e.getMessage()).contains(e.code());
      return -1;
    } catch (RuntimeException e) {
      throw new AssertionError(damage, e);
    }
    return rows[0];
  }
}
