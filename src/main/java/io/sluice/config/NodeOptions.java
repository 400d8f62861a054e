package io.sluice.config;

import java.util.List;
import java.util.stream.Stream;

/** The options of a node: its JSON configuration, where {@code {"worker": {"port": 0}}} sets {@code worker.port}. */
public final class NodeOptions {
  private static final long MAX_PORT = 65_535;

  public static final ConfigOption<String> ROLES = ConfigOption.ofList(
      "roles",
      List.of("coordinator", "worker"),
      NodeRole::isRole,
      "an array of 'coordinator' and 'worker'",
      "What this node does. An empty array makes a client: a member that only asks.");

  public static final ConfigOption<String> EXTENSIONS = ConfigOption.ofList(
      "extensions",
      List.of(),
      NodeOptions::isName,
      "an array of class names",
      "Classes of extensions to register, beside those that the service loader finds. Each needs a public constructor without arguments.");

  public static final ConfigOption<String> CLUSTER_NAME = ConfigOption.ofString(
      "cluster.name",
      "sluice",
      "Nodes join only nodes of the same cluster name. Two clusters on one network need two names.");

  public static final ConfigOption<String> CLUSTER_HOST = ConfigOption.ofString(
      "cluster.host",
      "127.0.0.1",
      "The address of this machine that membership and the event bus listen at, as the other nodes reach it.");

  public static final ConfigOption<Long> CLUSTER_PORT = ConfigOption.ofLong(
      "cluster.port", 5701, 1, MAX_PORT, "", "The first port tried for membership.");

  public static final ConfigOption<Boolean> CLUSTER_PORT_AUTO_INCREMENT = ConfigOption.ofBoolean(
      "cluster.port_auto_increment",
      true,
      "Whether a node whose membership port is taken tries the next one. When false, it does not start.");

  public static final ConfigOption<Long> CLUSTER_PORT_COUNT = ConfigOption.ofLong(
      "cluster.port_count",
      20,
      1,
      1000,
      "ports",
      "How many ports from cluster.port on a node tries for itself, and looks for members at where cluster.members names no port.");

  public static final ConfigOption<String> CLUSTER_MEMBERS = ConfigOption.ofList(
      "cluster.members",
      List.of("127.0.0.1"),
      NodeOptions::isName,
      "an array of 'host' or 'host:port'",
      "Where other members are looked for. One that is up is enough: the others are learnt from it.");

  public static final ConfigOption<String> CLUSTER_HAZELCAST_CONFIG = ConfigOption.ofString(
      "cluster.hazelcast_config",
      "",
      "Path of a Hazelcast configuration file (.xml, .yaml or .yml) that is used as it is; the other cluster options but cluster.host are then not used.");

  public static final ConfigOption<Long> CLUSTER_HEARTBEAT_INTERVAL_SECONDS = ConfigOption.ofLong(
      "cluster.heartbeat_interval_seconds",
      1,
      1,
      3600,
      "seconds",
      "How often members tell each other that they are alive.");

  public static final ConfigOption<Long> CLUSTER_HEARTBEAT_TIMEOUT_SECONDS = ConfigOption.ofLong(
      "cluster.heartbeat_timeout_seconds",
      5,
      2,
      3600,
      "seconds",
      "After how long without a heartbeat a member is taken for lost. Longer than the interval.");

  public static final ConfigOption<Long> CLUSTER_PARTITION_COUNT = ConfigOption.ofLong(
      "cluster.partition_count",
      271,
      1,
      10_000,
      "partitions",
      "Hazelcast's partitions, equal on all members; the default is Hazelcast's own. Fewer start quicker in tests.");

  public static final ConfigOption<String> WORKER_HOST = ConfigOption.ofString(
      "worker.host",
      "127.0.0.1",
      "The address of this machine that the exchange listens at, as the other nodes reach it; never a wildcard.");

  public static final ConfigOption<Long> WORKER_PORT = ConfigOption.ofLong(
      "worker.port", 0, 0, MAX_PORT, "", "The port of the exchange; 0 takes a free one.");

