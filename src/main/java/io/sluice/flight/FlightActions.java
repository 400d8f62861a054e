package io.sluice.flight;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.sluice.config.ConfigOption;
import io.sluice.config.ConfigValues;
import io.sluice.coordinator.StatementDescription;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.flight.impl.Flight;
import org.apache.arrow.flight.impl.Flight.SetSessionOptionsResult;
import org.apache.arrow.flight.sql.impl.FlightSql;

/** Runs actions: prepared statements, cancellation, session options. Thread-safe. */
final class FlightActions {
  /** The actions there are. */
  static final Map<String, String> DESCRIPTIONS = descriptions();

  private final FlightEngine engine;

  FlightActions(FlightEngine engine) {
    this.engine = engine;
  }

  private static Map<String, String> descriptions() {
    Map<String, String> actions = new LinkedHashMap<>();
    actions.put("CreatePreparedStatement", "Prepares a statement: its columns and parameters.");
    actions.put("ClosePreparedStatement", "Forgets a prepared statement.");
    actions.put("CancelFlightInfo", "Ends a query.");
    actions.put("CancelQuery", "Ends a query; older clients call it.");
    actions.put("SetSessionOptions", "Sets options of the session, as SET does.");
    actions.put("GetSessionOptions", "Tells the options of the session.");
    actions.put("CloseSession", "Ends the session.");
    return actions;
  }

  /** The answer of an action, if it has one. */
  Future<Optional<Message>> run(FlightCall<?, ?> call, Flight.Action action) {
    ByteString body = action.getBody();
    return switch (action.getType()) {
      case "CreatePreparedStatement" ->
        prepare(
            call.session(), command(body, FlightSql.ActionCreatePreparedStatementRequest.class));
      case "ClosePreparedStatement" -> {
        engine
            .prepared()
            .close(command(body, FlightSql.ActionClosePreparedStatementRequest.class)
                .getPreparedStatementHandle());
        yield Future.succeededFuture(Optional.empty());
      }
      case "CancelFlightInfo" -> cancel(parsed(body, Flight.CancelFlightInfoRequest.parser()));
      case "CancelQuery" -> cancelQuery(body);
      case "SetSessionOptions" ->
        setOptions(call.session(), parsed(body, Flight.SetSessionOptionsRequest.parser()));
      case "GetSessionOptions" -> getOptions(call.session());
      case "CloseSession" -> {
        engine.sessions().end(call.session());
        yield answered(Flight.CloseSessionResult.newBuilder()
            .setStatus(Flight.CloseSessionResult.Status.CLOSED)
            .build());
      }
      case "BeginTransaction", "EndTransaction", "BeginSavepoint", "EndSavepoint" ->
        throw FlightStatus.unimplemented("Transactions are not supported");
      default ->
        throw FlightStatus.unimplemented("The action '" + action.getType() + "' is not supported");
    };
  }

  private static Future<Optional<Message>> answered(Message answer) {
    return Future.succeededFuture(Optional.of(answer));
  }

  private static <T extends Message> T command(ByteString body, Class<T> type) {
    return FlightCommands.unpack(FlightCommands.any(body, "The action"), type);
  }

  private static <T> T parsed(ByteString body, com.google.protobuf.Parser<T> parser) {
    try {
      return parser.parseFrom(body);
    } catch (InvalidProtocolBufferException e) {
      throw FlightStatus.invalid("The body of the action cannot be read");
    }
  }

  private Future<Optional<Message>> prepare(
      FlightSession session, FlightSql.ActionCreatePreparedStatementRequest request) {
    FlightQueries.refuseTransaction(request.hasTransactionId(), request.getTransactionId());
    String sql = request.getQuery();
    return engine
        .coordinator()
        .describe(session.session(), sql)
        .map(described -> Optional.of(prepared(session, sql, described)));
  }

