package io.sluice.cli.query;

import io.sluice.client.ResultStream;
import io.sluice.client.SluiceClient;
import io.sluice.client.SluiceClientOptions;
import io.sluice.cluster.ClusterClient;
import io.sluice.column.RecordBatch;
import io.sluice.config.ConfigFile;
import io.sluice.config.NodeConfig;
import io.sluice.config.NodeOptions;
import io.sluice.config.RandomSource;
import io.sluice.coordinator.QueryProgress;
import io.sluice.coordinator.message.QueryRequest;
import io.sluice.plan.QueryId;
import io.sluice.type.Schema;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sends statements to the coordinators of a cluster that it joins as a client. To the coordinator each text is a session of its own. */
public final class ClusterConnection implements SqlConnection {
  /** A person waits. */
  private static final long SIGN_OF_LIFE_TIMEOUT_MILLIS = 5_000;

  private final ClusterClient cluster;
  private final SluiceClient client;
  private final String description;
  private final OptionalInt maxRows;
  private final Map<String, String> settings;

  private ClusterConnection(
      ClusterClient cluster,
      SluiceClient client,
      String description,
      OptionalInt maxRows,
      Map<String, String> settings) {
    this.cluster = cluster;
    this.client = client;
    this.description = description;
    this.maxRows = maxRows;
    this.settings = settings;
  }

  /**
   * Joins the cluster.
   *
   * @param configFile a node's configuration, of which only the cluster's part and the coordinators' address are used
   * @param maxRows how many rows of a result are fetched at most; all when empty
   * @param settings session options for all statements
   * @throws io.sluice.error.SluiceException when the file cannot be used or there is no cluster
   */
  public static ClusterConnection join(
      String configFile, OptionalInt maxRows, Map<String, String> settings) {
    NodeConfig node = ConfigFile.readNode(configFile);
    ClusterClient cluster = ClusterClient.join(node);
    String address = node.get(NodeOptions.COORDINATOR_ADDRESS);
    SluiceClient client = SluiceClient.create(
        cluster.vertx(),
        new SluiceClientOptions()
            .setAddress(address)
            .setSignOfLifeTimeoutMillis(SIGN_OF_LIFE_TIMEOUT_MILLIS));
    String description = "cluster '%s' at %s, coordinators at '%s'"
        .formatted(
            node.get(NodeOptions.CLUSTER_NAME),
            String.join(", ", node.list(NodeOptions.CLUSTER_MEMBERS)),
            address);
    return new ClusterConnection(cluster, client, description, maxRows, settings);
  }

  private QueryRequest request(String sql) {
    QueryRequest request = QueryRequest.of(sql)
        .withSettings(settings)
        .withQueryId(QueryId.random(RandomSource.SYSTEM));
    return maxRows.isPresent() ? request.withMaxRows(maxRows.getAsInt()) : request;
  }

  @Override
  public RunningQuery start(String sql) {
    return new Running(client.streamBatches(request(sql)));
  }

  @Override
  public Future<String> distributedPlan(String sql) {
    return client
        .query(request(sql).explained())
        .map(rows ->
            rows.stream().map(row -> row.getString(0) + "\n").collect(Collectors.joining()));
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public void close() {
    cluster.close();
  }

  private final class Running implements RunningQuery {
    private final ResultStream<RecordBatch> stream;

    // Guarded by this.
    private @Nullable Promise<Optional<RecordBatch>> waiting;
    private @Nullable Future<Optional<RecordBatch>> end;

    Running(ResultStream<RecordBatch> stream) {
      this.stream = stream;
      stream.pause();
      stream.exceptionHandler(failure -> ended(Future.failedFuture(failure)));
      stream.endHandler(over -> ended(Future.succeededFuture(Optional.empty())));
      stream.handler(this::arrived);
    }

    private void arrived(RecordBatch batch) {
      Promise<Optional<RecordBatch>> receiver;
      synchronized (this) {
        receiver = waiting;
        waiting = null;
      }
      if (receiver != null) {
        receiver.complete(Optional.of(batch));
      }
    }

    private void ended(Future<Optional<RecordBatch>> last) {
      Promise<Optional<RecordBatch>> receiver;
      synchronized (this) {
        end = last;
        receiver = waiting;
        waiting = null;
      }
      if (receiver != null) {
        last.onComplete(receiver);
      }
    }

    @Override
    public Future<Optional<RecordBatch>> next() {
      Promise<Optional<RecordBatch>> promise = Promise.promise();
      synchronized (this) {
        if (end != null) {
          return end;
        }
        waiting = promise;
      }
      stream.fetch(1);
      return promise.future();
    }

    @Override
    public Schema schema() {
      return stream.schema().result();
    }

    @Override
    public boolean isTruncated() {
      return stream.isTruncated();
    }

    @Override
    public Future<Optional<QueryProgress>> progress() {
      return client.progress(stream.queryId());
    }

    @Override
    public void cancel() {
      client.cancel(stream.queryId());
    }

    @Override
    public Future<Void> close() {
      return stream.close();
    }
  }
}
