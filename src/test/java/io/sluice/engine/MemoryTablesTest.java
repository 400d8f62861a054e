package io.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.type.Literal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is promised of tables in memory beside what is of all. */
class MemoryTablesTest extends TableStatementsContract {
  @Test
  void manySmallInsertsMakeAFewBatchesInTheirOrder() {
    run("CREATE TABLE t (a INTEGER)");
    for (int i = 0; i < 300; i++) {
      engine.rows("INSERT INTO t VALUES (?)", Literal.of(i));
    }
    assertThat(engine.rows("SELECT a FROM t").get(299)).containsExactly(299);
  }

  @Test
  void rowsBeyondTheBoundAreRefused() {
    run("CREATE TABLE t AS SELECT number AS a FROM numbers(0, 1000)");
    run("SET memory.max_bytes = 20000");
    SluiceException refused = error("INSERT INTO t SELECT number FROM numbers(0, 10000)");
    assertThat(refused.code()).isEqualTo(ErrorCode.MEMORY_LIMIT);
    assertThat(refused).hasMessageContaining("memory.max_bytes");
    assertThat(texts("SELECT count(*) FROM t")).containsExactly(List.of("1000"));
    run("DROP TABLE t");
    assertThat(engine.sluice().resources().memory().reservedBytes()).isZero();
  }
}
