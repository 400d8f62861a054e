package io.sluice.web;

import io.sluice.coordinator.Coordinator;
import io.sluice.coordinator.QueryResult;
import io.sluice.coordinator.Session;
import io.sluice.coordinator.SessionResult;
import io.sluice.coordinator.message.QueryRequest;
import io.sluice.coordinator.message.ReplyForm;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.plan.QueryId;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Runs the statement of a request and streams its rows. */
final class QueryHandler implements Handler<RoutingContext> {
  private final Coordinator coordinator;
  private final WebQueries queries;

  QueryHandler(Coordinator coordinator, WebQueries queries) {
    this.coordinator = coordinator;
    this.queries = queries;
  }

  @Override
  public void handle(RoutingContext routing) {
    HttpServerResponse response = routing.response();
    Optional<QueryRequest> request;
    Optional<RowFormat> format;
    try {
      request = request(routing);
      if (request.isEmpty()) {
        Failures.refuse(
            response,
            HttpStatus.UNSUPPORTED_MEDIA_TYPE,
            "The body must be application/json, or a statement as application/sql or text/plain");
        return;
      }
      format = format(routing, request.get());
      if (format.isEmpty()) {
        Failures.refuse(
            response,
            HttpStatus.NOT_ACCEPTABLE,
            "Rows can be had as "
                + Arrays.stream(RowFormat.values()).map(RowFormat::mediaType).toList());
        return;
      }
      run(response, request.get(), format.get());
    } catch (SluiceException refused) {
      Failures.respond(response, refused);
    }
  }

  private void run(HttpServerResponse response, QueryRequest request, RowFormat format) {
    QueryId id = request.queryId().orElseGet(coordinator::newQueryId);
    Session session = coordinator.newSession();
    request.settings().forEach(session::set);
    response.putHeader("X-Sluice-Query-Id", id.toString());
    AtomicLong rowCount = queries.begin(id);
    AtomicBoolean isGone = new AtomicBoolean();
    AtomicReference<@Nullable ResponseStream> stream = new AtomicReference<>();
    response.endHandler(ended -> queries.end(id));
    response.closeHandler(closed -> {
      queries.end(id);
      isGone.set(true);
      ResponseStream running = stream.get();
      if (running != null) {
        running.abandon();
      } else {
        coordinator.cancel(id);
      }
    });
    Context context = Vertx.currentContext();
    long maxRows = request.maxRows().isPresent() ? request.maxRows().getAsInt() : Long.MAX_VALUE;
    SessionResult.of(coordinator, session, start(id, session, request))
        .onComplete(started -> context.runOnContext(turn -> {
          if (started.failed()) {
            Failures.respond(response, SluiceException.of(started.cause()));
          } else if (isGone.get()) {
            started.result().close();
          } else {
            ResponseStream rows =
                new ResponseStream(context, response, started.result(), format, maxRows, rowCount);
            stream.set(rows);
            rows.start();
          }
        }));
  }

  private Future<QueryResult> start(QueryId id, Session session, QueryRequest request) {
    return request.explain()
        ? coordinator.explainResult(id, session, request.sql(), request.parameters())
        : coordinator.execute(id, session, request.sql(), request.parameters());
  }

  /** Empty when the body is of another type. */
  private static Optional<QueryRequest> request(RoutingContext routing) {
    String type = String.valueOf(routing.request().getHeader("Content-Type"))
        .toLowerCase(Locale.ROOT)
        .split(";", 2)[0]
        .trim();
    return switch (type) {
      case "application/json" -> Optional.of(jsonRequest(routing));
      case "application/sql", "text/plain" -> {
        String sql = Optional.ofNullable(routing.body().asString()).orElse("");
        yield Optional.of(QueryRequest.fromBody(new JsonObject().put("sql", sql)));
      }
      default -> Optional.empty();
    };
  }

  private static QueryRequest jsonRequest(RoutingContext routing) {
    QueryRequest request;
    try {
      request = QueryRequest.fromBody(routing.body().asJsonObject());
    } catch (DecodeException | ClassCastException e) {
      throw new SluiceException(
          ErrorCode.INVALID_REQUEST, "The body is no JSON object: " + e.getMessage(), e);
    }
    if (request.form().isPaged()) {
      throw new SluiceException(
          ErrorCode.INVALID_REQUEST,
          "There are no cursors over HTTP: a response streams all rows, as fast as they are read");
    }
    return request;
  }

  /** Empty when none is acceptable. */
  private static Optional<RowFormat> format(RoutingContext routing, QueryRequest request) {
    String wanted = routing.request().getParam("format");
    if (wanted != null) {
      for (RowFormat format : RowFormat.values()) {
        if (format.text().equals(wanted)) {
          return Optional.of(format);
        }
      }
      throw new SluiceException(
          ErrorCode.INVALID_REQUEST,
          "Parameter 'format' must be one of %s, but got '%s'"
              .formatted(Arrays.stream(RowFormat.values()).map(RowFormat::text).toList(), wanted));
    }
    if (request.form().encoding() == ReplyForm.Encoding.ARROW) {
      return Optional.of(RowFormat.ARROW);
    }
    if (routing.parsedHeaders().accept().isEmpty()) {
      return Optional.of(RowFormat.JSON);
    }
    // In the client's order of preference.
    for (MIMEHeader accepted : routing.parsedHeaders().accept()) {
      for (RowFormat format : RowFormat.values()) {
        if (matches(accepted, format.mediaType())) {
          return Optional.of(format);
        }
      }
    }
    return Optional.empty();
  }

  private static boolean matches(MIMEHeader accepted, String mediaType) {
    String[] parts = mediaType.split("/", 2);
    return (accepted.component().equals("*") || accepted.component().equals(parts[0]))
        && (accepted.subComponent().equals("*") || accepted.subComponent().equals(parts[1]));
  }
}
