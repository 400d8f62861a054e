package io.sluice.extension;

import java.util.List;

/** Knows the workers of the cluster. Thread-safe; asked at the start of every query. */
public interface WorkerResolver {
  /** Workers that can be given tasks now, in a stable order. */
  List<WorkerInfo> workers();
}
