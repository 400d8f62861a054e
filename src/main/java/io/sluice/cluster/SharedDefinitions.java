package io.sluice.cluster;

import com.hazelcast.map.IMap;
import io.sluice.catalog.stored.CatalogEntry;
import io.sluice.catalog.stored.DefinitionExchange;
import io.sluice.catalog.stored.ObjectKey;
import io.sluice.catalog.stored.StoredCatalog;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * The entries of the catalogs of all coordinators in a map of the cluster, with a lock for each. Who changes one puts it there and tells it to every other coordinator, so that the
 * statement is over only when all have it. A coordinator that did not hear of it in time takes it from the map when it joins, or when the next statement asks for the newest entry.
 * The map is only how coordinators meet: each has all entries on its own disk, and puts them back when members that held them were lost. Thread-safe.
 */
public final class SharedDefinitions implements DefinitionExchange, AutoCloseable {
  private static final String MAP = "sluice.catalog";
  private static final String ADDRESS = "sluice.catalog.";

  /** How long others may hold an entry before a statement that wants it fails. */
  private static final long LOCK_WAIT_SECONDS = 30;

  /** When an entry is free again whose holder has neither let it go nor left the cluster. */
  private static final long LOCK_LEASE_SECONDS = 120;

  /** How long a statement waits for a coordinator to save an entry; one that takes longer finds it later. */
  private static final long TELL_MILLIS = 5_000;

  private final Vertx vertx;
  private final HazelcastClusterManager manager;
  private final IMap<String, byte[]> map;
  private final StoredCatalog catalog;
  private final MessageConsumer<Buffer> consumer;

  SharedDefinitions(Vertx vertx, HazelcastClusterManager manager, StoredCatalog catalog) {
    this.vertx = vertx;
    this.manager = manager;
    this.map = manager.getHazelcastInstance().getMap(MAP);
    this.catalog = catalog;
    this.consumer = vertx.eventBus().consumer(ADDRESS + manager.getNodeId(), this::told);
  }

  /** Completes when others reach this coordinator and each side knows what the other has saved. */
  Future<Void> join() {
    return consumer
        .completion()
        .compose(reachable -> vertx.executeBlocking(() -> {
          catalog.share(this);
          map.values().forEach(bytes -> catalog.accept(CatalogEntry.decode(bytes)));
          putBack();
          return null;
        }));
  }

  /** Puts every entry into the map that is newer than what is there. Blocks. */
  void putBack() {
    for (CatalogEntry entry : catalog.entries()) {
      exclusively(entry.key(), () -> {
        if (newest(entry.key()).map(CatalogEntry::version).orElse(0L) < entry.version()) {
          map.set(entry.key().toString(), entry.encode());
          tell(entry);
        }
        return entry;
      });
    }
  }

  private void told(Message<Buffer> message) {
    vertx
        .executeBlocking(() -> {
          catalog.accept(CatalogEntry.decode(message.body().getBytes()));
          return null;
        })
        .onComplete(
            saved -> message.reply(null),
            failure -> message.fail(ErrorCode.IO_ERROR.number(), failure.getMessage()));
  }

  @Override
  public <T> T exclusively(ObjectKey key, Supplier<T> change) {
    boolean isLocked;
    try {
      isLocked = map.tryLock(
          key.toString(),
          LOCK_WAIT_SECONDS,
          TimeUnit.SECONDS,
          LOCK_LEASE_SECONDS,
          TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      isLocked = false;
    }
    if (!isLocked) {
      throw new SluiceException(
          ErrorCode.COORDINATOR_LOST,
          "Another coordinator has been changing '%s' for more than %d seconds; run the statement again"
              .formatted(key.name().isEmpty() ? key.schema() : key.name(), LOCK_WAIT_SECONDS));
    }
    try {
      return change.get();
    } finally {
      map.unlock(key.toString());
    }
  }

  @Override
  public Optional<CatalogEntry> newest(ObjectKey key) {
    return Optional.ofNullable(map.get(key.toString())).map(CatalogEntry::decode);
  }

  @Override
  public void publish(CatalogEntry entry) {
    map.set(entry.key().toString(), entry.encode());
    tell(entry);
  }

  private void tell(CatalogEntry entry) {
    Buffer body = Buffer.buffer(entry.encode());
    DeliveryOptions delivery = new DeliveryOptions().setSendTimeout(TELL_MILLIS);
    List<Future<?>> answers = new ArrayList<>();
    for (String node : manager.getNodes()) {
      if (!node.equals(manager.getNodeId())) {
        // A node that is no coordinator has no handler, which is known at once.
        answers.add(vertx.eventBus().request(ADDRESS + node, body, delivery).otherwiseEmpty());
      }
    }
    try {
      Future.join(answers)
          .toCompletionStage()
          .toCompletableFuture()
          .get(2 * TELL_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("a request without an answer", e);
    }
  }

  /** Takes part no longer. */
  @Override
  public void close() {
    consumer.unregister();
  }
}
