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

  public static final ConfigOption<String> S3_ENDPOINT = ConfigOption.ofString(
      "s3.endpoint",
      "",
      "The URL of the S3 service that s3:// stands for; empty is Amazon's of the region.");

  public static final ConfigOption<String> S3_REGION =
      ConfigOption.ofString("s3.region", "us-east-1", "The region that requests are signed for.");

  public static final ConfigOption<String> S3_ACCESS_KEY = ConfigOption.ofSecret(
      "s3.access_key",
      "The access key. Empty takes what the client finds in the environment, in its own files or from the machine.");

  public static final ConfigOption<String> S3_SECRET_KEY =
      ConfigOption.ofSecret("s3.secret_key", "The secret that belongs to the access key.");

  public static final ConfigOption<String> S3_SESSION_TOKEN = ConfigOption.ofSecret(
      "s3.session_token", "The token of access keys that end; empty for others.");

  public static final ConfigOption<Boolean> S3_PATH_STYLE = ConfigOption.ofBoolean(
      "s3.path_style",
      false,
      "Whether the bucket stands in the path and not in the host name, as most services beside Amazon's want it.");

  public static final ConfigOption<Long> S3_MAX_LISTED_FILES = ConfigOption.ofLong(
      "s3.max_listed_files",
      100_000,
      1,
      10_000_000,
      "files",
      "How many objects there may be below the fixed part of a pattern, or below a prefix.");

  public static final List<ConfigOption<?>> ALL = List.of(
      JDBC_DATABASES,
      JDBC_MAX_CONNECTIONS,
      JDBC_CONNECTION_TIMEOUT,
      JDBC_METADATA_TIMEOUT,
      JDBC_CANCEL_TIMEOUT,
      REMOTE_REQUEST_TIMEOUT,
      REMOTE_MAX_RETRIES,
      REMOTE_RETRY_DELAY,
      S3_ENDPOINT,
      S3_REGION,
      S3_ACCESS_KEY,
      S3_SECRET_KEY,
      S3_SESSION_TOKEN,
      S3_PATH_STYLE,
      S3_MAX_LISTED_FILES);

  private SourceOptions() {}
}