  private Message prepared(FlightSession session, String sql, StatementDescription described) {
    FlightSql.ActionCreatePreparedStatementResult.Builder answer =
        FlightSql.ActionCreatePreparedStatementResult.newBuilder()
            .setPreparedStatementHandle(engine.prepared().add(session, sql, described));
    described
        .result()
        .ifPresent(schema -> answer.setDatasetSchema(FlightMessages.schema(engine.fields(schema))));
    if (!described.parameters().isEmpty()) {
      answer.setParameterSchema(FlightMessages.schema(ParameterColumns.of(described.parameters())));
    }
    return Any.pack(answer.build());
  }

  private Future<Optional<Message>> cancel(Flight.CancelFlightInfoRequest request) {
    return cancel(request.getInfo())
        .map(isCancelled -> Optional.of(Flight.CancelFlightInfoResult.newBuilder()
            .setStatus(Flight.CancelStatus.CANCEL_STATUS_CANCELLED)
            .build()));
  }

  @SuppressWarnings("deprecation")
  private Future<Optional<Message>> cancelQuery(ByteString body) {
    ByteString info = command(body, FlightSql.ActionCancelQueryRequest.class).getInfo();
    return cancel(parsed(info, Flight.FlightInfo.parser()))
        .map(isCancelled -> Optional.of(Any.pack(FlightSql.ActionCancelQueryResult.newBuilder()
            .setResult(FlightSql.ActionCancelQueryResult.CancelResult.CANCEL_RESULT_CANCELLED)
            .build())));
  }

  private Future<Boolean> cancel(Flight.FlightInfo info) {
    List<Any> tickets = info.getEndpointList().stream()
        .map(endpoint -> FlightCommands.ticket(endpoint.getTicket()))
        .toList();
    for (Any ticket : tickets) {
      if (ticket.is(FlightSql.TicketStatementQuery.class)) {
        String handle = FlightCommands.unpack(ticket, FlightSql.TicketStatementQuery.class)
            .getStatementHandle()
            .toStringUtf8();
        return engine.results().cancel(handle).map(isThere -> {
          if (!isThere) {
            throw FlightStatus.notFound("There is no query of this ticket, or it has ended");
          }
          return true;
        });
      }
    }
    throw FlightStatus.notFound("There is no query in this FlightInfo");
  }

  private Future<Optional<Message>> setOptions(
      FlightSession session, Flight.SetSessionOptionsRequest request) {
    SetSessionOptionsResult.Builder answer = SetSessionOptionsResult.newBuilder();
    return engine.coordinator().inspect(catalogs -> {
      request.getSessionOptionsMap().forEach((name, value) -> {
        try {
          new SessionOptionValues(session.session(), catalogs).set(name, value);
        } catch (SluiceException e) {
          answer.putErrors(
              name,
              SetSessionOptionsResult.Error.newBuilder()
                  .setValue(why(session, name, e))
                  .build());
        }
      });
      return Optional.of(answer.build());
    });
  }

  private static SetSessionOptionsResult.ErrorValue why(
      FlightSession session, String name, SluiceException failure) {
    boolean isKnown = SessionOptionValues.isPath(name)
        || session.session().settings().options().stream()
            .anyMatch(option -> option.name().equalsIgnoreCase(name));
    return !isKnown
        ? SetSessionOptionsResult.ErrorValue.INVALID_NAME
        : failure.code() == ErrorCode.INTERNAL_ERROR
            ? SetSessionOptionsResult.ErrorValue.ERROR
            : SetSessionOptionsResult.ErrorValue.INVALID_VALUE;
  }

  private static Future<Optional<Message>> getOptions(FlightSession session) {
    Flight.GetSessionOptionsResult.Builder answer = Flight.GetSessionOptionsResult.newBuilder();
    ConfigValues settings = session.session().settings();
    for (ConfigOption<?> option : settings.options()) {
      answer.putSessionOptions(option.name(), text(settings.text(option)));
    }
    List<String> path = session.session().names().path();
    if (path.size() == 2) {
      answer.putSessionOptions(SessionOptionValues.CATALOG, text(path.get(0)));
      answer.putSessionOptions(SessionOptionValues.SCHEMA, text(path.get(1)));
    }
    return answered(answer.build());
  }

  private static Flight.SessionOptionValue text(String value) {
    return Flight.SessionOptionValue.newBuilder().setStringValue(value).build();
  }
}
