package io.sluice.source.remote;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Writes a body into the beginning of an array: so many bytes and no more. Its result is how many there were, or {@link #TOO_LONG}. */
final class BoundedBody implements BodySubscriber<Integer> {
  static final int TOO_LONG = -1;

  private final CompletableFuture<Integer> result = new CompletableFuture<>();
  private final byte[] target;
  private final int maxBytes;
  private int count;
  private Flow.@Nullable Subscription subscription;

  BoundedBody(byte[] target, int maxBytes) {
    this.target = target;
    this.maxBytes = maxBytes;
  }

  @Override
  public CompletionStage<Integer> getBody() {
    return result;
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    given.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      int bytes = buffer.remaining();
      if (bytes > maxBytes - count) {
        Flow.Subscription running = subscription;
        if (running != null) {
          running.cancel();
        }
        result.complete(TOO_LONG);
        return;
      }
      buffer.get(target, count, bytes);
      count += bytes;
    }
  }

  @Override
  public void onError(Throwable failure) {
    result.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    result.complete(count);
  }
}
