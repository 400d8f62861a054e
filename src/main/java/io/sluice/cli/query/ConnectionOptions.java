package io.sluice.cli.query;

import io.sluice.config.SessionOptions;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of a command line that tell where statements run. */
public final class ConnectionOptions {
  private static final int PROGRESS_INTERVAL_MILLIS = 500;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--cluster",
      paramLabel = "<file>",
      description =
          "Run on the cluster that this node configuration names, for instance conf/client.json.")
  private @Nullable String cluster;

  @Option(
      names = "--url",
      paramLabel = "<url>",
      description =
          "Run on the coordinator whose HTTP server is there, for instance http://127.0.0.1:8090.")
  private @Nullable String url;

  @Option(
      names = "--workers",
      paramLabel = "<n>",
      description =
          "Workers to simulate in this process; 4 when not given. Not with --cluster and --url.")
  private @Nullable Integer workers;

  @Option(
      names = "--target-partitions",
      paramLabel = "<n>",
      description =
          "Partitions of a task; when not given 16, on a cluster a worker's number of driver threads.")
  private @Nullable Integer targetPartitions;

  /**
   * Looks whether the options go together.
   *
   * @throws ParameterException when they do not
   */
  public void check() {
    checkAtLeast("--workers", workers, 1);
    checkAtLeast("--target-partitions", targetPartitions, 1);
    if (cluster != null && url != null) {
      throw wrongUsage("--cluster and --url cannot be used together");
    }
    if (workers != null && isRemote()) {
      throw wrongUsage("--workers cannot be used with %s: a cluster has the workers that are up"
          .formatted(cluster == null ? "--url" : "--cluster"));
    }
  }

  /**
   * Looks at a number.
   *
   * @throws ParameterException when it is given and too small
   */
  public void checkAtLeast(String option, @Nullable Integer value, int min) {
    if (value != null && value < min) {
      throw wrongUsage(option + " must be a whole number from " + min + ", but got " + value);
    }
  }

  /** An exception that tells why a command line is wrong. */
  public ParameterException wrongUsage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  /** Whether statements run in other processes. */
  public boolean isRemote() {
    return cluster != null || url != null;
  }

  public boolean isCluster() {
    return cluster != null;
  }

  /**
   * Connects, for one text.
   *
   * @param maxRows how many rows to fetch from a cluster at most
   * @throws io.sluice.error.SluiceException when there is nobody
   */
  public SqlConnection open(OptionalInt maxRows) {
    return open(maxRows, settings());
  }

  private SqlConnection open(OptionalInt maxRows, Map<String, String> settings) {
    if (cluster != null) {
      return ClusterConnection.join(cluster, maxRows, settings);
    }
    return url == null
        ? EmbeddedConnection.start(workers, settings)
        : HttpConnection.open(url, settings);
  }

  /**
   * Connects, for any number of texts.
   *
   * @param session what is set already, of an earlier connection
   * @param isWatched whether statements are to tell how far they are
   * @throws io.sluice.error.SluiceException when there is nobody
   */
  public SqlConnection openSession(SessionStatements session, boolean isWatched) {
    Map<String, String> settings = settings();
    if (isWatched) {
      settings.put(
          SessionOptions.QUERY_PROGRESS_INTERVAL.name(), String.valueOf(PROGRESS_INTERVAL_MILLIS));
    }
    SqlConnection connection = open(OptionalInt.empty(), settings);
    return isRemote() ? new ReplayingConnection(connection, session) : connection;
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    if (targetPartitions != null) {
      settings.put("target_partitions", targetPartitions.toString());
    }
    return settings;
  }
}
