package io.sluice.worker;

import io.sluice.config.ConfigValues;
import io.sluice.config.NodeOptions;
import io.sluice.config.SessionOptions;
import io.sluice.error.ErrorCode;
import io.sluice.error.ErrorInfo;
import io.sluice.error.SluiceException;
import io.sluice.exchange.ExchangeClient;
import io.sluice.exchange.TaskOutput;
import io.sluice.exchange.TaskOutputs;
import io.sluice.exchange.TaskStatus;
import io.sluice.extension.ExchangeConsumer;
import io.sluice.extension.ExchangeReader;
import io.sluice.extension.ExchangeRequest;
import io.sluice.extension.TaskRequest;
import io.sluice.extension.WorkerChannel;
import io.sluice.metrics.TaskProfile;
import io.sluice.plan.DistributedTaskContext;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.QueryId;
import io.sluice.plan.TaskId;
import io.sluice.plan.runtimefilter.FilterPart;
import io.sluice.plan.runtimefilter.RuntimeFilters;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs the tasks that coordinators hand over. It is itself the channel to it for everybody in its process. Thread-safe.
 *
 * <p>A task lives until its output was read to the end, its query is cancelled, its deadline has passed or its coordinator is lost; whatever it held is given
 * back then. A failed task keeps its cause for readers that come late until its query is cancelled, which the coordinator does at the end of every query.
 */
public final class Worker implements WorkerChannel {
  /** How long readers can still learn that a task ran into its deadline. */
  private static final long FAILED_TASK_LINGER_MILLIS = TimeUnit.SECONDS.toMillis(30);

  private final Vertx vertx;
  private final ExecutionResources resources;
  private final WorkerServices services;
  private final TaskPlans plans;
  private final TaskOutputs outputs;
  private final TaskRegistry tasks = new TaskRegistry();

  public Worker(Vertx vertx, ExecutionResources resources, WorkerServices services) {
    this.vertx = vertx;
    this.resources = resources;
    this.services = services;
    this.plans = new TaskPlans(
        services.codec(), services.options().get(NodeOptions.WORKER_MAX_CACHED_PLANS));
    this.outputs = new TaskOutputs(vertx, services.options());
  }

  @Override
  public Future<Void> startTasks(List<TaskRequest> requests) {
    return resources.executeBlocking(() -> {
      for (TaskRequest request : requests) {
        start(request, plans.decode(request.plan()));
      }
      return null;
    });
  }

  private void start(TaskRequest request, ExecutionPlan plan) {
    TaskId id = request.id();
    TaskOutput output =
        new TaskOutput(id, plan.partitionCount(), resources.memory(), services.options());
    ExchangeClient input = new ExchangeClient(
        id, request.inputs(), services.channels(), resources.memory(), services.options());
    ConfigValues settings = settings(request);
    RuntimeFilters filters =
        new RuntimeFilters(request.filters(), part -> publish(request, settings, part));
    TaskExecution execution = new TaskExecution(
        plan,
        settings,
        new DistributedTaskContext(id.task(), request.taskCount()),
        resources,
        new TaskExecution.Exchanges(input, output, filters),
        request.reply().isProfiled() || settings.get(SessionOptions.QUERY_PROGRESS_INTERVAL) > 0);
    WorkerTask task = new WorkerTask(request, execution, output);
    try {
      tasks.add(task);
    } catch (SluiceException refused) {
      input.close();
      output.close();
      throw refused;
    }
    outputs.add(id, output);
    long deadline = vertx.setTimer(Math.max(1, request.deadlineMillis()), timer -> expire(task));
    FilterTimer.start(vertx, execution);
    tellProgress(task, settings.get(SessionOptions.QUERY_PROGRESS_INTERVAL));
    execution
        .whenEnded()
        .onComplete(ended -> report(task, ended.cause()))
        .compose(ended -> output.whenFinished())
        .onSuccess(read -> {
          vertx.cancelTimer(deadline);
          release(task);
        })
        .onFailure(failed -> vertx.cancelTimer(deadline));
    execution.start();
  }

  /** Tells the coordinator now and then what a task has counted, until it has ended. */
  private void tellProgress(WorkerTask task, long intervalMillis) {
    if (intervalMillis == 0) {
      return;
    }
    long timer = vertx.setPeriodic(intervalMillis, due -> {
      TaskStatus status = new TaskStatus(
          task.request().id(),
          TaskStatus.State.RUNNING,
          Optional.empty(),
          task.execution().profile(),
          List.of());
      vertx.eventBus().send(task.request().reply().statusAddress(), status.encode());
    });
    task.execution().whenEnded().onComplete(ended -> vertx.cancelTimer(timer));
  }

