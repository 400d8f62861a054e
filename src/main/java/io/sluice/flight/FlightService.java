package io.sluice.flight;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.MessageLite;
import io.sluice.ipc.ArrowBody;
import io.sluice.ipc.ArrowField;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.grpc.common.GrpcMessageDecoder;
import io.vertx.grpc.common.GrpcMessageEncoder;
import io.vertx.grpc.common.ServiceMethod;
import io.vertx.grpc.common.ServiceName;
import io.vertx.grpc.server.GrpcServer;
import io.vertx.grpc.server.GrpcServerRequest;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.arrow.flight.impl.Flight;
import org.apache.arrow.flight.sql.impl.FlightSql;

/** The methods of Flight's gRPC service. One for each event loop; what calls share is in {@link FlightEngine}. */
final class FlightService {
  private static final ServiceName NAME =
      ServiceName.create("arrow.flight.protocol", "FlightService");

  private final FlightEngine engine;
  private final Context context;
  private final FlightQueries queries;
  private final FlightActions actions;

  FlightService(FlightEngine engine, Context context) {
    this.engine = engine;
    this.context = context;
    this.queries = new FlightQueries(engine);
    this.actions = new FlightActions(engine);
  }

  void register(GrpcServer server) {
    server.callHandler(
        method("Handshake", Flight.HandshakeRequest.getDefaultInstance()), this::handshake);
    unary(
        server, "GetFlightInfo", Flight.FlightDescriptor.getDefaultInstance(), this::getFlightInfo);
    unary(server, "GetSchema", Flight.FlightDescriptor.getDefaultInstance(), this::getSchema);
    server.callHandler(rawMethod("DoGet", Flight.Ticket.getDefaultInstance()), this::doGet);
    server.callHandler(method("DoPut", Flight.FlightData.getDefaultInstance()), this::doPut);
    server.callHandler(method("DoAction", Flight.Action.getDefaultInstance()), this::doAction);
    server.callHandler(method("ListActions", Flight.Empty.getDefaultInstance()), this::listActions);
    refuse(server, "ListFlights", Flight.Criteria.getDefaultInstance());
    refuse(server, "PollFlightInfo", Flight.FlightDescriptor.getDefaultInstance());
    refuse(server, "DoExchange", Flight.FlightData.getDefaultInstance());
  }

  private static <Q extends Message, A extends MessageLite> ServiceMethod<Q, A> method(
      String name, Q request) {
    return ServiceMethod.server(
        NAME, name, GrpcMessageEncoder.encoder(), GrpcMessageDecoder.decoder(request));
  }

  private static <Q extends Message> ServiceMethod<Q, Buffer> rawMethod(String name, Q request) {
    return ServiceMethod.server(
        NAME, name, GrpcMessageEncoder.IDENTITY, GrpcMessageDecoder.decoder(request));
  }

  private static <Q extends Message> void refuse(GrpcServer server, String name, Q request) {
    server.callHandler(
        FlightService.<Q, Flight.Empty>method(name, request),
        call -> FlightCall.refuse(
            call.response(), FlightStatus.unimplemented(name + " is not supported")));
  }

  /** A method of one request and one answer. */
  private <Q extends Message, A extends MessageLite> void unary(
      GrpcServer server,
      String name,
      Q prototype,
      BiFunction<FlightCall<Q, A>, Q, Future<A>> body) {
    server.callHandler(
        FlightService.<Q, A>method(name, prototype),
        request -> withMessage(request, (call, message) -> call.answer(body.apply(call, message))));
  }

  private interface CallBody<Q, A> {
    void run(FlightCall<Q, A> call, Q message);
  }

  /** Runs a call with its only message. */
  private <Q, A> void withMessage(GrpcServerRequest<Q, A> request, CallBody<Q, A> body) {
    FlightCall<Q, A> call = begin(request);
    if (call.isOver()) {
      return;
    }
    request.handler(message -> guarded(call, () -> body.run(call, message)));
  }

  private static void guarded(FlightCall<?, ?> call, Runnable body) {
    try {
      body.run();
    } catch (RuntimeException failure) {
      call.fail(failure);
    }
  }

  /** A call with the session of its client, or one that was refused. */
  private <Q, A> FlightCall<Q, A> begin(GrpcServerRequest<Q, A> request) {
    FlightCall<Q, A> call = new FlightCall<>(request, context);
    guarded(
        call,
        () -> enter(
            call,
            request,
            engine.sessions().of(request.headers(), request.response().headers())));
    return call;
  }

  private <Q, A> void enter(
      FlightCall<Q, A> call, GrpcServerRequest<Q, A> request, FlightSession session) {
    engine.sessions().connected(session, request.connection());
    call.enter(session);
  }

