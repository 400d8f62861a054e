package io.sluice.extension;

import io.vertx.core.Future;
import java.util.List;

/** Knows the workers of the cluster. Thread-safe. */
public interface WorkerResolver {
  /** Workers that can be given tasks, as far as known here, in a stable order. */
  List<WorkerInfo> workers();

  /** The same after asking whoever knows better, so that no worker is missing that was up before the call. Asked at the start of every query. */
  default Future<List<WorkerInfo>> refresh() {
    return Future.succeededFuture(workers());
  }
}
