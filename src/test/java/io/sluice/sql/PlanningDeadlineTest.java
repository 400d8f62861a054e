package io.sluice.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.config.Clock;
import io.sluice.config.ConfigValues;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PlanningDeadlineTest {
  private static final String QUERY = "SELECT t.a FROM c.s.t JOIN c.s.u ON t.a = u.a WHERE t.a > 1";

  @Test
  void planningEndsAtItsDeadlineAndSaysWhere() {
    assertThatThrownBy(() -> plan(1_000_000_000L))
        .isInstanceOfSatisfying(SluiceException.class, failure -> {
          assertThat(failure.code()).isEqualTo(ErrorCode.QUERY_TIMEOUT);
          assertThat(failure.getMessage())
              .contains("Planning stopped after 500 milliseconds")
              .contains("while");
        });
  }

  @Test
  void planningThatIsQuickEnoughGoesThrough() {
    assertThat(plan(0).schema().size()).isEqualTo(1);
  }

  /** Plans with a clock that goes on by that much whenever somebody looks. */
  private static io.sluice.plan.ExecutionPlan plan(long nanosPerLook) {
    AtomicLong now = new AtomicLong();
    Clock clock = new Clock() {
      @Override
      public long nanoTime() {
        return now.getAndAdd(nanosPerLook);
      }

      @Override
      public long epochMillis() {
        return 0;
      }
    };
    SqlPlanner planner = new SqlPlanner(PlannerTables.CATALOGS, clock);
    ConfigValues session =
        PlannerTables.EXTENSIONS.sessionDefaults().with("planning.timeout", "500");
    Statement.Query query = (Statement.Query) planner.parse(QUERY).get(0);
    return planner.plan(query, session, List.of());
  }
}
