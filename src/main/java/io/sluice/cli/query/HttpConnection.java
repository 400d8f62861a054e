package io.sluice.cli.query;

import io.sluice.column.RecordBatch;
import io.sluice.config.RandomSource;
import io.sluice.coordinator.QueryProgress;
import io.sluice.coordinator.message.QueryFailure;
import io.sluice.coordinator.message.QueryRequest;
import io.sluice.error.ErrorCode;
import io.sluice.error.ErrorInfo;
import io.sluice.error.SluiceException;
import io.sluice.ipc.IpcStreamReader;
import io.sluice.plan.QueryId;
import io.sluice.type.Schema;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Sends statements to the HTTP server of a coordinator. To it each text is a session of its own. */
public final class HttpConnection implements SqlConnection {
  private static final int CONNECT_TIMEOUT_MILLIS = 10_000;
  private static final int FIRST_ERROR_STATUS = 400;
  private static final int UNAUTHORIZED = 401;

  private final Vertx vertx;
  private final HttpClient client;
  private final URI server;
  private final Map<String, String> settings;

  private HttpConnection(Vertx vertx, URI server, Map<String, String> settings) {
    this.vertx = vertx;
    this.server = server;
    this.settings = settings;
    this.client = vertx.createHttpClient(new HttpClientOptions()
        .setConnectTimeout(CONNECT_TIMEOUT_MILLIS)
        .setTcpKeepAlive(true)
        .setSsl("https".equals(server.getScheme())));
  }

