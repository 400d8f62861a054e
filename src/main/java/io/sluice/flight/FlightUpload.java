package io.sluice.flight;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import io.sluice.config.Clock;
import io.sluice.config.FlightOptions;
import io.sluice.coordinator.BatchLoop;
import io.sluice.coordinator.QueryResult;
import io.sluice.flight.parameter.ParameterReader;
import io.sluice.plan.QueryId;
import io.sluice.type.Literal;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.arrow.flight.impl.Flight;
import org.apache.arrow.flight.sql.impl.FlightSql;
import org.jspecify.annotations.Nullable;

/** What a client puts: a statement that changes something, or values of parameters. For one call, on its event loop. */
final class FlightUpload {
  private final FlightEngine engine;
  private final ParameterReader reader;
  private @Nullable Any command;

  FlightUpload(FlightEngine engine) {
    this.engine = engine;
    this.reader = new ParameterReader(engine.options().get(FlightOptions.MAX_PARAMETER_ROWS));
  }

  /** Takes a message: the first one has the command, some hold rows. */
  void accept(Flight.FlightData message) {
    if (command == null) {
      command = FlightCommands.command(message.getFlightDescriptor());
    }
    if (!message.getDataHeader().isEmpty()) {
      reader.accept(
          message.getDataHeader().asReadOnlyByteBuffer(),
          message.getDataBody().asReadOnlyByteBuffer());
    }
  }

  /** Whether the command needs nothing that follows: some clients end their stream only when they have the answer. */
  boolean isComplete() {
    return command != null && command.is(FlightSql.CommandStatementUpdate.class);
  }

  /** Does what the command says when all messages are there. The answer is empty where none is needed. */
  Future<Optional<Flight.PutResult>> run(FlightCall<?, ?> call) {
    Any any = command;
    if (any == null) {
      throw FlightStatus.invalid("The stream ended before it had a command");
    }
    if (any.is(FlightSql.CommandStatementUpdate.class)) {
      FlightSql.CommandStatementUpdate update =
          FlightCommands.unpack(any, FlightSql.CommandStatementUpdate.class);
      FlightQueries.refuseTransaction(update.hasTransactionId(), update.getTransactionId());
      return run(call, call.session(), update.getQuery(), List.of()).map(FlightUpload::count);
    }
    if (any.is(FlightSql.CommandPreparedStatementQuery.class)) {
      PreparedStatement statement = engine
          .prepared()
          .get(FlightCommands.unpack(any, FlightSql.CommandPreparedStatementQuery.class)
              .getPreparedStatementHandle());
      return converted(statement).map(rows -> {
        statement.bind(rows);
        return Optional.empty();
      });
    }
    if (any.is(FlightSql.CommandPreparedStatementUpdate.class)) {
      PreparedStatement statement = engine
          .prepared()
          .get(FlightCommands.unpack(any, FlightSql.CommandPreparedStatementUpdate.class)
              .getPreparedStatementHandle());
      return converted(statement)
          .compose(rows -> runAll(call, statement, rows))
          .map(FlightUpload::count);
    }
    throw FlightStatus.unimplemented(
        "The command " + FlightCommands.name(any) + " is not supported");
  }

  private static Optional<Flight.PutResult> count(long count) {
    ByteString result =
        FlightSql.DoPutUpdateResult.newBuilder().setRecordCount(count).build().toByteString();
    return Optional.of(Flight.PutResult.newBuilder().setAppMetadata(result).build());
  }

  /** The rows of parameters as the types that were announced. */
  private Future<List<List<Literal>>> converted(PreparedStatement statement) {
    List<Future<List<Literal>>> rows = new ArrayList<>();
    for (List<Literal> row : reader.rows()) {
      rows.add(engine
          .coordinator()
          .convert(statement.session().session(), row, statement.description().parameters()));
    }
    return Future.all(rows).map(all -> rows.stream().map(Future::result).toList());
  }

  private Future<Long> runAll(
      FlightCall<?, ?> call, PreparedStatement statement, List<List<Literal>> rows) {
    if (rows.isEmpty()) {
      return run(call, statement.session(), statement.sql(), List.of());
    }
    AtomicLong sum = new AtomicLong();
    Future<Void> done = Future.succeededFuture();
    for (List<Literal> row : rows) {
      done = done.compose(ready -> run(call, statement.session(), statement.sql(), row))
          .map(count -> {
            sum.addAndGet(count);
            return null;
          });
    }
    return done.map(ready -> sum.get());
  }

  /** Runs a statement to its end; it ends with the call. */
  private Future<Long> run(
      FlightCall<?, ?> call, FlightSession session, String sql, List<Literal> parameters) {
    if (call.isOver()) {
      return Future.failedFuture(FlightStatus.invalid("The call was cancelled"));
    }
    QueryId id = engine.coordinator().newQueryId();
    call.onLost(() -> engine.coordinator().cancel(id));
    session.resultOpened();
    return engine
        .coordinator()
        .executeTyped(id, session.session(), sql, parameters)
        .compose(result -> rowCount(result).eventually(result::close))
        .onComplete(done -> session.resultClosed(Clock.SYSTEM.nanoTime()));
  }

  /** The number that a statement which writes answers with; 0 of others, whose rows are read and dropped. */
  private static Future<Long> rowCount(QueryResult result) {
    AtomicLong count = new AtomicLong();
    boolean isCount =
        result.schema().size() == 1 && result.schema().field(0).name().equals("Count");
    return BatchLoop.forEach(result, batch -> {
          if (isCount
              && batch.rowCount() == 1
              && batch.column(0).value(batch.rowAt(0)) instanceof Long rows) {
            count.set(rows);
          }
          return true;
        })
        .map(read -> count.get());
  }
}
