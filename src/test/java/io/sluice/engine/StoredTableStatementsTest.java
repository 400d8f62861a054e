package io.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.SluiceOptions;
import io.sluice.coordinator.BatchLoop;
import io.sluice.coordinator.QueryResult;
import io.sluice.testing.EmbeddedEngine;
import io.sluice.testing.TestCluster;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is promised of tables holds for those that are kept in files, too. */
class StoredTableStatementsTest extends TableStatementsContract {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE t SET a = 0",
        "DELETE FROM t",
        "TRUNCATE t",
        "CREATE OR REPLACE TABLE t AS SELECT 1 AS a",
        "DROP TABLE t"
      })
  void aQueryKeepsTheRowsItBeganWith(String change) {
    run("CREATE TABLE t AS SELECT number AS a FROM numbers(0, 1000000)");
    QueryResult result =
        EmbeddedEngine.await(engine.session().execute("SELECT a FROM t WHERE a >= 0"));
    EmbeddedEngine.await(result.next());
    EmbeddedEngine.await(engine
        .sluice()
        .newSession()
        .execute(change)
        .compose(changed -> BatchLoop.forEach(changed, batch -> true).eventually(changed::close)));
    AtomicLong rowsLeft = new AtomicLong();
    EmbeddedEngine.await(BatchLoop.forEach(result, batch -> {
      rowsLeft.addAndGet(batch.rowCount());
      return true;
    }));
    EmbeddedEngine.await(result.close());
    assertThat(rowsLeft.get()).isBetween(990_000L, 1_000_000L);
  }

  @Override
  String catalog() {
    return "warehouse";
  }

  @Override
  EmbeddedEngine newEngine() {
    return new EmbeddedEngine(new SluiceOptions()
        .setWorkers(3)
        .setSetting("target_partitions", "4")
        .setCatalogDirectory(TestCluster.newFolder()));
  }
}
