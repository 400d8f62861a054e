package io.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.api.SluiceOptions;
import io.sluice.coordinator.QueryResult;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.spill.SpillDirectory;
import io.sluice.testing.EmbeddedEngine;
import io.sluice.testing.ReferenceDatabase;
import io.sluice.testing.RowsAssert;
import io.sluice.testing.TestCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rows of a query are the same when memory holds only a part of what its operators keep. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(120)
class SpillingQueriesTest {
  private static final long SMALL_BYTES = 16 << 20;
  private static final long TINY_BYTES = 8 << 20;
  private static final String ROWS =
      "SELECT range AS id, (range * 7919) % 60013 AS k, 'text ' || (range * 31) % 30011 AS s FROM range(120000)"
          + " UNION ALL SELECT range, NULL, NULL FROM range(50)";
  private static final String TABLE = "CREATE TABLE many AS " + ROWS;

  @TempDir
  static Path folder;

  private final ReferenceDatabase reference = new ReferenceDatabase();
  private final List<EmbeddedEngine> engines = new ArrayList<>();

  private EmbeddedEngine engine(int workers, long memoryBytes, long maxSpillBytes) {
    EmbeddedEngine engine = new EmbeddedEngine(new SluiceOptions()
        .setWorkers(workers)
        .setMemoryBytes(memoryBytes)
        .setSpillDirectory(folder.toString())
        .setMaxSpillBytes(maxSpillBytes)
        .setSetting("batch_size", "1024")
        .setSetting("target_partitions", "3")
        .setSetting("broadcast_join.max_rows", "100"));
    engine.rows("CREATE VIEW many AS " + ROWS);
    return engine;
  }

  @BeforeAll
  void start() {
    reference.run(TABLE);
    engines.add(engine(1, SMALL_BYTES, 0));
    engines.add(engine(3, SMALL_BYTES, 0));
  }

  @AfterAll
  void stop() {
    for (EmbeddedEngine engine : engines) {
      assertThat(engine.sluice().resources().spill().spilledFiles())
          .as("spilled files")
          .isGreaterThan(100);
    }
    engines.forEach(EmbeddedEngine::close);
    reference.close();
    assertThat(folder).isEmptyDirectory();
  }

  Stream<String> queries() {
    return QueryFile.read("spilling.sql", folder.toString()).stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("queries")
  void givesTheRowsOfTheReference(String query) {
    List<List<String>> expected = reference.rows(query);
    boolean isOrdered =
        query.toUpperCase(Locale.ROOT).contains(" ORDER BY") && !query.contains("OVER");
    for (EmbeddedEngine engine : engines) {
      RowsAssert.assertSameRows("few bytes of memory", engine.texts(query), expected, isOrdered);
      assertThat(engine.sluice().resources().spill().heldBytes())
          .as("bytes that are left")
          .isZero();
      engine.assertNothingLeft();
    }
  }

  @Test
  void aFullSpillDirectoryIsAnErrorThatSaysWhatToDo() {
    try (EmbeddedEngine engine = engine(2, TINY_BYTES, 20_000)) {
      // 25 MB, of which no interleaving of the tasks leaves room for all.
      assertThatThrownBy(() -> engine.rows("SELECT id, k, repeat(s, 20) AS t FROM many ORDER BY t"))
          .isInstanceOfSatisfying(SluiceException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.SPILL_LIMIT);
            assertThat(e).hasMessageContaining("spill.max_bytes");
          });
      TestCluster.eventually(
          "files are deleted", 10, () -> engine.sluice().resources().spill().heldBytes() == 0);
      engine.assertNothingLeft();
    }
  }

  @Test
  void cancellingInTheMidstOfSpillingLeavesNoFile() {
    EmbeddedEngine engine = engines.get(1);
    SpillDirectory spill = engine.sluice().resources().spill();
    for (int files = 1; files < 100; files *= 4) {
      long enough = spill.spilledFiles() + files;
      QueryResult result = EmbeddedEngine.await(engine
          .session()
          .execute("SELECT a.id FROM many a JOIN many b ON a.s = b.s ORDER BY a.s || b.k"));
      TestCluster.eventually("rows are spilled", 30, () -> spill.spilledFiles() >= enough);
      EmbeddedEngine.await(result.close());
      TestCluster.eventually("files are deleted", 10, () -> spill.heldBytes() == 0);
      TestCluster.eventually(
          "tasks end",
          10,
          () -> engine.sluice().workers().stream()
              .allMatch(worker -> worker.openTasks().isEmpty()));
      engine.assertNothingLeft();
      try (Stream<Path> left = Files.walk(folder)) {
        assertThat(left.filter(path -> path.toString().endsWith(".arrow"))).isEmpty();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