  /** By headers, or by a message with name and password, which is answered with a token. */
  private void handshake(
      GrpcServerRequest<Flight.HandshakeRequest, Flight.HandshakeResponse> request) {
    if (request.headers().contains("authorization")) {
      FlightCall<Flight.HandshakeRequest, Flight.HandshakeResponse> call = begin(request);
      request.handler(ignored -> {});
      request.endHandler(ended -> guarded(call, () -> {
        call.write(Flight.HandshakeResponse.getDefaultInstance());
        call.end();
      }));
      return;
    }
    FlightCall<Flight.HandshakeRequest, Flight.HandshakeResponse> call =
        new FlightCall<>(request, context);
    Handler<Flight.HandshakeRequest> handler = message -> guarded(call, () -> {
      Flight.BasicAuth user = parsed(message.getPayload());
      FlightSession session = engine.sessions().of(user.getUsername(), user.getPassword());
      enter(call, request, session);
      call.write(Flight.HandshakeResponse.newBuilder()
          .setPayload(ByteString.copyFromUtf8(session.token()))
          .build());
      call.end();
    });
    request.handler(handler);
    request.endHandler(ended -> guarded(call, () -> {
      call.write(Flight.HandshakeResponse.getDefaultInstance());
      call.end();
    }));
  }

  private static Flight.BasicAuth parsed(ByteString payload) {
    try {
      return Flight.BasicAuth.parseFrom(payload);
    } catch (InvalidProtocolBufferException e) {
      throw FlightStatus.unauthenticated("The handshake has no name and password");
    }
  }

  private Future<Flight.FlightInfo> getFlightInfo(
      FlightCall<Flight.FlightDescriptor, Flight.FlightInfo> call,
      Flight.FlightDescriptor descriptor) {
    Any command = FlightCommands.command(descriptor);
    return queries
        .plan(call, command)
        .map(planned -> Flight.FlightInfo.newBuilder()
            .setSchema(FlightMessages.schema(planned.fields()))
            .setFlightDescriptor(descriptor)
            .setTotalRecords(-1)
            .setTotalBytes(-1)
            .addEndpoint(Flight.FlightEndpoint.newBuilder()
                .setTicket(Flight.Ticket.newBuilder().setTicket(planned.ticket().toByteString())))
            .build());
  }

  private Future<Flight.SchemaResult> getSchema(
      FlightCall<Flight.FlightDescriptor, Flight.SchemaResult> call,
      Flight.FlightDescriptor descriptor) {
    return queries
        .schema(call.session(), FlightCommands.command(descriptor))
        .map(fields -> Flight.SchemaResult.newBuilder()
            .setSchema(FlightMessages.schema(fields))
            .build());
  }

  private void doGet(GrpcServerRequest<Flight.Ticket, Buffer> request) {
    withMessage(request, (call, ticket) -> {
      Any command = FlightCommands.ticket(ticket);
      if (!command.is(FlightSql.TicketStatementQuery.class)) {
        queries
            .metadata(call.session(), command)
            .onComplete(
                rows -> context.runOnContext(ignored -> sendRows(call, rows)),
                failure -> context.runOnContext(ignored -> call.fail(failure)));
        return;
      }
      String handle = FlightCommands.unpack(command, FlightSql.TicketStatementQuery.class)
          .getStatementHandle()
          .toStringUtf8();
      engine
          .results()
          .fetch(handle)
          .ifPresentOrElse(
              result -> {
                call.onOver(() -> engine.results().close(handle));
                List<ArrowField> fields = engine.fields(result.schema());
                new ResultStream(call, result, engine.options(), context).start(fields);
              },
              () -> call.fail(
                  FlightStatus.notFound(
                      "There is no result of this ticket: it was fetched, cancelled or has timed out")));
    });
  }

  private void sendRows(FlightCall<?, Buffer> call, MetadataRows rows) {
    guarded(call, () -> {
      call.write(FlightMessages.schemaData(rows.fields()));
      for (ArrowBody.Message batch : rows.batches()) {
        call.write(FlightMessages.batchData(batch));
      }
      call.end();
    });
  }

  private void doPut(GrpcServerRequest<Flight.FlightData, Flight.PutResult> request) {
    FlightCall<Flight.FlightData, Flight.PutResult> call = begin(request);
    if (call.isOver()) {
      return;
    }
    FlightUpload upload = new FlightUpload(engine);
    request.handler(message -> {
      if (!call.isOver() && !upload.isComplete()) {
        guarded(call, () -> {
          upload.accept(message);
          if (upload.isComplete()) {
            run(upload, call);
          }
        });
      }
    });
    request.endHandler(ended -> {
      if (!call.isOver() && !upload.isComplete()) {
        guarded(call, () -> run(upload, call));
      }
    });
  }

  private void run(FlightUpload upload, FlightCall<Flight.FlightData, Flight.PutResult> call) {
    upload
        .run(call)
        .onComplete(
            answer -> context.runOnContext(ignored -> {
              answer.ifPresent(call::write);
              call.end();
            }),
            failure -> context.runOnContext(ignored -> call.fail(failure)));
  }

  private void doAction(GrpcServerRequest<Flight.Action, Flight.Result> request) {
    withMessage(
        request,
        (call, action) -> actions
            .run(call, action)
            .onComplete(
                answer -> context.runOnContext(ignored -> {
                  answer.ifPresent(body -> call.write(
                      Flight.Result.newBuilder().setBody(body.toByteString()).build()));
                  call.end();
                }),
                failure -> context.runOnContext(ignored -> call.fail(failure))));
  }

  private void listActions(GrpcServerRequest<Flight.Empty, Flight.ActionType> request) {
    withMessage(request, (call, nothing) -> {
      FlightActions.DESCRIPTIONS.forEach(
          (type, description) -> call.write(Flight.ActionType.newBuilder()
              .setType(type)
              .setDescription(description)
              .build()));
      call.end();
    });
  }
}
