package io.sluice.source.remote;

import io.sluice.config.SourceOptions;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Makes requests, again where that may help. Follows no redirections. Methods block. Thread-safe. */
final class HttpTransport {
  private static final Set<Integer> PASSING = Set.of(408, 429, 500, 502, 503, 504);
  private static final int MAX_DOUBLINGS = 10;

  private final RemoteLimits limits;
  private @Nullable HttpClient client;

  /**
   * An answer.
   *
   * @param bytes of the body, see {@link BoundedBody}
   */
  record Answer(int status, java.net.http.HttpHeaders headers, int bytes) {
    String header(String name) {
      return headers.firstValue(name).orElse("");
    }
  }

  HttpTransport(RemoteLimits limits) {
    this.limits = limits;
  }

  /** Headers alone. */
  Answer head(URI uri) {
    return send(
        HttpRequest.newBuilder(uri).method("HEAD", HttpRequest.BodyPublishers.noBody()),
        new byte[0],
        0,
        -1);
  }

  /**
   * A range of the content. An answer of status 206 has all its bytes.
   *
   * @param target takes the bytes
   */
  Answer range(URI uri, long offset, byte[] target, int count) {
    return send(
        HttpRequest.newBuilder(uri).header("Range", "bytes=" + offset + "-" + (offset + count - 1)),
        target,
        count,
        count);
  }

  private Answer send(HttpRequest.Builder request, byte[] target, int maxBytes, int wholeBytes) {
    HttpRequest built = request
        .header("Accept-Encoding", "identity")
        .timeout(Duration.ofMillis(limits.requestTimeoutMillis()))
        .build();
    for (int attempt = 0; ; attempt++) {
      String failure;
      try {
        Answer answer = once(built, target, maxBytes);
        boolean isCut =
            answer.status() == 206 && answer.bytes() < wholeBytes && answer.bytes() >= 0;
        if (!isCut && !PASSING.contains(answer.status())) {
          return answer;
        }
        failure = isCut
            ? "the answer ends after %d of %d bytes".formatted(answer.bytes(), wholeBytes)
            : "status " + answer.status();
      } catch (IOException e) {
        failure = e.getClass().getSimpleName() + ": " + e.getMessage();
      } catch (TimeoutException e) {
        failure = "no answer within %d ms ('%s')"
            .formatted(limits.requestTimeoutMillis(), SourceOptions.REMOTE_REQUEST_TIMEOUT);
      }
      if (attempt >= limits.maxRetries()) {
        throw new SluiceException(
            ErrorCode.IO_ERROR,
            "Cannot read file '%s': %s, %d times ('%s')"
                .formatted(built.uri(), failure, attempt + 1, SourceOptions.REMOTE_MAX_RETRIES));
      }
      pause(limits.retryDelayMillis() << Math.min(attempt, MAX_DOUBLINGS));
    }
  }

  private Answer once(HttpRequest request, byte[] target, int maxBytes)
      throws IOException, TimeoutException {
    CompletableFuture<HttpResponse<Integer>> sent =
        client().sendAsync(request, info -> new BoundedBody(target, maxBytes));
    HttpResponse<Integer> response = await(sent, limits.requestTimeoutMillis());
    return new Answer(response.statusCode(), response.headers(), response.body());
  }

  private synchronized HttpClient client() {
    HttpClient made = client;
    if (made == null) {
      made = HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(Duration.ofMillis(limits.requestTimeoutMillis()))
          .build();
      client = made;
    }
    return made;
  }

  private static void pause(long millis) {
    CompletableFuture<Void> over = new CompletableFuture<>();
    try {
      await(over, millis);
    } catch (TimeoutException e) {
      // The pause is over.
    } catch (IOException e) {
      throw new IllegalStateException("nobody fails a pause", e);
    }
  }

  private static <T> T await(CompletableFuture<T> future, long millis)
      throws IOException, TimeoutException {
    try {
      return future.get(millis, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      future.cancel(true);
      throw e;
    } catch (InterruptedException e) {
      future.cancel(true);
      Thread.currentThread().interrupt();
      throw new SluiceException(ErrorCode.CANCELLED, "Interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof java.net.http.HttpTimeoutException timeout) {
        TimeoutException late = new TimeoutException(timeout.getMessage());
        late.initCause(timeout);
        throw late;
      }
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw SluiceException.of(Objects.requireNonNullElse(e.getCause(), e));
    }
  }
}
