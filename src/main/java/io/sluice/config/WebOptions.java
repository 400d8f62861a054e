package io.sluice.config;

import java.util.List;

/** The options of a coordinator's HTTP server. */
public final class WebOptions {
  private static final long MAX_PORT = 65_535;

  public static final ConfigOption<Boolean> ENABLED = ConfigOption.ofBoolean(
      "web.enabled", true, "Whether a coordinator answers queries over HTTP.");

  public static final ConfigOption<String> HOST = ConfigOption.ofString(
      "web.host", "127.0.0.1", "The address of this machine that HTTP is served at.");

  public static final ConfigOption<Long> PORT = ConfigOption.ofLong(
      "web.port",
      8090,
      0,
      MAX_PORT,
      "",
      "The port of HTTP; 0 takes a free one. When the configuration does not name it and it is taken, a free one is used.");

  public static final ConfigOption<Long> MAX_BODY_BYTES = ConfigOption.ofLong(
      "web.max_body_bytes",
      1L << 20,
      1,
      Integer.MAX_VALUE,
      "bytes",
      "The largest body of a request; a larger one is refused.");

  public static final ConfigOption<String> ALLOWED_ORIGINS = ConfigOption.ofList(
      "web.allowed_origins",
      List.of(),
      origin -> origin.matches("https?://[^/]+"),
      "an array of origins such as 'https://example.org'",
      "The pages of other servers that browsers may let ask, over HTTP and the event-bus bridge.");

  public static final ConfigOption<String> USER = ConfigOption.ofString(
      "web.user",
      "",
      user -> !user.contains(":"),
      "a text without colon",
      "Who may ask, by Basic authentication; empty lets everybody.");

  public static final ConfigOption<String> PASSWORD =
      ConfigOption.ofSecret("web.password", "The password of web.user.");

  public static final List<ConfigOption<?>> ALL =
      List.of(ENABLED, HOST, PORT, MAX_BODY_BYTES, ALLOWED_ORIGINS, USER, PASSWORD);

  private WebOptions() {}
}
