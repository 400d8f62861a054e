package io.sluice.coordinator;

import static java.util.Objects.requireNonNull;

import io.sluice.column.RecordBatch;
import io.sluice.config.ConfigValues;
import io.sluice.config.ExchangeOptions;
import io.sluice.config.SessionOptions;
import io.sluice.distributed.Stage;
import io.sluice.error.ErrorCode;
import io.sluice.error.ErrorInfo;
import io.sluice.error.SluiceException;
import io.sluice.exchange.ExchangeClient;
import io.sluice.exchange.TaskOutput;
import io.sluice.exchange.TaskStatus;
import io.sluice.extension.ChannelResolver;
import io.sluice.extension.TaskRequest;
import io.sluice.extension.WorkerInfo;
import io.sluice.metrics.ProfileCollector;
import io.sluice.metrics.StageProfile;
import io.sluice.plan.DistributedTaskContext;
import io.sluice.plan.QueryId;
import io.sluice.plan.TaskId;
import io.sluice.plan.runtimefilter.FilterExchange;
import io.sluice.plan.runtimefilter.FilterPart;
import io.sluice.plan.runtimefilter.RuntimeFilters;
import io.sluice.type.Schema;
import io.sluice.worker.ExecutionResources;
import io.sluice.worker.TaskExecution;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One running query: starts the tasks of its stages on their workers, runs the head stage here, and hands its batches to the client. Thread-safe.
 *
 * <p>The first failure of any part is the query's: the head stops, the client gets it, and all workers of the query are told to end its tasks. The same happens
 * when the client closes the result. The query is over when all of them have answered.
 */
final class QueryExecution implements QueryResult {
  private static final int HEAD_STAGE = 0;
  private static final int FIRST_ATTEMPT = 0;

  private final QueryId id;
  private final QueryPlan plan;
  private final ConfigValues settings;
  private final Environment environment;
  private final TaskOutput output;
  private final TaskId headTask;
  private final TaskExecution head;
  private final ResultReader reader;
  private final ProfileCollector profiles;
  private final ProgressCollector progress;
  private final CrossingFilters crossing;
  private final RuntimeFilters united;
  private final Promise<Void> allAsked = Promise.promise();
  private final Promise<Void> over = Promise.promise();

  // Guarded by this.
  private final List<Future<Void>> starts = new ArrayList<>();
  private boolean isEnding;

  /** What a query uses of its coordinator. */
  record Environment(
      ChannelResolver channels,
      ExecutionResources resources,
      ConfigValues exchangeOptions,
      TaskRequest.Reply reply) {}

  QueryExecution(QueryId id, QueryPlan plan, ConfigValues settings, Environment environment) {
    this.id = id;
    this.plan = plan;
    this.settings = settings;
    this.environment = environment;
    this.headTask = new TaskId(id, HEAD_STAGE, 0, FIRST_ATTEMPT);
    this.profiles = new ProfileCollector(tasks());
    this.progress = new ProgressCollector(plan, HEAD_STAGE, tasks().size());
    this.crossing = CrossingFilters.of(plan, HEAD_STAGE);
    this.united = new RuntimeFilters(
        new FilterExchange(crossing.filters().keySet(), Set.of()), this::tellFilter);
    ExecutionResources resources = environment.resources();
    this.output = new TaskOutput(
        headTask, plan.head().partitionCount(), resources.memory(), environment.exchangeOptions());
    ExchangeClient input = new ExchangeClient(
        headTask,
        plan.inputsOf(plan.head()),
        environment.channels(),
        resources.memory(),
        environment.exchangeOptions());
    this.head = new TaskExecution(
        plan.head(),
        settings,
        DistributedTaskContext.SINGLE,
        resources,
        new TaskExecution.Exchanges(
            input, output, new RuntimeFilters(crossing.of(HEAD_STAGE), this::filterTold)),
        environment.reply().isProfiled()
            || settings.get(SessionOptions.QUERY_PROGRESS_INTERVAL) > 0);
    this.reader = new ResultReader(
        output,
        headTask,
        environment.exchangeOptions().get(ExchangeOptions.PARTITION_CREDIT_BYTES));
  }

  private List<TaskId> tasks() {
    List<TaskId> tasks = new ArrayList<>();
    tasks.add(headTask);
    for (Stage stage : plan.stages()) {
      for (int task = 0; task < stage.taskCount(); task++) {
        tasks.add(taskId(stage, task));
      }
    }
    return tasks;
  }

  private TaskId taskId(Stage stage, int task) {
    return new TaskId(id, stage.number(), task, FIRST_ATTEMPT);
  }

  /** Starts all tasks at once; a reader that comes before its producer waits there. */
  void start(long remainingMillis) {
    Map<WorkerInfo, List<TaskRequest>> requests = new LinkedHashMap<>();
    for (Stage stage : plan.stages()) {
      List<WorkerInfo> workers = plan.workersOf(stage);
      Map<Integer, List<WorkerInfo>> inputs = plan.inputsOf(stage.requirePlan());
      for (int task = 0; task < stage.taskCount(); task++) {
        TaskRequest request = new TaskRequest(
            taskId(stage, task),
            stage.taskCount(),
            plan.taskPlan(stage, task),
            inputs,
            settings.overrides(),
            remainingMillis,
            crossing.of(stage.number()),
            environment.reply());
        requests.computeIfAbsent(workers.get(task), worker -> new ArrayList<>()).add(request);
      }
    }
    requests.forEach(this::startTasks);
    allAsked.complete();
    head.whenEnded().onFailure(cause -> {
      // Whoever reads the result may have closed it already.
      progress.failed(cause);
      endWith(cause);
    });
    head.start();
  }

