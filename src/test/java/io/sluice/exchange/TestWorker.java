package io.sluice.exchange;

import io.sluice.config.ConfigValues;
import io.sluice.error.ErrorInfo;
import io.sluice.extension.ExchangeConsumer;
import io.sluice.extension.ExchangeReader;
import io.sluice.extension.ExchangeRequest;
import io.sluice.extension.TaskRequest;
import io.sluice.extension.WorkerChannel;
import io.sluice.plan.QueryId;
import io.sluice.plan.runtimefilter.FilterPart;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** A worker whose tasks the test plays itself. */
final class TestWorker implements WorkerChannel {
  final TaskOutputs outputs;
  final List<TaskRequest> started = new CopyOnWriteArrayList<>();
  final List<QueryId> cancelled = new CopyOnWriteArrayList<>();
  final List<FilterPart> filters = new CopyOnWriteArrayList<>();
  final List<Set<Integer>> filterStages = new CopyOnWriteArrayList<>();
  private volatile RuntimeException refusal;

  TestWorker(Vertx vertx, ConfigValues options) {
    outputs = new TaskOutputs(vertx, options);
  }

  void refuseTasks(RuntimeException reason) {
    refusal = reason;
  }

  @Override
  public Future<Void> startTasks(List<TaskRequest> requests) {
    if (refusal != null) {
      return Future.failedFuture(refusal);
    }
    started.addAll(requests);
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> addRuntimeFilter(QueryId query, Set<Integer> stages, FilterPart filter) {
    filters.add(filter);
    filterStages.add(stages);
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> cancelQuery(QueryId query, ErrorInfo reason) {
    cancelled.add(query);
    return Future.succeededFuture();
  }

  @Override
  public ExchangeReader openExchange(ExchangeRequest request, ExchangeConsumer consumer) {
    return outputs.open(request, consumer);
  }
}
