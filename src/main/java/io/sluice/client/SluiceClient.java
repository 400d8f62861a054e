package io.sluice.client;

import static java.util.Objects.requireNonNull;

import io.sluice.config.NodeOptions;
import io.sluice.config.SessionOptions;
import io.sluice.coordinator.message.QueryFailure;
import io.sluice.coordinator.message.QueryReply;
import io.sluice.coordinator.message.QueryRequest;
import io.sluice.plan.QueryId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends queries to the coordinators of a cluster over the event bus. Any member of the cluster may, and any number at once. Thread-safe.
 *
 * <p>A query that fails gives a {@link io.sluice.error.SluiceException} with the coordinator's code, message and position; one of code COORDINATOR_LOST when
 * no coordinator is up or none answers in time.
 */
public final class SluiceClient {
  /** A little longer than a query may run, so that it is the coordinator that ends it. */
  private static final long DEFAULT_TIMEOUT_MILLIS =
      SessionOptions.QUERY_TIMEOUT.defaultValue() + 10_000;

  private static final String CANCEL_SUFFIX = ".cancel";

  private final Vertx vertx;
  private final String address;
  private final DeliveryOptions delivery;

  private SluiceClient(Vertx vertx, String address, long timeoutMillis) {
    this.vertx = requireNonNull(vertx, "vertx");
    this.address = requireNonNull(address, "address");
    this.delivery = new DeliveryOptions().setSendTimeout(timeoutMillis);
  }

  /** A client of the coordinators at the default address. */
  public static SluiceClient create(Vertx vertx) {
    return create(vertx, NodeOptions.COORDINATOR_ADDRESS.defaultValue());
  }

  /** A client of the coordinators whose {@code coordinator.address} is this one. */
  public static SluiceClient create(Vertx vertx, String address) {
    return new SluiceClient(vertx, address, DEFAULT_TIMEOUT_MILLIS);
  }

  /** The same client that waits at most so long for an answer. */
  public SluiceClient withTimeout(long timeoutMillis) {
    return new SluiceClient(vertx, address, timeoutMillis);
  }

  /** Runs a query without parameters; of a long result, as many rows as the coordinator gives at once. */
  public Future<QueryReply> query(String sql) {
    return query(QueryRequest.of(sql));
  }

  /**
   * Runs a query.
   *
   * @param parameters the values of the statement's {@code ?}: null, booleans, numbers and texts. Other types are texts that the statement casts.
   * @param maxRows how many rows are wanted at most; {@link QueryReply#truncated()} tells whether there are more
   */
  public Future<QueryReply> query(
      String sql, List<? extends @Nullable Object> parameters, int maxRows) {
    JsonObject body = new JsonObject()
        .put("sql", sql)
        .put("parameters", new JsonArray(new ArrayList<>(parameters)))
        .put("maxRows", maxRows);
    try {
      return query(QueryRequest.fromBody(body));
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  public Future<QueryReply> query(QueryRequest request) {
    return vertx
        .eventBus()
        .<Object>request(address, request.toJson(), delivery)
        .map(message -> QueryReply.fromBody(message.body()))
        .recover(failure -> Future.failedFuture(QueryFailure.toException(failure, address)));
  }

  /** Ends a query that was sent with a {@link QueryRequest#queryId()}, on whichever coordinator it runs; its own future fails with CANCELLED. */
  public void cancel(QueryId queryId) {
    vertx
        .eventBus()
        .publish(address + CANCEL_SUFFIX, new JsonObject().put("queryId", queryId.toString()));
  }
}
