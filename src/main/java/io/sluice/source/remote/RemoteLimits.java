package io.sluice.source.remote;

import io.sluice.config.ConfigValues;
import io.sluice.config.SourceOptions;

/** How long a request may take and how often it is made again. Times are milliseconds. */
record RemoteLimits(long requestTimeoutMillis, int maxRetries, long retryDelayMillis) {
  static RemoteLimits of(ConfigValues node) {
    return new RemoteLimits(
        node.get(SourceOptions.REMOTE_REQUEST_TIMEOUT),
        node.getInt(SourceOptions.REMOTE_MAX_RETRIES),
        node.get(SourceOptions.REMOTE_RETRY_DELAY));
  }
}
