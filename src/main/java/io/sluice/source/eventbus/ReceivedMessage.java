package io.sluice.source.eventbus;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.type.Binary;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A message as values of {@link EventBusTable#SCHEMA}. Immutable. */
final class ReceivedMessage {
  /** What a message takes beside its body and headers, about. */
  private static final long OWN_BYTES = 200;

  private static final int REFUSED = 1;

  private final Message<Object> message;
  private final @Nullable String body;
  private final @Nullable Binary data;
  private final boolean isReadable;
  private final long receivedMicros;
  private final long bytes;

  ReceivedMessage(Message<Object> message, long receivedMillis) {
    this.message = message;
    Object sent = message.body();
    this.body = text(sent);
    this.data = binary(sent);
    this.isReadable = sent == null || body != null || data != null;
    this.receivedMicros = TimeUnit.MILLISECONDS.toMicros(receivedMillis);
    this.bytes = OWN_BYTES
        + (body == null ? 0 : 2L * body.length())
        + (data == null ? 0 : data.bytes().length)
        + headerBytes(message.headers());
  }

  private static @Nullable String text(@Nullable Object sent) {
    if (sent instanceof JsonObject object) {
      return object.encode();
    }
    if (sent instanceof JsonArray array) {
      return array.encode();
    }
    return sent instanceof String
            || sent instanceof Number
            || sent instanceof Boolean
            || sent instanceof Character
        ? sent.toString()
        : null;
  }

  private static @Nullable Binary binary(@Nullable Object sent) {
    if (sent instanceof Buffer buffer) {
      return Binary.of(buffer.getBytes());
    }
    return sent instanceof byte[] array ? Binary.of(array.clone()) : null;
  }

  private static long headerBytes(MultiMap headers) {
    long bytes = 0;
    for (Map.Entry<String, String> header : headers) {
      bytes += 2L * (header.getKey().length() + header.getValue().length());
    }
    return bytes;
  }

  /** What it holds, about. */
  long bytes() {
    return bytes;
  }

  /**
   * The value of a column.
   *
   * @throws SluiceException of code NOT_SUPPORTED when its body is of a class that has no column
   */
  @Nullable
  Object value(int column) {
    if (!isReadable) {
      throw new SluiceException(
          ErrorCode.NOT_SUPPORTED,
          "A message to '%s' has a body of %s; texts, JSON, numbers, booleans, buffers and byte arrays are read"
              .formatted(message.address(), message.body().getClass()));
    }
    return switch (column) {
      case 0 -> message.address();
      case 1 -> body;
      case 2 -> data;
      case 3 -> headers();
      case 4 -> receivedMicros;
      default -> throw new IllegalArgumentException("column " + column);
    };
  }

  /** Of a header with several values the first. */
  private Map<Object, Object> headers() {
    Map<Object, Object> headers = new LinkedHashMap<>();
    message.headers().forEach(header -> headers.putIfAbsent(header.getKey(), header.getValue()));
    return headers;
  }

  /** Tells a sender that waits for a reply that the message has become a row. */
  void acknowledge() {
    if (message.replyAddress() != null) {
      message.reply(null);
    }
  }

  void refuse(String why) {
    if (message.replyAddress() != null) {
      message.fail(REFUSED, why);
    }
  }
}
