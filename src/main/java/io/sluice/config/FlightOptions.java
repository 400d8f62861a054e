package io.sluice.config;

import java.util.List;

/** The options of a coordinator's Flight SQL server. */
public final class FlightOptions {
  private static final long MAX_PORT = 65_535;

  public static final ConfigOption<Boolean> ENABLED = ConfigOption.ofBoolean(
      "flight.enabled", true, "Whether a coordinator serves Arrow Flight SQL: JDBC, ADBC, Python.");

  public static final ConfigOption<String> HOST = ConfigOption.ofString(
      "flight.host",
      "127.0.0.1",
      "The address of this machine that Flight SQL listens at; 0.0.0.0 for all. Connections are not encrypted.");

  public static final ConfigOption<Long> PORT = ConfigOption.ofLong(
      "flight.port",
      32_010,
      0,
      MAX_PORT,
      "",
      "The port of Flight SQL; 0 takes a free one. A node whose configuration does not name a port takes a free one when the default is taken.");

  public static final ConfigOption<String> USER = ConfigOption.ofString(
      "flight.user",
      "",
      "The name of the only user who may connect. Empty lets everybody in, with any name and password or none.");

  public static final ConfigOption<String> PASSWORD =
      ConfigOption.ofSecret("flight.password", "The password of flight.user.");

  public static final ConfigOption<Long> MAX_MESSAGE_BYTES = ConfigOption.ofLong(
      "flight.max_message_bytes",
      16L << 20,
      1L << 10,
      Integer.MAX_VALUE - 64,
      "bytes",
      "The largest message taken from a client: a statement, or a batch of parameters.");

  public static final ConfigOption<Long> BATCH_BYTES = ConfigOption.ofLong(
      "flight.batch_bytes",
      2L << 20,
      1L << 10,
      1L << 30,
      "bytes",
      "About how much a message of a result holds at most; a batch of more is divided, down to one row. Many clients take no more than 4 MiB.");

  public static final ConfigOption<Long> RESULT_TIMEOUT = ConfigOption.ofLong(
      "flight.result_timeout",
      60_000,
      1,
      Integer.MAX_VALUE,
      "milliseconds",
      "How long a result waits for the client to begin to fetch it; then its query is ended.");

  public static final ConfigOption<Long> STALL_TIMEOUT = ConfigOption.ofLong(
      "flight.stall_timeout",
      600_000,
      1,
      Integer.MAX_VALUE,
      "milliseconds",
      "How long a client may take nothing of the rows that wait for it; then their query is ended. Drivers leave results open that their program forgot.");

  public static final ConfigOption<Long> SESSION_TIMEOUT = ConfigOption.ofLong(
      "flight.session_timeout",
      3_600_000,
      100,
      Integer.MAX_VALUE,
      "milliseconds",
      "After how long without a call and without an open result a session ends, with its settings, temporary tables and prepared statements.");

  public static final ConfigOption<Long> MAX_SESSIONS = ConfigOption.ofLong(
      "flight.max_sessions",
      1_000,
      1,
      1_000_000,
      "sessions",
      "Sessions that are open at once. Another one is refused, unless one can end whose client has gone or never came back to it.");

  public static final ConfigOption<Long> MAX_PREPARED_STATEMENTS = ConfigOption.ofLong(
      "flight.max_prepared_statements",
      256,
      1,
      1_000_000,
      "statements",
      "Prepared statements of a session that are open at once.");

  public static final ConfigOption<Long> MAX_PARAMETER_ROWS = ConfigOption.ofLong(
      "flight.max_parameter_rows",
      10_000,
      1,
      1_000_000,
      "rows",
      "Rows of parameters that a prepared statement takes at once.");

  public static final ConfigOption<Long> SERVER_THREADS = ConfigOption.ofLong(
      "flight.server_threads", 2, 1, 256, "threads", "Event loops that serve Flight SQL.");

  public static final List<ConfigOption<?>> ALL = List.of(
      ENABLED,
      HOST,
      PORT,
      USER,
      PASSWORD,
      MAX_MESSAGE_BYTES,
      BATCH_BYTES,
      RESULT_TIMEOUT,
      STALL_TIMEOUT,
      SESSION_TIMEOUT,
      MAX_SESSIONS,
      MAX_PREPARED_STATEMENTS,
      MAX_PARAMETER_ROWS,
      SERVER_THREADS);

  private FlightOptions() {}
}
