package io.sluice.cli;

import io.sluice.client.ResultStream;
import io.sluice.client.SluiceClient;
import io.sluice.client.SluiceClientOptions;
import io.sluice.cluster.ClusterClient;
import io.sluice.column.RecordBatch;
import io.sluice.config.ConfigFile;
import io.sluice.config.NodeConfig;
import io.sluice.config.NodeOptions;
import io.sluice.config.RandomSource;
import io.sluice.coordinator.message.QueryRequest;
import io.sluice.error.SluiceException;
import io.sluice.plan.QueryId;
import io.sluice.type.Schema;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sends statements to the coordinators of a cluster that it joins as a client. Whoever ends the process ends its query. */
final class ClusterRunner implements QueryRunner {
  private final ClusterClient cluster;
  private final SluiceClient client;
  private final OptionalInt maxRows;
  private final Map<String, String> settings;
  private final Terminal terminal;
  private final QueryId queryId = QueryId.random(RandomSource.SYSTEM);
  private final Thread interruption = new Thread(this::cancel, "sluice-cancel");

  private ClusterRunner(
      ClusterClient cluster,
      SluiceClient client,
      OptionalInt maxRows,
      Map<String, String> settings,
      Terminal terminal) {
    this.cluster = cluster;
    this.client = client;
    this.maxRows = maxRows;
    this.settings = settings;
    this.terminal = terminal;
  }

  /**
   * Joins the cluster.
   *
   * @param configFile a node's configuration, of which only the cluster's part and the coordinators' address are used
   * @param settings session options for all statements
   * @throws SluiceException when the file cannot be used or there is no cluster
   */
  static ClusterRunner join(
      String configFile, OptionalInt maxRows, Map<String, String> settings, Terminal terminal) {
    NodeConfig node = ConfigFile.readNode(configFile);
    ClusterClient cluster = ClusterClient.join(node);
    SluiceClient client = SluiceClient.create(
        cluster.vertx(),
        new SluiceClientOptions().setAddress(node.get(NodeOptions.COORDINATOR_ADDRESS)));
    ClusterRunner runner = new ClusterRunner(cluster, client, maxRows, settings, terminal);
    Runtime.getRuntime().addShutdownHook(runner.interruption);
    return runner;
  }

  private void cancel() {
    client.cancel(queryId);
    cluster.close();
  }

  @Override
  public void run(String sql, ResultPrinter printer) throws IOException {
    ResultStream<RecordBatch> stream = client.streamBatches(request(sql));
    try {
      print(stream, printer);
    } finally {
      QueryRunner.await(stream.close());
    }
  }

  private void print(ResultStream<RecordBatch> stream, ResultPrinter printer) throws IOException {
    BatchReader batches = new BatchReader(stream);
    Optional<RecordBatch> batch = batches.next();
    Schema schema = QueryRunner.await(stream.schema());
    if (schema.size() == 0) {
      return;
    }
    long rowCount = 0;
    printer.begin(schema);
    while (batch.isPresent()) {
      rowCount += batch.get().rowCount();
      for (List<@Nullable Object> row : batch.get().rows()) {
        printer.row(row);
      }
      batch = batches.next();
    }
    printer.end();
    if (stream.isTruncated()) {
      terminal.complain(
          "Only the first %d rows are shown; --max-rows asks for more".formatted(rowCount));
    }
  }

  private QueryRequest request(String sql) {
    QueryRequest request = QueryRequest.of(sql).withSettings(settings).withQueryId(queryId);
    return maxRows.isPresent() ? request.withMaxRows(maxRows.getAsInt()) : request;
  }

  @Override
  public String distributedPlan(String sql) {
    return QueryRunner.await(client.query(request(sql).explained())).stream()
        .map(row -> row.getString(0) + "\n")
        .collect(Collectors.joining());
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(interruption);
    } catch (IllegalStateException e) {
      // The process ends already, and that thread closes the client.
      return;
    }
    cluster.close();
  }
}
