package io.sluice.web;

import io.sluice.config.Clock;
import io.sluice.config.NodeConfig;
import io.sluice.config.NodeOptions;
import io.sluice.config.SessionOptions;
import io.sluice.config.WebOptions;
import io.sluice.coordinator.Coordinator;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.plan.QueryId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.bridge.PermittedOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.CorsHandler;
import io.vertx.ext.web.handler.sockjs.SockJSBridgeOptions;
import io.vertx.ext.web.handler.sockjs.SockJSHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An HTTP server of one coordinator: queries, what runs, and the event-bus bridge. Thread-safe. */
public final class WebServer {
  private final Vertx vertx;
  private final NodeConfig node;
  private final Coordinator coordinator;
  private final WebQueries queries;
  private final Router router;
  private volatile @Nullable HttpServer server;

  /** @param coordinator in the same Vert.x */
  public WebServer(Vertx vertx, NodeConfig node, Coordinator coordinator) {
    this.vertx = vertx;
    this.node = node;
    this.coordinator = coordinator;
    this.queries = new WebQueries(coordinator, Clock.SYSTEM);
    this.router = Router.router(vertx);
    addRoutes();
  }

  private void addRoutes() {
    List<String> origins = node.values().list(WebOptions.ALLOWED_ORIGINS);
    router.route().handler(new OriginCheck(Set.copyOf(origins)));
    if (!origins.isEmpty()) {
      router
          .route()
          .handler(CorsHandler.create()
              .addOrigins(origins)
              .allowedMethods(Set.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.DELETE))
              .allowedHeaders(Set.of("Content-Type", "Authorization", "Accept"))
              .exposedHeader("X-Sluice-Query-Id"));
    }
    if (!node.get(WebOptions.USER).isEmpty()) {
      router
          .route()
          .handler(
              new BasicAuthentication(node.get(WebOptions.USER), node.get(WebOptions.PASSWORD)));
    }
    router
        .post("/v1/query")
        .handler(BodyHandler.create(false).setBodyLimit(node.get(WebOptions.MAX_BODY_BYTES)))
        .handler(new QueryHandler(coordinator, queries));
    router.get("/v1/query/:id").handler(this::describe);
    router.delete("/v1/query/:id").handler(this::cancel);
    router.get("/v1/query/:id/progress").handler(this::tellProgress);
    router
        .get("/v1/queries")
        .handler(
            routing -> respond(routing, new JsonObject().put("queries", queries.describeAll())));
    Buffer openApi = openApi();
    router
        .get("/v1/openapi.json")
        .handler(routing ->
            routing.response().putHeader("Content-Type", "application/json").end(openApi));
    router.route("/eventbus*").subRouter(bridge(vertx));
    router.errorHandler(
        HttpStatus.PAYLOAD_TOO_LARGE,
        routing -> Failures.refuse(
            routing.response(),
            HttpStatus.PAYLOAD_TOO_LARGE,
            "The body has more than the %d bytes that web.max_body_bytes allows"
                .formatted(node.get(WebOptions.MAX_BODY_BYTES))));
    router.errorHandler(
        HttpStatus.NOT_FOUND,
        routing -> Failures.refuse(
            routing.response(),
            HttpStatus.NOT_FOUND,
            "There is nothing at " + routing.request().path() + "; see /v1/openapi.json"));
  }

  private static Buffer openApi() {
    try (InputStream file = WebServer.class.getResourceAsStream("openapi.json")) {
      return Buffer.buffer(Objects.requireNonNull(file, "openapi.json").readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Router bridge(Vertx vertx) {
    String address = node.get(NodeOptions.COORDINATOR_ADDRESS);
    SockJSBridgeOptions permitted = new SockJSBridgeOptions()
        .setReplyTimeout(SessionOptions.QUERY_TIMEOUT.defaultValue())
        .addInboundPermitted(new PermittedOptions().setAddress(address))
        .addInboundPermitted(new PermittedOptions().setAddress(address + ".cancel"))
        .addInboundPermitted(new PermittedOptions()
            .setAddressRegex(Pattern.quote(address + ".cursor.") + "[0-9a-f]{32}"));
    return SockJSHandler.create(vertx).bridge(permitted);
  }

  private static void respond(RoutingContext routing, JsonObject body) {
    routing.response().putHeader("Content-Type", "application/json").end(body.toBuffer());
  }

  private void describe(RoutingContext routing) {
    id(routing)
        .flatMap(queries::describe)
        .ifPresentOrElse(query -> respond(routing, query), () -> refuseUnknown(routing));
  }

  private void tellProgress(RoutingContext routing) {
    id(routing)
        .flatMap(coordinator::progress)
        .ifPresentOrElse(
            progress -> respond(routing, progress.toJson()), () -> refuseUnknown(routing));
  }

  private void cancel(RoutingContext routing) {
    Optional<QueryId> id = id(routing);
    if (id.isEmpty() || !coordinator.cancel(id.get())) {
      refuseUnknown(routing);
      return;
    }
    respond(routing, new JsonObject().put("queryId", id.get().toString()).put("cancelled", true));
  }

  private static void refuseUnknown(RoutingContext routing) {
    Failures.refuse(
        routing.response(),
        HttpStatus.NOT_FOUND,
        "No query of the id '%s' runs on this coordinator".formatted(routing.pathParam("id")));
  }

  private static Optional<QueryId> id(RoutingContext routing) {
    try {
      return Optional.of(QueryId.parse(routing.pathParam("id")));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The routes, to compare them with the OpenAPI document. */
  Router router() {
    return router;
  }

  /**
   * Begins to serve.
   *
   * @return the port; fails with IO_ERROR when the one that the configuration names is taken
   */
  public Future<Integer> listen() {
    int port = node.getInt(WebOptions.PORT);
    boolean isNamed = node.values().overrides().containsKey(WebOptions.PORT.name());
    return listen(port)
        .recover(failure -> isNamed || !(failure instanceof BindException)
            ? Future.failedFuture(failure)
            : listen(0))
        .map(HttpServer::actualPort)
        .recover(failure -> Future.failedFuture(new SluiceException(
            ErrorCode.IO_ERROR,
            "HTTP cannot be served at %s:%d: %s"
                .formatted(node.get(WebOptions.HOST), port, failure.getMessage()),
            failure)));
  }

  /** A server that could not listen cannot be asked again. */
  private Future<HttpServer> listen(int port) {
    HttpServer starting = vertx
        .createHttpServer(new HttpServerOptions().setCompressionSupported(false))
        .requestHandler(router);
    return starting
        .listen(port, node.get(WebOptions.HOST))
        .onSuccess(listening -> server = starting);
  }

  /** Ends all connections, and with them their queries. */
  public Future<Void> close() {
    HttpServer running = server;
    return running == null ? Future.succeededFuture() : running.close();
  }
}
