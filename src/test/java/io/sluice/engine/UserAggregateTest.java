package io.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.api.SluiceOptions;
import io.sluice.error.SluiceException;
import io.sluice.testing.EmbeddedEngine;
import io.sluice.testing.TestCluster;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An aggregate function that an extension brings, on a cluster and embedded. */
@Timeout(120)
class UserAggregateTest {
  private static final String BY_KEY =
      "SELECT number % 3 AS k, root_mean_square(number) AS r, ROOT_MEAN_SQUARE(DISTINCT number % 2) AS d,"
          + " root_mean_square(number) FILTER (WHERE number < 0) AS n FROM numbers(0, 30000) GROUP BY number % 3 ORDER BY k";

  private static double expected(int remainder) {
    double sum = 0;
    for (double n = remainder; n < 30_000; n += 3) {
      sum += n * n;
    }
    return Math.sqrt(sum / 10_000);
  }

  @Test
  void runsInPartsOnTheWorkersOfACluster() {
    try (TestCluster cluster =
        new TestCluster("user-aggregate", 17_951, 3, List.of(SquaresExtension.class.getName()))) {
      JsonObject reply = cluster.query(BY_KEY);
      for (int k = 0; k < 3; k++) {
        JsonArray row = reply.getJsonArray("rows").getJsonArray(k);
        assertThat(row.getDouble(1)).isCloseTo(expected(k), Offset.offset(expected(k) * 1e-12));
        assertThat(row.getDouble(2)).isEqualTo(Math.sqrt(0.5));
        assertThat(row.getValue(3)).isNull();
      }
      String plan = cluster.query("EXPLAIN " + BY_KEY).encode();
      assertThat(plan).contains("mode=Partial").contains("root_mean_square");
      cluster.assertNothingLeft();
    }
  }

  @Test
  void givesTheSameEmbeddedAndRefusesOtherTypes() {
    try (EmbeddedEngine engine = new EmbeddedEngine(
        new SluiceOptions().setWorkers(2).addExtension(new SquaresExtension()))) {
      assertThat(engine.rows(BY_KEY)).hasSize(3);
      assertThat(engine.rows("SELECT root_mean_square(number) FROM numbers(0, 0)"))
          .containsExactly(Collections.singletonList(null));
      assertThatThrownBy(() -> engine.rows("SELECT root_mean_square('x') FROM numbers(0, 1)"))
          .isInstanceOf(SluiceException.class)
          .hasMessageContaining("root_mean_square does not take (VARCHAR)")
          .hasMessageContaining("root_mean_square(number)");
    }
  }
}
