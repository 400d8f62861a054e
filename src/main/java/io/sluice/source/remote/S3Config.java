package io.sluice.source.remote;

import io.sluice.config.ConfigValues;
import io.sluice.config.SourceOptions;

/**
 * How an S3 service is reached. Not shown: it holds secrets.
 *
 * @param endpoint empty for that of Amazon
 * @param accessKey empty to take what the process' environment gives
 */
record S3Config(
    String endpoint,
    String region,
    String accessKey,
    String secretKey,
    String sessionToken,
    boolean isPathStyle) {
  static S3Config of(ConfigValues node) {
    return new S3Config(
        node.get(SourceOptions.S3_ENDPOINT),
        node.get(SourceOptions.S3_REGION),
        node.get(SourceOptions.S3_ACCESS_KEY),
        node.get(SourceOptions.S3_SECRET_KEY),
        node.get(SourceOptions.S3_SESSION_TOKEN),
        node.get(SourceOptions.S3_PATH_STYLE));
  }

  @Override
  public String toString() {
    return "S3 at " + (endpoint.isEmpty() ? region : endpoint);
  }
}
