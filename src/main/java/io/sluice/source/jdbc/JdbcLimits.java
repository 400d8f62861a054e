package io.sluice.source.jdbc;

import io.sluice.config.ConfigValues;
import io.sluice.config.SourceOptions;

/**
 * What the connections of a node to one database may take. Times are milliseconds.
 *
 * @param maxConnections of scans
 */
record JdbcLimits(
    int maxConnections,
    long connectionTimeoutMillis,
    long metadataTimeoutMillis,
    long cancelTimeoutMillis) {
  static JdbcLimits of(ConfigValues node) {
    return new JdbcLimits(
        node.getInt(SourceOptions.JDBC_MAX_CONNECTIONS),
        node.get(SourceOptions.JDBC_CONNECTION_TIMEOUT),
        node.get(SourceOptions.JDBC_METADATA_TIMEOUT),
        node.get(SourceOptions.JDBC_CANCEL_TIMEOUT));
  }
}
