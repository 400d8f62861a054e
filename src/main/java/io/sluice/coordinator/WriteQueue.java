package io.sluice.coordinator;

import io.sluice.catalog.WriteTarget;
import io.sluice.extension.write.WritableSchema;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** Lets writes to one table run one after the other, in the order in which they came. Thread-safe. */
final class WriteQueue {
  private record Key(WritableSchema schema, String table) {}

  // Guarded by this.
  private final Map<Key, Future<Void>> last = new HashMap<>();

  /** Starts a write when all that came before it have ended, well or not. */
  <T> Future<T> add(WriteTarget target, Supplier<Future<T>> write) {
    Key key = new Key(target.schema(), target.name().toLowerCase(Locale.ROOT));
    Promise<Void> ended = Promise.promise();
    Future<Void> before;
    synchronized (this) {
      Future<Void> tail = last.put(key, ended.future());
      before = tail == null ? Future.succeededFuture() : tail;
    }
    return before.compose(free -> write.get()).andThen(done -> {
      synchronized (this) {
        last.remove(key, ended.future());
      }
      ended.complete();
    });
  }
}
