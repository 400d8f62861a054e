package io.sluice.source.remote;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;

/**
 * {@code s3://bucket/key}.
 *
 * @param key of an object, a prefix or a pattern of keys; may be empty
 */
record S3Location(String bucket, String key) {
  static final String SCHEME = "s3://";

  /**
   * Takes a location apart.
   *
   * @throws SluiceException of code INVALID_ARGUMENT for one without a bucket
   */
  static S3Location of(String location) {
    String rest = location.substring(SCHEME.length());
    int slash = rest.indexOf('/');
    S3Location found = slash < 0
        ? new S3Location(rest, "")
        : new S3Location(rest.substring(0, slash), rest.substring(slash + 1));
    if (found.bucket().isEmpty() || ("/" + found.key() + "/").contains("/../")) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT,
          "'%s' names no files of S3; it is s3://bucket/key".formatted(location));
    }
    return found;
  }

  /** Whether an object of the bucket or below the prefix that this names is meant. */
  boolean isAbove(S3Location other) {
    String folder = key.isEmpty() || key.endsWith("/") ? key : key + "/";
    return bucket.equals(other.bucket())
        && (other.key().startsWith(folder) || other.key().equals(key));
  }

  S3Location withKey(String newKey) {
    return new S3Location(bucket, newKey);
  }

  @Override
  public String toString() {
    return SCHEME + bucket + "/" + key;
  }
}