  private void startTasks(WorkerInfo worker, List<TaskRequest> requests) {
    Future<Void> started;
    synchronized (this) {
      if (isEnding) {
        requests.forEach(request -> profiles.ended(request.id()));
        return;
      }
      started = environment.channels().channel(worker).startTasks(requests);
      starts.add(started);
    }
    started.onFailure(refusal -> {
      requests.forEach(request -> profiles.ended(request.id()));
      endWith(refusal);
    });
  }

  /** How far the query is, and how it ended. */
  ProgressCollector progress() {
    head.profile().ifPresent(profile -> progress.told(headTask, profile));
    return progress;
  }

  /** Ends the query with a failure, unless it is ending already. */
  void fail(Throwable cause) {
    endWith(cause);
    profiles.fail(cause);
  }

  /** The same, but what its tasks counted is still waited for if the query is ending well. */
  private void endWith(Throwable cause) {
    SluiceException error = SluiceException.of(cause);
    if (beginEnd()) {
      progress.failed(error);
      profiles.fail(error);
      reader.onError(error);
      end(error);
    }
  }

  /** A worker has left: fails the query if it has tasks there. */
  void workerLost(String workerId) {
    for (WorkerInfo worker : plan.workers()) {
      if (worker.id().equals(workerId)) {
        fail(new SluiceException(
            ErrorCode.WORKER_LOST,
            "Worker " + worker + " was lost while it ran a part of the query; run it again"));
        return;
      }
    }
  }

  void taskStatus(TaskStatus status) {
    status.filters().forEach(this::filterTold);
    status.profile().ifPresent(profile -> progress.told(status.id(), profile));
    if (status.state() != TaskStatus.State.RUNNING) {
      status.profile().ifPresent(profile -> profiles.told(status.id(), profile));
      progress.ended(status.id());
    }
    if (status.state() == TaskStatus.State.FAILED) {
      endWith(status
          .error()
          .map(ErrorInfo::toException)
          .orElseGet(() ->
              new SluiceException(ErrorCode.INTERNAL_ERROR, "Task " + status.id() + " failed")));
    }
  }

  /** One of the tasks that make a filter has told what it knows. */
  private void filterTold(FilterPart part) {
    CrossingFilters.Crossing known = crossing.filters().get(part.filter());
    if (known != null) {
      united.add(known.parts(), part);
    }
  }

  /** All have: those that want it hear of it, once they have started. */
  private void tellFilter(FilterPart filter) {
    Set<Integer> stages =
        requireNonNull(crossing.filters().get(filter.filter())).targets();
    if (stages.contains(HEAD_STAGE)) {
      head.addRuntimeFilter(filter);
    }
    allAsked
        .future()
        .compose(asked -> Future.join(starts()))
        .onSuccess(started ->
            plan.workersOf(stages).forEach(worker -> tellFilter(worker, stages, filter)));
  }

  /** A worker that cannot be reached has lost its tasks, too, and with them the query. */
  private void tellFilter(WorkerInfo worker, Set<Integer> stages, FilterPart filter) {
    try {
      environment.channels().channel(worker).addRuntimeFilter(id, stages, filter);
    } catch (SluiceException gone) {
      fail(gone);
    }
  }

  private synchronized List<Future<Void>> starts() {
    return List.copyOf(starts);
  }

  @Override
  public QueryId id() {
    return id;
  }

  @Override
  public Schema schema() {
    return plan.head().schema();
  }

  @Override
  public Future<Optional<RecordBatch>> next() {
    return reader.next();
  }

  /** The part of the query that runs here. */
  TaskExecution head() {
    return head;
  }

  QueryPlan plan() {
    return plan;
  }

  /** What the tasks of each stage counted: complete when the query is over, if it was asked for; failed if the query has. */
  Future<Map<Integer, StageProfile>> stageProfiles() {
    return profiles.stages();
  }

  /** Completes when nothing of the query is left. */
  Future<Void> whenOver() {
    return over.future();
  }

  @Override
  public Future<Void> close() {
    reader.close();
    if (beginEnd()) {
      end(new SluiceException(ErrorCode.CANCELLED, "The query was cancelled"));
    }
    return over.future();
  }

  private synchronized boolean beginEnd() {
    boolean isFirst = !isEnding;
    isEnding = true;
    return isFirst;
  }

  private void end(SluiceException cause) {
    List<Future<Void>> ends = new ArrayList<>();
    starts().forEach(start -> ends.add(start.otherwiseEmpty()));
    head.fail(cause);
    ends.add(head.whenEnded().otherwiseEmpty().andThen(ended -> {
      output.close();
      head.profile().ifPresent(profile -> profiles.told(headTask, profile));
      progress().ended(headTask);
    }));
    ErrorInfo reason = ErrorInfo.of(cause);
    for (WorkerInfo worker : plan.workers()) {
      ends.add(cancelOn(worker, reason).onFailure(profiles::fail).otherwiseEmpty());
    }
    Future.join(ends)
        .compose(ended -> environment.reply().isProfiled()
            ? stageProfiles().<Void>mapEmpty()
            : Future.<Void>succeededFuture())
        .onComplete(ended -> {
          progress.over();
          over.complete();
        });
  }

  /** A worker that cannot be reached ends the tasks by itself: its coordinator is lost to it, or the deadline passes. */
  private Future<Void> cancelOn(WorkerInfo worker, ErrorInfo reason) {
    try {
      return environment.channels().channel(worker).cancelQuery(id, reason);
    } catch (SluiceException gone) {
      return Future.failedFuture(gone);
    }
  }
}
