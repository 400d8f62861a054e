package io.sluice.client;

import static java.util.Objects.requireNonNull;

import io.sluice.config.NodeOptions;
import io.sluice.config.SessionOptions;
import io.vertx.core.json.JsonObject;

/** How a {@link SluiceClient} asks. Not thread-safe; a client keeps what it is made with. */
public final class SluiceClientOptions {
  public static final String DEFAULT_ADDRESS = NodeOptions.COORDINATOR_ADDRESS.defaultValue();

  /** A little longer than a query may run, so that it is the coordinator that ends it. */
  public static final long DEFAULT_TIMEOUT_MILLIS =
      SessionOptions.QUERY_TIMEOUT.defaultValue() + 10_000;

  public static final long DEFAULT_SIGN_OF_LIFE_TIMEOUT_MILLIS = 10_000;
  public static final int DEFAULT_MAX_ROWS = 100_000;
  public static final int DEFAULT_FETCH_ROWS = 5_000;
  public static final int DEFAULT_PREFETCH_PAGES = 2;

  private String address = DEFAULT_ADDRESS;
  private long timeoutMillis = DEFAULT_TIMEOUT_MILLIS;
  private long signOfLifeTimeoutMillis = DEFAULT_SIGN_OF_LIFE_TIMEOUT_MILLIS;
  private int maxRows = DEFAULT_MAX_ROWS;
  private int fetchRows = DEFAULT_FETCH_ROWS;
  private int prefetchPages = DEFAULT_PREFETCH_PAGES;

  public SluiceClientOptions() {}

  public SluiceClientOptions(SluiceClientOptions other) {
    address = other.address;
    timeoutMillis = other.timeoutMillis;
    signOfLifeTimeoutMillis = other.signOfLifeTimeoutMillis;
    maxRows = other.maxRows;
    fetchRows = other.fetchRows;
    prefetchPages = other.prefetchPages;
  }

  /** Of JSON with fields that are named as the setters are: {@code {"address": "sluice.query", "fetchRows": 1000}}. */
  public SluiceClientOptions(JsonObject json) {
    setAddress(json.getString("address", address));
    setTimeoutMillis(json.getLong("timeoutMillis", timeoutMillis));
    setSignOfLifeTimeoutMillis(json.getLong("signOfLifeTimeoutMillis", signOfLifeTimeoutMillis));
    setMaxRows(json.getInteger("maxRows", maxRows));
    setFetchRows(json.getInteger("fetchRows", fetchRows));
    setPrefetchPages(json.getInteger("prefetchPages", prefetchPages));
  }

  public JsonObject toJson() {
    return new JsonObject()
        .put("address", address)
        .put("timeoutMillis", timeoutMillis)
        .put("signOfLifeTimeoutMillis", signOfLifeTimeoutMillis)
        .put("maxRows", maxRows)
        .put("fetchRows", fetchRows)
        .put("prefetchPages", prefetchPages);
  }

  public String getAddress() {
    return address;
  }

  /** The {@code coordinator.address} of the coordinators to ask. */
  public SluiceClientOptions setAddress(String coordinatorAddress) {
    address = requireNonNull(coordinatorAddress, "address");
    return this;
  }

  public long getTimeoutMillis() {
    return timeoutMillis;
  }

  /** How long to wait for a page at most. */
  public SluiceClientOptions setTimeoutMillis(long millis) {
    timeoutMillis = atLeastOne("timeoutMillis", millis);
    return this;
  }

  public long getSignOfLifeTimeoutMillis() {
    return signOfLifeTimeoutMillis;
  }

  /** How long a coordinator may take to answer whether it still has the query; then it counts as lost. */
  public SluiceClientOptions setSignOfLifeTimeoutMillis(long millis) {
    signOfLifeTimeoutMillis = atLeastOne("signOfLifeTimeoutMillis", millis);
    return this;
  }

  public int getMaxRows() {
    return maxRows;
  }

  /** How many rows {@link SluiceClient#query} collects; a larger result is an error. Streams have no such limit. */
  public SluiceClientOptions setMaxRows(int rows) {
    maxRows = (int) atLeastOne("maxRows", rows);
    return this;
  }

  public int getFetchRows() {
    return fetchRows;
  }

  /** How many rows one page holds at most. */
  public SluiceClientOptions setFetchRows(int rows) {
    fetchRows = (int) atLeastOne("fetchRows", rows);
    return this;
  }

  public int getPrefetchPages() {
    return prefetchPages;
  }

  /** How many pages are fetched ahead of the reader; no more than {@code coordinator.max_fetches}. */
  public SluiceClientOptions setPrefetchPages(int pages) {
    prefetchPages = (int) atLeastOne("prefetchPages", pages);
    return this;
  }

  private static long atLeastOne(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1: " + value);
    }
    return value;
  }
}
