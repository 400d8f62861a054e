package io.sluice.client;

import static java.util.Objects.requireNonNull;

import io.sluice.column.RecordBatch;
import io.sluice.config.NodeConfig;
import io.sluice.config.RandomSource;
import io.sluice.coordinator.Coordinator;
import io.sluice.coordinator.QueryProgress;
import io.sluice.coordinator.message.Parameters;
import io.sluice.coordinator.message.QueryRequest;
import io.sluice.coordinator.message.ReplyForm;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.plan.QueryId;
import io.sluice.type.Literal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sends queries to the coordinators of a cluster over the event bus, or to an engine in this process. Any member of the cluster may, and any number at once. Thread-safe.
 *
 * <p>A query that fails gives a {@link SluiceException} with the coordinator's code, message and position; one of code COORDINATOR_LOST when no coordinator is up
 * or the one that had the query is gone.
 *
 * <p>Parameters are the values of the statement's {@code ?}, as {@link Parameters#literal} takes them: null, booleans, numbers, texts, {@code java.time}'s dates
 * and times, {@link java.util.UUID}, bytes, and lists of those.
 */
public final class SluiceClient {
  private final Vertx vertx;
  private final SluiceClientOptions options;

  private final Optional<LocalEngine> local;

  private record LocalEngine(Coordinator coordinator, NodeConfig node) {}

  private SluiceClient(Vertx vertx, SluiceClientOptions options, Optional<LocalEngine> local) {
    this.vertx = requireNonNull(vertx, "vertx");
    this.options = new SluiceClientOptions(options);
    this.local = local;
  }

  /** A client of the coordinators at the default address. */
  public static SluiceClient create(Vertx vertx) {
    return create(vertx, new SluiceClientOptions());
  }

  public static SluiceClient create(Vertx vertx, SluiceClientOptions options) {
    return new SluiceClient(vertx, options, Optional.empty());
  }

  /**
   * A client of a coordinator in this process, which it asks without the event bus; of the options only those about rows count.
   *
   * @param node with the coordinator's options
   */
  public static SluiceClient of(
      Vertx vertx, Coordinator coordinator, NodeConfig node, SluiceClientOptions options) {
    return new SluiceClient(vertx, options, Optional.of(new LocalEngine(coordinator, node)));
  }

  /** All rows of a query without parameters. */
  public Future<Rows> query(String sql) {
    return query(QueryRequest.of(sql));
  }

  /** All rows of a query. */
  public Future<Rows> query(String sql, List<? extends @Nullable Object> parameters) {
    return Future.succeededFuture(sql)
        .map(QueryRequest::of)
        .map(request -> request.withParameters(literals(parameters)))
        .compose(this::query);
  }

  /**
   * All rows of a query.
   *
   * @param request whose own {@code maxRows} cuts the result off; its form is of no account
   * @return fails with RESULT_TOO_LARGE when there are more rows than {@link SluiceClientOptions#setMaxRows} allows
   */
  public Future<Rows> query(QueryRequest request) {
    boolean isCut =
        request.maxRows().isPresent() && request.maxRows().getAsInt() <= options.getMaxRows();
    ResultStream<Row> stream = stream(isCut ? request : request.withMaxRows(options.getMaxRows()));
    List<Row> rows = new ArrayList<>();
    Promise<Void> ended = Promise.promise();
    stream.exceptionHandler(ended::fail);
    stream.endHandler(end -> ended.complete());
    stream.handler(rows::add);
    return ended.future().compose(end -> stream.schema()).map(schema -> {
      if (stream.isTruncated() && !isCut) {
        throw new SluiceException(
            ErrorCode.RESULT_TOO_LARGE,
            "The result has more than the %d rows that the client's maxRows allows; read it as a stream"
                .formatted(options.getMaxRows()));
      }
      return new Rows(stream.queryId(), schema, rows, stream.isTruncated());
    });
  }

  /** The rows of a query without parameters as they come. */
  public ResultStream<Row> stream(String sql) {
    return stream(QueryRequest.of(sql));
  }

  /**
   * The rows of a query as they come.
   *
   * @throws SluiceException of code INVALID_ARGUMENT for a parameter that SQL has no type for
   */
  public ResultStream<Row> stream(String sql, List<? extends @Nullable Object> parameters) {
    return stream(QueryRequest.of(sql).withParameters(literals(parameters)));
  }

  /** The rows of a query as they come; the request's form is of no account. */
  public ResultStream<Row> stream(QueryRequest request) {
    return open(request, page -> page.batches().stream().flatMap(Row::of).iterator());
  }

  /** The rows of a query without parameters as they come, in batches. */
  public ResultStream<RecordBatch> streamBatches(String sql) {
    return streamBatches(QueryRequest.of(sql));
  }

  /**
   * The rows of a query as they come, in batches.
   *
   * @throws SluiceException of code INVALID_ARGUMENT for a parameter that SQL has no type for
   */
  public ResultStream<RecordBatch> streamBatches(
      String sql, List<? extends @Nullable Object> parameters) {
    return streamBatches(QueryRequest.of(sql).withParameters(literals(parameters)));
  }

  /** The rows of a query as they come, in batches that are the receiver's own; the request's form is of no account. */
  public ResultStream<RecordBatch> streamBatches(QueryRequest request) {
    return open(request, page -> page.batches().iterator());
  }

  private <T> ResultStream<T> open(QueryRequest request, Function<Page, Iterator<T>> elements) {
    QueryId id = request.queryId().orElseGet(() -> QueryId.random(RandomSource.SYSTEM));
    ReplyForm form =
        ReplyForm.pages(ReplyForm.Encoding.ARROW, OptionalInt.of(options.getFetchRows()));
    QueryRequest named = request.withQueryId(id).withForm(form);
    ResultStream.Sources sources = local.isEmpty()
        ? (context, listener) -> new PageReader(vertx, context, options, named, listener)
        : (context, listener) -> new LocalReader(
            vertx,
            context,
            local.get().coordinator(),
            local.get().node(),
            options,
            named,
            listener);
    return new ResultStream<>(vertx, id, sources, elements);
  }

  private static List<Literal> literals(List<? extends @Nullable Object> parameters) {
    List<Literal> literals = new ArrayList<>(parameters.size());
    for (Object parameter : parameters) {
      try {
        literals.add(Parameters.literal(parameter));
      } catch (IllegalArgumentException e) {
        throw new SluiceException(
            ErrorCode.INVALID_ARGUMENT,
            "Parameter %d must be %s, but it was '%s'"
                .formatted(literals.size() + 1, e.getMessage(), parameter),
            e);
      }
    }
    return literals;
  }

  /**
   * How far a query is that was sent with a {@link QueryRequest#queryId()}, or how it ended if it did so lately. What its tasks have read is counted when it was sent
   * with the setting {@code query.progress_interval}.
   *
   * @return empty when no coordinator that knows it answers within {@link SluiceClientOptions#setSignOfLifeTimeoutMillis}
   */
  public Future<Optional<QueryProgress>> progress(QueryId queryId) {
    if (local.isPresent()) {
      return Future.succeededFuture(local.get().coordinator().progress(queryId));
    }
    return ProgressQuestion.ask(
        vertx, options.getAddress(), queryId, options.getSignOfLifeTimeoutMillis());
  }

  /** Ends a query that was sent with a {@link QueryRequest#queryId()}, on whichever coordinator it runs; whoever reads it gets CANCELLED. */
  public void cancel(QueryId queryId) {
    if (local.isPresent()) {
      local.get().coordinator().cancel(queryId);
    } else {
      PageReader.cancel(vertx, options.getAddress(), queryId);
    }
  }
}
