package io.sluice.source.remote;

import io.sluice.config.SourceOptions;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.file.FileVersion;
import io.sluice.source.file.FileIdentity;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** S3 by Amazon's client. The only user of it: the rest of the package loads without. */
final class AwsS3Objects implements S3Objects {
  private static final Duration MAX_DELAY = Duration.ofSeconds(20);

  private final S3Client client;

  AwsS3Objects(S3Config config, RemoteLimits limits) {
    Duration timeout = Duration.ofMillis(limits.requestTimeoutMillis());
    BackoffStrategy backoff = BackoffStrategy.exponentialDelay(
        Duration.ofMillis(Math.max(1, limits.retryDelayMillis())), MAX_DELAY);
    S3ClientBuilder builder = S3Client.builder()
        .httpClient(UrlConnectionHttpClient.builder()
            .connectionTimeout(timeout)
            .socketTimeout(timeout)
            .build())
        .region(Region.of(config.region()))
        .forcePathStyle(config.isPathStyle())
        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
        .overrideConfiguration(overrides -> overrides
            .apiCallAttemptTimeout(timeout)
            .retryStrategy(retries -> retries
                .maxAttempts(limits.maxRetries() + 1)
                .backoffStrategy(backoff)
                .throttlingBackoffStrategy(backoff)));
    if (!config.endpoint().isEmpty()) {
      builder.endpointOverride(URI.create(config.endpoint()));
    }
    if (!config.accessKey().isEmpty()) {
      builder.credentialsProvider(StaticCredentialsProvider.create(
          config.sessionToken().isEmpty()
              ? AwsBasicCredentials.create(config.accessKey(), config.secretKey())
              : AwsSessionCredentials.create(
                  config.accessKey(), config.secretKey(), config.sessionToken())));
    }
    client = builder.build();
  }

  @Override
  public Optional<FileVersion> describe(String bucket, String key) {
    try {
      HeadObjectResponse head =
          client.headObject(request -> request.bucket(bucket).key(key));
      return Optional.of(new FileVersion(
          head.contentLength(),
          millis(head.lastModified()),
          Objects.requireNonNullElse(head.eTag(), "")));
    } catch (AwsServiceException e) {
      if (e.statusCode() == 404) {
        return Optional.empty();
      }
      throw failure(bucket, key, e);
    } catch (SdkException e) {
      throw failure(bucket, key, e);
    }
  }

  private static long millis(@Nullable Instant time) {
    return time == null ? 0 : time.toEpochMilli();
  }

  @Override
  public List<String> list(String bucket, String prefix, int maxCount) {
    try {
      List<String> keys = new ArrayList<>();
      for (ListObjectsV2Response page :
          client.listObjectsV2Paginator(request -> request.bucket(bucket).prefix(prefix))) {
        page.contents().stream().map(S3Object::key).forEach(keys::add);
        if (keys.size() > maxCount) {
          throw new SluiceException(
              ErrorCode.IO_ERROR,
              "There are more than %d objects below '%s'; name a longer prefix, or raise '%s'"
                  .formatted(
                      maxCount, new S3Location(bucket, prefix), SourceOptions.S3_MAX_LISTED_FILES));
        }
      }
      return keys;
    } catch (SdkException e) {
      throw failure(bucket, prefix, e);
    }
  }

  @Override
  public void read(
      String bucket, String key, FileVersion version, long offset, byte[] target, int count) {
    GetObjectResponse answer;
    try {
      answer = client.getObject(
          request -> {
            request.bucket(bucket).key(key).range("bytes=" + offset + "-" + (offset + count - 1));
            if (!version.tag().isEmpty()) {
              request.ifMatch(version.tag());
            }
          },
          (response, body) -> {
            fill(response, body, target, count);
            return response;
          });
    } catch (AwsServiceException e) {
      if (e.statusCode() == 412 || e.statusCode() == 404 || e.statusCode() == 416) {
        throw FileIdentity.changed(new S3Location(bucket, key).toString());
      }
      throw failure(bucket, key, e);
    } catch (SdkException e) {
      throw failure(bucket, key, e);
    }
    check(bucket, key, version, offset, count, answer);
  }

  private static void fill(GetObjectResponse response, InputStream body, byte[] target, int count) {
    try {
      int length = body.readNBytes(target, 0, count);
      boolean isWhole =
          length == count || response.contentLength() != null && response.contentLength() == length;
      if (!isWhole) {
        throw RetryableException.create(
            "the answer ends after %d of %d bytes".formatted(length, count));
      }
    } catch (IOException e) {
      throw RetryableException.create(String.valueOf(e.getMessage()), e);
    }
  }

  /** The tag of an answer is that of its bytes. */
  private static void check(
      String bucket,
      String key,
      FileVersion version,
      long offset,
      int count,
      GetObjectResponse answer) {
    String range = "bytes %d-%d/%d".formatted(offset, offset + count - 1, version.size());
    boolean isSame = range.equals(answer.contentRange())
        && (version.tag().isEmpty() || version.tag().equals(answer.eTag()));
    if (!isSame) {
      throw FileIdentity.changed(new S3Location(bucket, key).toString());
    }
  }

  private static SluiceException failure(String bucket, String key, SdkException cause) {
    return new SluiceException(
        ErrorCode.IO_ERROR,
        "Cannot read '%s': %s".formatted(new S3Location(bucket, key), cause.getMessage()));
  }
}
