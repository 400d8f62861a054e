package io.sluice.spill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.column.FlatVector;
import io.sluice.column.RecordBatch;
import io.sluice.config.RandomSource;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.testing.BatchGenerator;
import io.sluice.testing.BatchesExec;
import io.sluice.testing.Encoding;
import io.sluice.testing.PlanRunner;
import io.sluice.testing.TestTaskContext;
import io.sluice.type.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SpillFileTest {
  private static final Schema SCHEMA = BatchGenerator.allTypes();

  @TempDir
  Path folder;

  private TestTaskContext context() {
    return TestTaskContext.builder().spillDirectory(folder.toString()).build();
  }

  private static BatchesExec rows(int partitions) {
    return new BatchesExec(
        SCHEMA, new BatchGenerator(SCHEMA, 7).partitions(partitions, 4_000, 300));
  }

  private List<Path> files() {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.filter(path -> path.toString().endsWith(".arrow")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void rowsComeBackAsTheyWere(Encoding encoding) {
    BatchesExec input = new BatchesExec(
        SCHEMA, new BatchGenerator(SCHEMA, 3).withEncoding(encoding).partitions(3, 5_000, 700));
    try (TestTaskContext context = context()) {
      assertThat(PlanRunner.partitions(new DiskExec(input, () -> {}), context))
          .isEqualTo(List.of(input.rows(0), input.rows(1), input.rows(2)));
      assertThat(context.spillDirectory().spilledFiles()).isEqualTo(3);
      assertThat(context.spillDirectory().spilledBytes()).isPositive();
    }
    assertThat(files()).isEmpty();
  }

  @Test
  void onlyTheOwnerReadsAFileAndNobodyItsText() {
    Runnable check = () -> {
      for (Path file : files()) {
        try {
          assertThat(Files.getPosixFilePermissions(file))
              .isEqualTo(Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
          assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
              .doesNotContain("secret words");
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      assertThat(files()).hasSize(1);
    };
    Schema schema = Schema.of(SCHEMA.field(3));
    FlatVector texts = FlatVector.create(schema.type(0), 1);
    texts.appendValue("secret words");
    BatchesExec input = BatchesExec.of(schema, RecordBatch.of(schema, 1, texts));
    try (TestTaskContext context = context()) {
      assertThat(PlanRunner.rows(new DiskExec(input, check), context)).hasSize(1);
    }
  }

  private void assertDamageIsNoticed(UnaryOperator<byte[]> damage) {
    Runnable action = () -> {
      try {
        Path file = files().get(0);
        Files.write(file, damage.apply(Files.readAllBytes(file)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
    try (TestTaskContext context = context()) {
      assertThatThrownBy(() -> PlanRunner.rows(new DiskExec(rows(1), action), context))
          .isInstanceOfSatisfying(SluiceException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.IO_ERROR);
            assertThat(e)
                .hasMessageContaining("Cannot read spill file")
                .hasMessageContaining(folder.toString());
          });
    }
    assertThat(files()).isEmpty();
  }

  @Test
  void aChangedByteIsNoticed() {
    assertDamageIsNoticed(bytes -> {
      bytes[bytes.length / 2] ^= 1;
      return bytes;
    });
  }

  @Test
  void aCutFileIsNoticed() {
    assertDamageIsNoticed(bytes -> Arrays.copyOf(bytes, bytes.length - 1));
  }

  @Test
  void theNodesLimitIsAnErrorThatNamesIt() {
    try (TestTaskContext context = TestTaskContext.builder()
        .spillDirectory(folder.toString())
        .maxSpillBytes(10_000)
        .build()) {
      assertThatThrownBy(() -> PlanRunner.rows(new DiskExec(rows(1), () -> {}), context))
          .isInstanceOfSatisfying(SluiceException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.SPILL_LIMIT);
            assertThat(e).hasMessageContaining("spill.max_bytes");
          });
    }
    assertThat(files()).isEmpty();
  }

  @Test
  void aFolderThatCannotBeMadeIsAnErrorThatNamesIt() throws IOException {
    Path file = Files.createFile(folder.resolve("taken"));
    try (TestTaskContext context =
        TestTaskContext.builder().spillDirectory(file.toString()).build()) {
      assertThatThrownBy(() -> PlanRunner.rows(new DiskExec(rows(1), () -> {}), context))
          .isInstanceOfSatisfying(SluiceException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.IO_ERROR);
            assertThat(e).hasMessageContaining(file.toString());
          });
    }
  }

  @Test
  void nothingIsLeftWheneverTheStreamIsClosed() {
    for (int polls : new int[] {0, 1, 2, 5, 15, 40}) {
      try (TestTaskContext context = context()) {
        RecordBatchStream stream = new DiskExec(rows(1), () -> {}).execute(0, context);
        for (int i = 0; i < polls; i++) {
          if (stream.poll() instanceof Poll.End) {
            break;
          }
          if (i % 2 == 1) {
            context.runUntilQuiet();
          }
        }
        stream.close();
        context.runUntilQuiet();
        assertThat(files()).isEmpty();
        assertThat(context.memory().reservedBytes()).isZero();
      }
    }
  }

  @Test
  void aNodeThatIsGoneLeavesAFolderThatTheNextOneDeletes() throws IOException {
    Path left = Files.createDirectory(folder.resolve("node-1"));
    Files.createFile(left.resolve("lock"));
    Files.writeString(left.resolve("0-1.arrow"), "rows");
    SpillDirectory living = new SpillDirectory(folder.toString(), 0, RandomSource.SYSTEM);
    Path own = living.createFile("1-1.arrow");
    SpillDirectory next = new SpillDirectory(folder.toString(), 0, RandomSource.SYSTEM);
    next.deleteLeftovers();
    assertThat(left).doesNotExist();
    assertThat(own).exists();
    living.close();
    next.close();
    assertThat(folder).isEmptyDirectory();
  }
}