  /**
   * Makes a connection and asks the server whether it is there.
   *
   * @param url {@code http://host:port}, or with a name and a password {@code http://user:password@host:port}
   * @param settings session options for all statements
   * @throws SluiceException of code INVALID_ARGUMENT for something else, of COORDINATOR_LOST when nobody answers
   */
  public static HttpConnection open(String url, Map<String, String> settings) {
    URI server = parse(url);
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    HttpConnection connection = new HttpConnection(vertx, server, settings);
    try {
      Waiting.await(connection.ask(HttpMethod.GET, "/v1/queries"));
      return connection;
    } catch (RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private static URI parse(String url) {
    try {
      URI uri = new URI(url);
      if (uri.getHost() != null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Told below.
    }
    throw new SluiceException(
        ErrorCode.INVALID_ARGUMENT,
        "A server is named as http://host:port, for instance http://127.0.0.1:8090, but got '" + url
            + "'");
  }

  private String place() {
    return server.getScheme() + "://" + server.getHost()
        + (server.getPort() < 0 ? "" : ":" + server.getPort());
  }

  private Future<HttpClientRequest> request(HttpMethod method, String path) {
    int defaultPort = "https".equals(server.getScheme()) ? 443 : 80;
    RequestOptions options = new RequestOptions()
        .setMethod(method)
        .setHost(server.getHost())
        .setPort(server.getPort() < 0 ? defaultPort : server.getPort())
        .setURI(String.valueOf(server.getRawPath()).replaceAll("/+$", "") + path);
    if (server.getUserInfo() != null) {
      String credentials =
          Base64.getEncoder().encodeToString(server.getUserInfo().getBytes(StandardCharsets.UTF_8));
      options.putHeader("Authorization", "Basic " + credentials);
    }
    return client.request(options);
  }

  private SluiceException lost(Throwable cause) {
    return cause instanceof SluiceException own
        ? own
        : new SluiceException(
            ErrorCode.COORDINATOR_LOST,
            "No coordinator answers at %s: %s".formatted(place(), cause.getMessage()),
            cause);
  }

  /** The JSON of a small response. */
  private Future<JsonObject> ask(HttpMethod method, String path) {
    return request(method, path)
        .compose(HttpClientRequest::send)
        .compose(response -> response
            .body()
            .compose(body -> response.statusCode() < FIRST_ERROR_STATUS
                ? Future.succeededFuture(body.toJsonObject())
                : Future.failedFuture(failure(response, body))))
        .recover(failure -> Future.failedFuture(lost(failure)));
  }

  private SluiceException failure(HttpClientResponse response, Buffer body) {
    if (response.statusCode() == UNAUTHORIZED) {
      return new SluiceException(
          ErrorCode.INVALID_REQUEST,
          "%s wants a name and a password: http://user:password@host:port".formatted(place()));
    }
    try {
      JsonObject json = body.toJsonObject();
      if (json.containsKey("code")) {
        return QueryFailure.ofJson(json);
      }
    } catch (DecodeException e) {
      // Something else answers there.
    }
    return new SluiceException(
        ErrorCode.INVALID_REQUEST,
        "%s answers with status %d %s; is it a coordinator of Sluice?"
            .formatted(place(), response.statusCode(), response.statusMessage()));
  }

  private QueryRequest query(String sql) {
    return QueryRequest.of(sql)
        .withSettings(settings)
        .withQueryId(QueryId.random(RandomSource.SYSTEM));
  }

  @Override
  public RunningQuery start(String sql) {
    return new Running(query(sql));
  }

  @Override
  public Future<String> distributedPlan(String sql) {
    Running running = new Running(query(sql).explained());
    StringBuilder text = new StringBuilder();
    return drain(running, text).map(drained -> text.toString()).eventually(running::close);
  }

  private static Future<Void> drain(Running running, StringBuilder text) {
    return running.next().compose(batch -> {
      if (batch.isEmpty()) {
        return Future.succeededFuture();
      }
      batch.get().rows().forEach(row -> text.append(row.get(0)).append('\n'));
      return drain(running, text);
    });
  }

  @Override
  public String description() {
    return "the coordinator at " + place();
  }

  @Override
  public void close() {
    Waiting.await(client.close());
    Waiting.await(vertx.close());
  }

  /** One response. Its state belongs to its context. */
  private final class Running implements RunningQuery {
    private final Context context = vertx.getOrCreateContext();
    private final QueryRequest query;
    private final IpcStreamReader reader = new IpcStreamReader();
    private final Queue<RecordBatch> arrived = new ArrayDeque<>();
    private @Nullable Promise<Optional<RecordBatch>> waiting;
    private @Nullable Future<Optional<RecordBatch>> end;
    private @Nullable HttpClientRequest request;
    private @Nullable HttpClientResponse response;
    private volatile Schema schema = Schema.EMPTY;

    Running(QueryRequest query) {
      this.query = query;
      context.runOnContext(turn -> send());
    }

    private void send() {
      request(HttpMethod.POST, "/v1/query?format=arrow")
          .compose(opened -> {
            request = opened;
            return opened
                .putHeader("Content-Type", "application/json")
                .send(query.toJson().toBuffer());
          })
          .onComplete(answer -> {
            if (answer.failed()) {
              end(lost(answer.cause()));
            } else {
              begin(answer.result());
            }
          });
    }

    private void begin(HttpClientResponse answer) {
      if (answer.statusCode() >= FIRST_ERROR_STATUS) {
        answer
            .body()
            .onSuccess(body -> end(failure(answer, body)))
            .onFailure(broken -> end(lost(broken)));
        return;
      }
      response = answer;
      answer.exceptionHandler(this::broken);
      answer.endHandler(over -> {
        if (reader.isEnded()) {
          end = Future.succeededFuture(Optional.empty());
          give();
        } else {
          broken(new SluiceException(ErrorCode.EXCHANGE_ERROR, "it has no end"));
        }
      });
      answer.handler(this::piece);
    }

    private void piece(Buffer bytes) {
      try {
        arrived.addAll(reader.read(bytes));
        reader.schema().ifPresent(columns -> schema = columns);
        if (response != null && !arrived.isEmpty()) {
          response.pause();
        }
        give();
      } catch (SluiceException corrupt) {
        end(corrupt);
      }
    }

    /** The response was cut off: the query has failed, which the server knows, or the server is gone. */
    private void broken(Throwable cause) {
      if (end != null) {
        return;
      }
      SluiceException lost = new SluiceException(
          ErrorCode.COORDINATOR_LOST,
          "The connection to %s was lost before the end of the result: %s"
              .formatted(place(), cause.getMessage()),
          cause);
      progress()
          .onComplete(known -> end(Optional.ofNullable(known.result())
              .flatMap(progress -> progress)
              .flatMap(QueryProgress::failure)
              .map(ErrorInfo::toException)
              .orElse(lost)));
    }

    private void end(SluiceException failure) {
      if (end == null) {
        end = Future.failedFuture(failure);
        give();
      }
    }

    private void give() {
      Promise<Optional<RecordBatch>> receiver = waiting;
      if (receiver == null) {
        return;
      }
      RecordBatch batch = arrived.poll();
      if (batch != null) {
        waiting = null;
        receiver.complete(Optional.of(batch));
      } else if (end != null) {
        waiting = null;
        end.onComplete(receiver);
      } else if (response != null) {
        response.resume();
      }
    }

    @Override
    public Future<Optional<RecordBatch>> next() {
      Promise<Optional<RecordBatch>> promise = Promise.promise();
      context.runOnContext(turn -> {
        waiting = promise;
        give();
      });
      return promise.future();
    }

    @Override
    public Schema schema() {
      return schema;
    }

    @Override
    public boolean isTruncated() {
      return false;
    }

    @Override
    public Future<Optional<QueryProgress>> progress() {
      return ask(HttpMethod.GET, path() + "/progress")
          .map(QueryProgress::ofJson)
          .map(Optional::of)
          .otherwise(Optional.empty());
    }

    private String path() {
      return "/v1/query/" + query.queryId().orElseThrow();
    }

    @Override
    public void cancel() {
      ask(HttpMethod.DELETE, path());
    }

    @Override
    public Future<Void> close() {
      Promise<Void> closed = Promise.promise();
      context.runOnContext(turn -> {
        if (end == null && request != null) {
          request.reset();
        }
        end(new SluiceException(ErrorCode.CANCELLED, "The query was cancelled"));
        closed.complete();
      });
      return closed.future();
    }
  }
}
