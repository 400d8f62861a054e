package io.sluice.flight;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import io.sluice.coordinator.QueryResult;
import io.sluice.ipc.ArrowField;
import io.sluice.plan.QueryId;
import io.sluice.type.Literal;
import io.sluice.type.Schema;
import io.vertx.core.Future;
import java.util.List;
import org.apache.arrow.flight.sql.impl.FlightSql;

/** Runs what clients ask for rows. Thread-safe. */
final class FlightQueries {
  private final FlightEngine engine;
  private final MetadataCommands metadata;

  /**
   * What a client learns of rows before it fetches them.
   *
   * @param ticket to fetch them with
   */
  record Planned(List<ArrowField> fields, Any ticket) {}

  FlightQueries(FlightEngine engine) {
    this.engine = engine;
    this.metadata = new MetadataCommands(engine);
  }

  /** Starts what a command asks for. The query ends when the call does so before it is answered. */
  Future<Planned> plan(FlightCall<?, ?> call, Any command) {
    if (command.is(FlightSql.CommandStatementQuery.class)) {
      FlightSql.CommandStatementQuery query =
          FlightCommands.unpack(command, FlightSql.CommandStatementQuery.class);
      refuseTransaction(query.hasTransactionId(), query.getTransactionId());
      return execute(call, call.session(), query.getQuery(), List.of());
    }
    if (command.is(FlightSql.CommandPreparedStatementQuery.class)) {
      PreparedStatement statement = prepared(command);
      List<List<Literal>> rows = statement.rows();
      if (rows.size() > 1) {
        throw FlightStatus.unimplemented(
            "A query takes one row of parameters at a time, but got " + rows.size());
      }
      return execute(
          call, statement.session(), statement.sql(), rows.isEmpty() ? List.of() : rows.get(0));
    }
    return metadata
        .fields(command)
        .map(fields -> Future.succeededFuture(new Planned(fields, command)))
        .orElseThrow(() -> unknown(command));
  }

  private static RuntimeException unknown(Any command) {
    return FlightStatus.unimplemented(
        "The command " + FlightCommands.name(command) + " is not supported");
  }

  static void refuseTransaction(boolean isGiven, ByteString id) {
    if (isGiven && !id.isEmpty()) {
      throw FlightStatus.unimplemented("Transactions are not supported");
    }
  }

  private PreparedStatement prepared(Any command) {
    PreparedStatement statement = engine
        .prepared()
        .get(FlightCommands.unpack(command, FlightSql.CommandPreparedStatementQuery.class)
            .getPreparedStatementHandle());
    return statement;
  }

  private Future<Planned> execute(
      FlightCall<?, ?> call, FlightSession session, String sql, List<Literal> parameters) {
    QueryId id = engine.coordinator().newQueryId();
    call.onLost(() -> engine.coordinator().cancel(id));
    return engine
        .coordinator()
        .executeTyped(id, session.session(), sql, parameters)
        .map(result -> {
          if (call.isOver()) {
            result.close();
          }
          return planned(session, result);
        });
  }

  private Planned planned(FlightSession session, QueryResult result) {
    String handle = engine.results().add(session, result);
    FlightSql.TicketStatementQuery ticket = FlightSql.TicketStatementQuery.newBuilder()
        .setStatementHandle(ByteString.copyFromUtf8(handle))
        .build();
    return new Planned(engine.fields(result.schema()), Any.pack(ticket));
  }

  /** The columns of what a command asks for. */
  Future<List<ArrowField>> schema(FlightSession session, Any command) {
    if (command.is(FlightSql.CommandStatementQuery.class)) {
      String sql =
          FlightCommands.unpack(command, FlightSql.CommandStatementQuery.class).getQuery();
      return engine
          .coordinator()
          .describe(session.session(), sql)
          .map(described -> engine.fields(described.result().orElse(Schema.EMPTY)));
    }
    if (command.is(FlightSql.CommandPreparedStatementQuery.class)) {
      Schema schema = prepared(command).description().result().orElse(Schema.EMPTY);
      return Future.succeededFuture(engine.fields(schema));
    }
    return metadata
        .fields(command)
        .map(Future::succeededFuture)
        .orElseThrow(() -> unknown(command));
  }

  /** The rows of a command about catalogs, types or the server. */
  Future<MetadataRows> metadata(FlightSession session, Any command) {
    return metadata.rows(session, command).orElseThrow(() -> unknown(command));
  }
}