  /** Tells the coordinator a filter for tasks of other stages. */
  private void publish(TaskRequest request, ConfigValues settings, FilterPart part) {
    long maxBytes = settings.get(SessionOptions.RUNTIME_FILTER_MAX_BYTES);
    FilterPart told =
        new FilterPart(part.filter(), part.keys().filter(keys -> keys.retainedBytes() <= maxBytes));
    TaskStatus status = new TaskStatus(
        request.id(), TaskStatus.State.RUNNING, Optional.empty(), Optional.empty(), List.of(told));
    vertx.eventBus().send(request.reply().statusAddress(), status.encode());
  }

  @Override
  public Future<Void> addRuntimeFilter(QueryId query, Set<Integer> stages, FilterPart filter) {
    tasks
        .matching(task -> task.request().id().query().equals(query)
            && stages.contains(task.request().id().stage()))
        .forEach(task -> task.execution().addRuntimeFilter(filter));
    return Future.succeededFuture();
  }

  private ConfigValues settings(TaskRequest request) {
    ConfigValues config = services.sessionDefaults();
    for (Map.Entry<String, String> setting : request.settings().entrySet()) {
      config = config.with(setting.getKey(), setting.getValue());
    }
    return config;
  }

  /** The coordinator hears of failures, and of what was counted; that a task has ended well it learns from the output. */
  private void report(WorkerTask task, @Nullable Throwable failure) {
    Optional<TaskProfile> profile = task.execution().profile();
    if (failure != null || profile.isPresent()) {
      TaskStatus status = new TaskStatus(
          task.request().id(),
          failure == null ? TaskStatus.State.FINISHED : TaskStatus.State.FAILED,
          Optional.ofNullable(failure).map(ErrorInfo::of),
          profile,
          List.of());
      vertx.eventBus().send(task.request().reply().statusAddress(), status.encode());
    }
  }

  private void expire(WorkerTask task) {
    task.execution()
        .fail(new SluiceException(
            ErrorCode.QUERY_TIMEOUT, "The query ran longer than query.timeout allows"));
    task.execution()
        .whenEnded()
        .onComplete(ended -> vertx.setTimer(FAILED_TASK_LINGER_MILLIS, timer -> release(task)));
  }

  /** Gives back what the task holds before it is forgotten: who waits for the end of all tasks waits for that, too. */
  private void release(WorkerTask task) {
    outputs.remove(task.request().id());
    task.output().close();
    tasks.remove(task);
  }

  @Override
  public Future<Void> cancelQuery(QueryId query, ErrorInfo reason) {
    tasks.markCancelled(query);
    SluiceException cause = reason.toException();
    outputs.cancel(query, cause);
    return end(tasks.matching(task -> task.request().id().query().equals(query)), cause);
  }

  /** Ends the tasks of all queries of a coordinator that is gone. */
  public Future<Void> coordinatorLost(String coordinatorId) {
    SluiceException cause = new SluiceException(
        ErrorCode.COORDINATOR_LOST, "Coordinator " + coordinatorId + " has left the cluster");
    return end(
        tasks.matching(task -> task.request().reply().coordinatorId().equals(coordinatorId)),
        cause);
  }

  /** Ends all tasks; completes when the last one has given back what it held. */
  public Future<Void> close() {
    return end(
        tasks.matching(task -> true),
        new SluiceException(ErrorCode.WORKER_LOST, "The worker is shutting down"));
  }

  private Future<Void> end(List<WorkerTask> ending, SluiceException cause) {
    List<Future<Void>> ended = ending.stream()
        .map(task -> {
          task.execution().fail(cause);
          return task.execution().whenEnded().otherwiseEmpty().andThen(over -> release(task));
        })
        .toList();
    return Future.join(ended).mapEmpty();
  }

  @Override
  public ExchangeReader openExchange(ExchangeRequest request, ExchangeConsumer consumer) {
    return outputs.open(request, consumer);
  }

  /** Tasks that have not ended or whose output was not read: none when no query runs. */
  public List<TaskId> openTasks() {
    return tasks.matching(task -> true).stream()
        .map(task -> task.request().id())
        .toList();
  }
}
