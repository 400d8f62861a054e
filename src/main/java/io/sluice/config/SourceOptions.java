package io.sluice.config;

import java.util.List;

/** The options of a node for what it reads beside files of its own: other databases, and files of other machines. */
public final class SourceOptions {
  public static final ConfigOption<String> JDBC_DATABASES = ConfigOption.ofSecretObject(
      "jdbc.databases",
      "an object of databases by name",
      "Databases that statements may read, each a catalog of its name: {\"shop\": {\"url\": \"jdbc:postgresql://host/db\", \"user\": \"me\", \"password\": \"...\"}}. All nodes need the same ones, and the drivers on their class path; see docs/sql.md.");

  public static final ConfigOption<Long> JDBC_MAX_CONNECTIONS = ConfigOption.ofLong(
      "jdbc.max_connections",
      16,
      1,
      10_000,
      "connections",
      "Connections that the scans of a worker have open to one database at once; further scans wait. As many more may ask for names and columns of tables.");

  public static final ConfigOption<Long> JDBC_CONNECTION_TIMEOUT = ConfigOption.ofLong(
      "jdbc.connection_timeout",
      30_000,
      1,
      Integer.MAX_VALUE,
      "milliseconds",
      "How long a scan waits for one of these connections before it fails.");

  public static final ConfigOption<Long> JDBC_METADATA_TIMEOUT = ConfigOption.ofLong(
      "jdbc.metadata_timeout",
      10_000,
      1,
      Integer.MAX_VALUE,
      "milliseconds",
      "How long a database may take to tell the names or the columns of tables while a statement is planned.");

  public static final ConfigOption<Long> JDBC_CANCEL_TIMEOUT = ConfigOption.ofLong(
      "jdbc.cancel_timeout",
      5000,
      1,
      Integer.MAX_VALUE,
      "milliseconds",
      "How long a database may take to end a statement that was cancelled; then its connection is cut.");

  public static final ConfigOption<Long> REMOTE_REQUEST_TIMEOUT = ConfigOption.ofLong(
      "remote.request_timeout",
      30_000,
      1,
      Integer.MAX_VALUE,
      "milliseconds",
      "How long one request of a file that is not on the node may take.");

  public static final ConfigOption<Long> REMOTE_MAX_RETRIES = ConfigOption.ofLong(
      "remote.max_retries",
      3,
      0,
      100,
      "retries",
      "How often a request is made again that failed, was cut off, or was answered with a status that may pass: 408, 429, 500, 502, 503 or 504.");

  public static final ConfigOption<Long> REMOTE_RETRY_DELAY = ConfigOption.ofLong(
      "remote.retry_delay",
      200,
      0,
      60_000,
      "milliseconds",
      "The pause before the first of these retries; each one after it is twice as long.");

  public static final List<ConfigOption<?>> ALL = List.of(
      JDBC_DATABASES,
      JDBC_MAX_CONNECTIONS,
      JDBC_CONNECTION_TIMEOUT,
      JDBC_METADATA_TIMEOUT,
      JDBC_CANCEL_TIMEOUT,
      REMOTE_REQUEST_TIMEOUT,
      REMOTE_MAX_RETRIES,
      REMOTE_RETRY_DELAY);

  private SourceOptions() {}
}
