package io.sluice.plan.runtimefilter;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runtime filters by the number that the plan gives them, in a task, or of all tasks in a coordinator. A filter is there once all of its parts are; until then,
 * and for ever if a part is unknown, its readers take all rows. Thread-safe.
 */
public final class RuntimeFilters {
  private final FilterExchange exchange;
  private final Consumer<FilterPart> publisher;
  private final Map<Integer, Parts> filters = new ConcurrentHashMap<>();
  private final Map<Integer, Promise<Void>> awaited = new HashMap<>();

  private static final class Parts {
    private @Nullable RuntimeFilter united;
    private boolean isUnknown;
    private int missing;

    Parts(int count) {
      missing = count;
    }

    /** Adds a part that was missing; answers whether it was the last one. */
    synchronized boolean add(Optional<RuntimeFilter> part) {
      if (missing == 0) {
        return false;
      }
      if (part.isEmpty() || isUnknown) {
        isUnknown = true;
        united = null;
      } else {
        RuntimeFilter others = united;
        united = others == null ? part.get() : others.union(part.get());
      }
      missing--;
      return missing == 0;
    }

    synchronized @Nullable RuntimeFilter complete() {
      return missing == 0 ? united : null;
    }
  }

  /** Those of a task whose joins and scans have to do with each other alone. */
  public RuntimeFilters() {
    this(FilterExchange.NONE, part -> {});
  }

  /**
   * Those that others have to do with, too.
   *
   * @param publisher takes each filter that is to be published, when it is complete; called on any thread
   */
  public RuntimeFilters(FilterExchange exchange, Consumer<FilterPart> publisher) {
    this.exchange = exchange;
    this.publisher = publisher;
    exchange.awaited().forEach(filter -> awaited.put(filter, Promise.promise()));
  }

  /** Adds one part of a filter, which is known. */
  public void add(int filter, int parts, RuntimeFilter part) {
    add(parts, new FilterPart(filter, Optional.of(part)));
  }

  /**
   * Adds one part of a filter. Parts of a filter that is complete already are ignored.
   *
   * @param parts how many parts it has; the same for each
   */
  public void add(int parts, FilterPart part) {
    int filter = part.filter();
    if (filters.computeIfAbsent(filter, number -> new Parts(parts)).add(part.keys())) {
      settle(filter);
      if (exchange.published().contains(filter)) {
        publisher.accept(new FilterPart(filter, Optional.ofNullable(find(filter))));
      }
    }
  }

  /** The filter, once it is complete. */
  public @Nullable RuntimeFilter find(int filter) {
    Parts parts = filters.get(filter);
    return parts == null ? null : parts.complete();
  }

  /** Completes when an awaited filter is there, or is awaited no longer; at once for all others. */
  public Future<Void> whenSettled(int filter) {
    Promise<Void> promise = awaited.get(filter);
    return promise == null ? Future.succeededFuture() : promise.future();
  }

  /** Whether filters of other stages were to come at all. */
  public boolean isAwaiting() {
    return !awaited.isEmpty();
  }

  /** Awaits nothing any longer; filters that come later are used all the same. */
  public void stopWaiting() {
    awaited.keySet().forEach(this::settle);
  }

  private void settle(int filter) {
    Promise<Void> promise = awaited.get(filter);
    if (promise != null) {
      promise.tryComplete();
    }
  }
}