  public static final ConfigOption<Long> WORKER_DRIVER_THREADS = ConfigOption.ofLong(
      "worker.driver_threads",
      0,
      0,
      1024,
      "threads",
      "Threads that run queries; 0 takes as many as there are cores.");

  public static final ConfigOption<Long> WORKER_IO_THREADS =
      ConfigOption.ofLong("worker.io_threads", 8, 1, 1024, "threads", "Threads that read files.");

  public static final ConfigOption<Long> WORKER_MEMORY_BYTES = ConfigOption.ofLong(
      "worker.memory_bytes",
      0,
      0,
      Long.MAX_VALUE,
      "bytes",
      "Memory that all queries of this worker may reserve together; 0 takes 60 % of the heap, but leaves 160 MB of a small one.");

  public static final ConfigOption<Long> WORKER_CACHE_BYTES = ConfigOption.ofLong(
      "worker.cache_bytes",
      -1,
      -1,
      Long.MAX_VALUE,
      "bytes",
      "Memory that decompressed pages of files are kept in for the next queries, as long as queries do not need it: it is part of worker.memory_bytes, and given up to any query that reserves more."
          + " -1 takes half of worker.memory_bytes; 0 keeps nothing.");

  public static final ConfigOption<Long> WORKER_MAX_CACHED_PLANS = ConfigOption.ofLong(
      "worker.max_cached_plans",
      1024,
      0,
      1_000_000,
      "plans",
      "Plans of tasks that a worker keeps, so that a query that runs again is not read anew; 0 reads each anew.");

  public static final ConfigOption<String> SPILL_DIRECTORY = ConfigOption.ofString(
      "spill.directory",
      "",
      "The folder for rows that memory has no room for. Each node makes a folder of its own in it and deletes those of nodes that are gone. Empty is a folder of the user below java.io.tmpdir.");

  public static final ConfigOption<Long> SPILL_MAX_BYTES = ConfigOption.ofLong(
      "spill.max_bytes",
      0,
      0,
      Long.MAX_VALUE,
      "bytes",
      "What the node's spill files may hold together, compressed; a query that needs more fails with SPILL_LIMIT. 0 takes what the disk has.");

  public static final ConfigOption<Long> COORDINATOR_MAX_QUERIES = ConfigOption.ofLong(
      "coordinator.max_queries",
      64,
      1,
      100_000,
      "queries",
      "Queries that run at once; another one is refused with TOO_MANY_QUERIES.");

  public static final ConfigOption<Long> COORDINATOR_MAX_CACHED_PLANS = ConfigOption.ofLong(
      "coordinator.max_cached_plans",
      256,
      0,
      1_000_000,
      "plans",
      "Plans of queries that are kept: the same text with the same parameters, settings and variables is planned once as long as all tables, views and macros that it names are the same. As many texts of queries are kept parsed. 0 parses and plans each query anew.");

  public static final ConfigOption<Long> COORDINATOR_MAX_RESULT_ROWS = ConfigOption.ofLong(
      "coordinator.max_result_rows",
      10_000,
      1,
      10_000_000,
      "rows",
      "Rows of a reply on the event bus when the request does not say maxRows.");

  public static final ConfigOption<Long> COORDINATOR_MAX_RESULT_BYTES = ConfigOption.ofLong(
      "coordinator.max_result_bytes",
      64L << 20,
      1,
      Long.MAX_VALUE,
      "bytes",
      "What the rows of a reply on the event bus may hold; a larger result is refused with RESULT_TOO_LARGE.");

  public static final ConfigOption<Long> COORDINATOR_FETCH_ROWS = ConfigOption.ofLong(
      "coordinator.fetch_rows",
      5_000,
      1,
      10_000_000,
      "rows",
      "Rows of the first page of a cursor when the request does not say fetchRows.");

  public static final ConfigOption<Long> COORDINATOR_FETCH_BYTES = ConfigOption.ofLong(
      "coordinator.fetch_bytes",
      4L << 20,
      1,
      1L << 30,
      "bytes",
      "What a page of a cursor holds at most, beyond one row, however many rows are fetched.");

  public static final ConfigOption<Long> COORDINATOR_FETCH_WAIT = ConfigOption.ofLong(
      "coordinator.fetch_wait",
      100,
      1,
      Integer.MAX_VALUE,
      "milliseconds",
      "How long a page of a cursor that has rows waits for more before it is sent.");

