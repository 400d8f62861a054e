package io.sluice.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.catalog.SessionNames;
import io.sluice.config.Clock;
import io.sluice.error.SluiceException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Wrong statements, each with code, message and place of its error. */
class SqlErrorTest {
  private final SqlPlanner planner = new SqlPlanner(PlannerTables.CATALOGS, Clock.SYSTEM);

  static Stream<Cases.Case> errors() {
    return Cases.read("errors.txt").stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("errors")
  void aWrongStatementHasThisError(Cases.Case error) {
    SluiceException thrown = failure(error.sql());
    assertThat(thrown.code() + " " + thrown.describe() + "\n").isEqualTo(error.expected());
  }

  @Test
  void deepNestingIsAnErrorAndNotACrash() {
    String sql = "SELECT " + "(".repeat(20_000) + "1" + ")".repeat(20_000);
    assertThat(failure(sql)).hasMessageContaining("nested too deeply");
  }

  private SluiceException failure(String sql) {
    return catchThrowableOfType(SluiceException.class, () -> {
      for (Statement statement : planner.parse(sql)) {
        if (statement instanceof Statement.Query query) {
          planner.plan(query, PlannerTables.EXTENSIONS.sessionDefaults(), List.of());
        } else if (statement instanceof TableStatement write) {
          SessionContext session =
              new SessionContext(PlannerTables.EXTENSIONS.sessionDefaults(), SessionNames.NONE);
          planner.plan(write, session, List.of());
        }
      }
    });
  }
}
