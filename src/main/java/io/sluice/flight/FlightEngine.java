package io.sluice.flight;

import io.sluice.config.Clock;
import io.sluice.config.ConfigValues;
import io.sluice.config.FlightOptions;
import io.sluice.config.RandomSource;
import io.sluice.coordinator.Coordinator;
import io.sluice.ipc.ArrowField;
import io.sluice.type.Schema;
import io.vertx.core.Vertx;
import java.util.List;

/** What all calls share: the coordinator, sessions, results and prepared statements. Thread-safe. */
final class FlightEngine {
  private final Coordinator coordinator;
  private final ConfigValues options;
  private final FlightSessions sessions;
  private final OpenResults results;
  private final PreparedStatements prepared;

  FlightEngine(Vertx vertx, Coordinator coordinator, ConfigValues options) {
    this.coordinator = coordinator;
    this.options = options;
    this.results = new OpenResults(
        vertx, Clock.SYSTEM, options.get(FlightOptions.RESULT_TIMEOUT), coordinator::cancel);
    this.prepared = new PreparedStatements(
        RandomSource.SYSTEM, options.get(FlightOptions.MAX_PREPARED_STATEMENTS));
    this.sessions = new FlightSessions(
        coordinator, options, Clock.SYSTEM, RandomSource.SYSTEM, this::sessionEnded);
  }

  private void sessionEnded(FlightSession session) {
    results.closeAll(session);
    prepared.closeAll(session);
  }

  Coordinator coordinator() {
    return coordinator;
  }

  ConfigValues options() {
    return options;
  }

  FlightSessions sessions() {
    return sessions;
  }

  OpenResults results() {
    return results;
  }

  PreparedStatements prepared() {
    return prepared;
  }

  /** The columns of a result as clients see them. */
  List<ArrowField> fields(Schema schema) {
    return ClientColumns.of(schema);
  }
}