  public static final ConfigOption<Long> COORDINATOR_CURSOR_TIMEOUT = ConfigOption.ofLong(
      "coordinator.cursor_timeout",
      60_000,
      1,
      Integer.MAX_VALUE,
      "milliseconds",
      "After how long without a message a cursor and its query end, so that a client that is gone keeps nothing.");

  public static final ConfigOption<Long> COORDINATOR_MAX_FETCHES = ConfigOption.ofLong(
      "coordinator.max_fetches",
      16,
      1,
      10_000,
      "fetches",
      "Fetches of one cursor that wait for their pages at once; another one is refused.");

  public static final ConfigOption<String> COORDINATOR_ADDRESS = ConfigOption.ofString(
      "coordinator.address", "sluice.query", "The event-bus address that queries are sent to.");

  public static final ConfigOption<String> CATALOG_DIRECTORY = ConfigOption.ofString(
      "catalog.directory",
      "sluice-data",
      "The folder, relative to the working directory or absolute, where a coordinator keeps the definitions of catalog 'warehouse', and all nodes the rows of its tables: all must see it under this path."
          + " It is made with the first definition. Coordinators of one machine may share it. Empty keeps nothing.");

  public static final ConfigOption<Long> CATALOG_RETENTION = ConfigOption.ofLong(
      "catalog.retention",
      600_000,
      0,
      Long.MAX_VALUE,
      "milliseconds",
      "How long the files of a table of catalog 'warehouse' that was changed, replaced or dropped are left to the queries that began with them; the next such statement after that removes them, or a start an hour later.");

  public static final ConfigOption<String> FILES_ROOTS = ConfigOption.ofList(
      "files.roots",
      List.of("/"),
      NodeOptions::isName,
      "an array of folders and URLs",
      "The folders below which statements may read and write files, links resolved, relative to the working directory or absolute; and the URLs, as 'https://host/path' or 's3://bucket/prefix', below which they may read files. An empty array allows none.");

  private static final List<ConfigOption<?>> OWN = List.of(
      ROLES,
      EXTENSIONS,
      CLUSTER_NAME,
      CLUSTER_HOST,
      CLUSTER_PORT,
      CLUSTER_PORT_AUTO_INCREMENT,
      CLUSTER_PORT_COUNT,
      CLUSTER_MEMBERS,
      CLUSTER_HAZELCAST_CONFIG,
      CLUSTER_HEARTBEAT_INTERVAL_SECONDS,
      CLUSTER_HEARTBEAT_TIMEOUT_SECONDS,
      CLUSTER_PARTITION_COUNT,
      WORKER_HOST,
      WORKER_PORT,
      WORKER_DRIVER_THREADS,
      WORKER_IO_THREADS,
      WORKER_MEMORY_BYTES,
      WORKER_CACHE_BYTES,
      WORKER_MAX_CACHED_PLANS,
      SPILL_DIRECTORY,
      SPILL_MAX_BYTES,
      COORDINATOR_MAX_QUERIES,
      COORDINATOR_MAX_CACHED_PLANS,
      COORDINATOR_MAX_RESULT_ROWS,
      COORDINATOR_MAX_RESULT_BYTES,
      COORDINATOR_FETCH_ROWS,
      COORDINATOR_FETCH_BYTES,
      COORDINATOR_FETCH_WAIT,
      COORDINATOR_CURSOR_TIMEOUT,
      COORDINATOR_MAX_FETCHES,
      COORDINATOR_ADDRESS,
      CATALOG_DIRECTORY,
      CATALOG_RETENTION,
      FILES_ROOTS);

  /** Those above, and those of HTTP, of the exchange, of Flight SQL and of sources. */
  public static final List<ConfigOption<?>> ALL = Stream.of(
          OWN, WebOptions.ALL, ExchangeOptions.ALL, FlightOptions.ALL, SourceOptions.ALL)
      .flatMap(List::stream)
      .toList();

  private NodeOptions() {}

  private static boolean isName(String text) {
    return !text.isBlank();
  }
}
