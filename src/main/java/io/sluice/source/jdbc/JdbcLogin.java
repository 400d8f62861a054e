package io.sluice.source.jdbc;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a database is reached. Never shown but for its name, and never sent to another node.
 *
 * @param driver the class of the driver; empty for the one that takes the URL
 * @param properties of connections, user and password among them
 * @param splits of tables, by {@code schema.table} in lower case
 */
record JdbcLogin(
    String name,
    String url,
    String driver,
    Map<String, String> properties,
    Map<String, TableSplits> splits) {
  private static final List<String> SECRETS = List.of("password", "pwd", "secret", "token", "key");
  private static final Pattern SECRET_PARAMETER =
      Pattern.compile("(?i)(?:password|pwd|secret|token)=([^&;]+)");
  private static final Pattern USER_INFO = Pattern.compile("//[^/@]*:([^/@]+)@");

  JdbcLogin {
    properties = Map.copyOf(properties);
    splits = Map.copyOf(splits);
  }

  /** A new connection. Blocks. */
  Connection connect() throws SQLException {
    Properties all = new Properties();
    all.putAll(properties);
    Connection connection = findDriver().connect(url, all);
    if (connection == null) {
      throw noDriver();
    }
    return connection;
  }

  private Driver findDriver() {
    if (!driver.isEmpty()) {
      try {
        return Class.forName(driver).asSubclass(Driver.class).getConstructor().newInstance();
      } catch (ReflectiveOperationException | ClassCastException e) {
        throw new SluiceException(
            ErrorCode.IO_ERROR,
            "Database '%s': there is no driver class '%s' on the class path"
                .formatted(name, driver),
            e);
      }
    }
    return Collections.list(DriverManager.getDrivers()).stream()
        .filter(this::isTaken)
        .findFirst()
        .orElseThrow(this::noDriver);
  }

  private boolean isTaken(Driver candidate) {
    try {
      return candidate.acceptsURL(url);
    } catch (SQLException e) {
      return false;
    }
  }

  private SluiceException noDriver() {
    return new SluiceException(
        ErrorCode.IO_ERROR,
        "Database '%s': no JDBC driver on the class path takes URLs that begin with '%s'"
            .formatted(name, scheme()));
  }

  /** {@code jdbc:postgresql:}, in lower case. */
  String scheme() {
    int end = url.indexOf(':', "jdbc:".length());
    return (end < 0 ? "jdbc:" : url.substring(0, end + 1)).toLowerCase(Locale.ROOT);
  }

  /** A message without the URL and all that is secret in it and in the properties. */
  String withoutSecrets(String message) {
    String clean = message;
    for (String secret : secrets()) {
      clean = clean.replace(secret, "***");
    }
    return clean;
  }

  private Set<String> secrets() {
    Set<String> secrets = new LinkedHashSet<>();
    secrets.add(url);
    properties.forEach((key, value) -> {
      if (!value.isEmpty() && SECRETS.stream().anyMatch(key.toLowerCase(Locale.ROOT)::contains)) {
        secrets.add(value);
      }
    });
    for (Pattern pattern : List.of(SECRET_PARAMETER, USER_INFO)) {
      Matcher matcher = pattern.matcher(url);
      while (matcher.find()) {
        secrets.add(matcher.group(1));
      }
    }
    return secrets;
  }

  @Override
  public String toString() {
    return name;
  }
}
