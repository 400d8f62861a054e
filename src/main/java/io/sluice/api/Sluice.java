package io.sluice.api;

import io.sluice.client.SluiceClient;
import io.sluice.client.SluiceClientOptions;
import io.sluice.config.ConfigValues;
import io.sluice.config.NodeConfig;
import io.sluice.config.NodeOptions;
import io.sluice.config.RandomSource;
import io.sluice.coordinator.Coordinator;
import io.sluice.coordinator.CoordinatorServices;
import io.sluice.coordinator.CoordinatorVerticle;
import io.sluice.exchange.InMemoryChannelResolver;
import io.sluice.exchange.InMemoryWorkerResolver;
import io.sluice.extension.Extensions;
import io.sluice.extension.WorkerInfo;
import io.sluice.worker.ExecutionResources;
import io.sluice.worker.Worker;
import io.sluice.worker.WorkerServices;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An engine inside this process: a coordinator and simulated workers that share the process' driver threads and memory, and hand batches over by reference. Plans,
 * stages and tasks are those of a cluster. Thread-safe; several engines may live in one process.
 */
public final class Sluice {
  private final Vertx vertx;
  private final NodeConfig node;
  private final ExecutionResources resources;
  private final Coordinator coordinator;
  private final List<Worker> workers;

  private Sluice(
      Vertx vertx,
      NodeConfig node,
      ExecutionResources resources,
      Coordinator coordinator,
      List<Worker> workers) {
    this.vertx = vertx;
    this.node = node;
    this.resources = resources;
    this.coordinator = coordinator;
    this.workers = workers;
  }

  /**
   * Makes an engine on a Vert.x that need not be clustered and stays the caller's.
   *
   * @throws io.sluice.error.SluiceException of code INVALID_OPTION for a setting that does not exist or a value it does not take
   */
  public static Sluice create(Vertx vertx, SluiceOptions options) {
    NodeConfig node = nodeConfig(options);
    Extensions extensions =
        Extensions.discover(List.of()).with(options.getExtensions()).configured(node.values());
    ConfigValues settings = extensions.sessionDefaults();
    for (Map.Entry<String, String> setting : options.getSettings().entrySet()) {
      settings = settings.with(setting.getKey(), setting.getValue());
    }
    ExecutionResources resources = ExecutionResources.of(vertx, node, "sluice-embedded");
    CoordinatorServices.Planning planning = CoordinatorVerticle.planning(extensions, node);
    InMemoryWorkerResolver resolver = new InMemoryWorkerResolver(
        options.getWorkers(), resources.drivers().threadCount(), extensions.fingerprint());
    InMemoryChannelResolver channels = new InMemoryChannelResolver();
    List<Worker> workers = new ArrayList<>();
    for (WorkerInfo info : resolver.workers()) {
      Worker worker = new Worker(
          vertx,
          resources,
          new WorkerServices(
              planning.codec(), channels, extensions.sessionDefaults(), node.values()));
      workers.add(worker);
      channels.add(info.id(), worker);
    }
    CoordinatorServices services = new CoordinatorServices(
        planning,
        new CoordinatorServices.Cluster(resolver, channels),
        node.values(),
        RandomSource.SYSTEM);
    ConfigValues defaults = settings;
    String id = "embedded-" + Long.toHexString(RandomSource.SYSTEM.nextLong());
    Coordinator coordinator = new Coordinator(
        vertx,
        services,
        resources,
        new Coordinator.Settings(
            id, node.getInt(NodeOptions.COORDINATOR_MAX_QUERIES), () -> defaults));
    return new Sluice(vertx, node, resources, coordinator, workers);
  }

  private static NodeConfig nodeConfig(SluiceOptions options) {
    JsonObject worker = new JsonObject()
        .put("memory_bytes", options.getMemoryBytes())
        .put("cache_bytes", options.getCacheBytes())
        .put("driver_threads", options.getDriverThreads());
    JsonObject spill = new JsonObject()
        .put("directory", options.getSpillDirectory())
        .put("max_bytes", options.getMaxSpillBytes());
    JsonObject catalog = new JsonObject().put("directory", options.getCatalogDirectory());
    JsonObject own =
        new JsonObject().put("worker", worker).put("spill", spill).put("catalog", catalog);
    return NodeConfig.of(options.getNodeConfig().copy().mergeIn(own, true));
  }

  /** A client: rows with typed getters, all at once or as a stream. Each of its queries is a session of its own. */
  public SluiceClient client() {
    return client(new SluiceClientOptions());
  }

  /** A client with bounds of its own. */
  public SluiceClient client(SluiceClientOptions options) {
    return SluiceClient.of(vertx, coordinator, node, options);
  }

  /** A new session, with the engine's settings. */
  public SluiceSession newSession() {
    return new SluiceSession(coordinator, coordinator.newSession());
  }

  /** The coordinator, to cancel queries by name and to look at those that run. */
  public Coordinator coordinator() {
    return coordinator;
  }

  /** What all queries share: to look at what they hold. */
  public ExecutionResources resources() {
    return resources;
  }

  /** The simulated workers: to look at what they run. */
  public List<Worker> workers() {
    return workers;
  }

  /** Cancels all queries and ends the engine's threads. Completes when nothing is left. */
  public Future<Void> close() {
    return coordinator
        .close()
        .eventually(() -> Future.join(workers.stream().map(Worker::close).toList()))
        .andThen(closed -> resources.close());
  }
}
