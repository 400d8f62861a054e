package io.sluice.coordinator;

import io.sluice.catalog.Catalogs;
import io.sluice.catalog.stored.StoredCatalog;
import io.sluice.codec.PlanCodec;
import io.sluice.config.ConfigValues;
import io.sluice.config.SessionOptions;
import io.sluice.distributed.DistributedPlan;
import io.sluice.distributed.DistributedPlanJson;
import io.sluice.distributed.DistributedPlanText;
import io.sluice.distributed.DistributedPlanner;
import io.sluice.distributed.Distributions;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.exchange.TaskStatus;
import io.sluice.extension.TaskRequest;
import io.sluice.extension.WorkerInfo;
import io.sluice.memory.MemoryPool;
import io.sluice.metrics.QueryProfile;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.PreparedPlan;
import io.sluice.plan.QueryId;
import io.sluice.sql.SessionContext;
import io.sluice.sql.SqlPlanner;
import io.sluice.sql.Statement;
import io.sluice.type.DataType;
import io.sluice.type.Literal;
import io.sluice.worker.ExecutionResources;
import io.sluice.worker.FilterTimer;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Admits queries, plans them, and runs them over the workers there are. Thread-safe; planning runs on Vert.x worker threads.
 */
public final class Coordinator {
  private final Vertx vertx;
  private final CoordinatorServices services;
  private final ExecutionResources resources;
  private final Supplier<ConfigValues> sessionDefaults;
  private final int maxQueries;
  private final String coordinatorId;
  private final Map<QueryId, Admitted> queries = new ConcurrentHashMap<>();
  private final EndedQueries ended = new EndedQueries();
  private final MessageConsumer<Object> statusConsumer;
  private final StoredTables stored;
  private final TableWriter tableWriter;
  private final FileCopier fileCopier;
  private final TableAnalyzer tableAnalyzer;
  private final DefinitionRunner definitionRunner;

  /** A query's place among those that run; it has no execution while it is planned. */
  private static final class Admitted {
    private volatile Optional<QueryExecution> execution = Optional.empty();
    private volatile boolean isCancelled;
  }

  /**
   * Who a coordinator is, and its bounds.
   *
   * @param coordinatorId the id of its node
   * @param maxQueries how many queries may run at once
   * @param sessionDefaults what a session begins with, asked when it begins
   */
  public record Settings(
      String coordinatorId, int maxQueries, Supplier<ConfigValues> sessionDefaults) {}

  public Coordinator(
      Vertx vertx, CoordinatorServices services, ExecutionResources resources, Settings settings) {
    this.vertx = vertx;
    this.services = services;
    this.resources = resources;
    this.sessionDefaults = settings.sessionDefaults();
    this.maxQueries = settings.maxQueries();
    this.coordinatorId = settings.coordinatorId();
    this.stored = new StoredTables(services.planning().sql().catalogs(), resources.memory());
    this.tableWriter = new TableWriter(this, stored);
    this.fileCopier = new FileCopier(this);
    this.tableAnalyzer = new TableAnalyzer(this);
    this.definitionRunner = new DefinitionRunner(services.planning().sql(), stored);
    this.statusConsumer = vertx
        .eventBus()
        .consumer(statusAddress(coordinatorId), message -> taskStatus((Buffer) message.body()));
  }

  private static String statusAddress(String coordinatorId) {
    return "sluice.coordinator." + coordinatorId + ".status";
  }

  /** Completes when workers can reach this coordinator. */
  public Future<Void> whenReachable() {
    return statusConsumer.completion();
  }

  public Session newSession() {
    return new Session(sessionDefaults.get(), catalogs().newSession());
  }

  /** To be called when no statement of a session comes any more: its temporary tables end. */
  public void endSession(Session session) {
    session.names().temporary().ifPresent(stored::forget);
  }

  /** A random name for a query. */
  public QueryId newQueryId() {
    return QueryId.random(services.random());
  }

  /**
   * Runs the statements of a text in order.
   *
   * @param parameters the values of all {@code ?} in the text, in order
   * @return the result of the last statement, before its first row; the others have run to their end. Fails with a {@link SluiceException}
   */
  public Future<QueryResult> execute(Session session, String sql, List<Literal> parameters) {
    return execute(newQueryId(), session, sql, parameters);
  }

  /** The same for a query whose name the caller has chosen, so that it can be cancelled by {@link #cancel} before its result is there. */
  public Future<QueryResult> execute(
      QueryId id, Session session, String sql, List<Literal> parameters) {
    return execute(id, session, sql, parameters, false);
  }

  /** The same with parameters of exactly the types of their values, so that the result has the columns that {@link #describe} tells. */
  public Future<QueryResult> executeTyped(
      QueryId id, Session session, String sql, List<Literal> parameters) {
    return execute(id, session, sql, parameters, true);
  }

  private Future<QueryResult> execute(
      QueryId id, Session session, String sql, List<Literal> parameters, boolean isTyped) {
    return blocking(() -> new StatementRunner(this, session, parameters, isTyped).run(id, sql))
        .compose(Function.identity());
  }

  /**
   * Tells what the last statement of a text would answer and what the parameters are, without running any. Queries that give a PIVOT its columns do run.
   *
   * @return fails with a {@link SluiceException}, as {@link #executeTyped} would
   */
  public Future<StatementDescription> describe(Session session, String sql) {
    return parse(sql)
        .compose(statements -> new StatementDescriber(this, session).describe(statements));
  }

  /**
   * Values of parameters as the types that {@link #describe} tells, by the rules of CAST.
   *
   * @return fails with a {@link SluiceException} when their number is another, or a value has no form in its type or would become another value
   */
  public Future<List<Literal>> convert(
      Session session, List<Literal> values, List<DataType> types) {
    if (values.size() != types.size()) {
      return Future.failedFuture(new SluiceException(
          ErrorCode.INVALID_ARGUMENT,
          "Wrong number of parameter values: the statements take %d, but got %d"
              .formatted(types.size(), values.size())));
    }
    return blocking(() -> planner().convert(values, types, session.context()));
  }

  /** The words of SQL that are no names unless they are quoted. */
  public static List<String> keywords() {
    return SqlPlanner.keywords();
  }

  /** Calls what looks at catalogs, which may block, on a thread for it. */
  public <T> Future<T> inspect(Function<Catalogs, T> look) {
    return blocking(() -> look.apply(catalogs()));
  }

  /** As {@link #execute}, but the last statement, a query, is only planned: the text of its plan, which ends with a newline. */
  public Future<String> explain(Session session, String sql, List<Literal> parameters) {
    return blocking(() -> new StatementRunner(this, session, parameters, false).explain(sql))
        .compose(Function.identity());
  }

  /** The same as a result, a line of the text a row of column {@code plan}. */
  public Future<QueryResult> explainResult(
      QueryId id, Session session, String sql, List<Literal> parameters) {
    return explain(session, sql, parameters)
        .map(text -> StaticResult.of(id, List.of("plan"), StaticResult.lines(text)));
  }

  Future<List<Statement>> parse(String sql) {
    return blocking(() -> planner().parse(sql));
  }

  /** Calls something that may block: at once if the caller may, otherwise on a thread for it. */
  <T> Future<T> blocking(Callable<T> call) {
    if (!Context.isOnWorkerThread()) {
      return vertx.executeBlocking(call, false);
    }
    try {
      return Future.succeededFuture(call.call());
    } catch (Exception failure) {
      return Future.failedFuture(failure);
    }
  }

  SqlPlanner planner() {
    return services.planning().sql();
  }

  Catalogs catalogs() {
    return planner().catalogs();
  }

  MemoryPool memory() {
    return resources.memory();
  }

  TableWriter tableWriter() {
    return tableWriter;
  }

  TableAnalyzer tableAnalyzer() {
    return tableAnalyzer;
  }

  FileCopier fileCopier() {
    return fileCopier;
  }

  DefinitionRunner definitionRunner() {
    return definitionRunner;
  }

  /**
   * Distributes what has a plan. The cluster is asked for its workers only if the plan has use for them.
   *
   * @param planning makes the plan for one node; called on a thread that may block
   */
  Future<ExecutionPlan> plan(ConfigValues settings, Supplier<PreparedPlan> planning) {
    return distribute(settings, planning, (plan, workers) -> plan.plan());
  }

  /**
   * The same for those who want more than the plan.
   *
   * @param then makes it of the plan and the workers; called on a thread that may block, if there are workers
   */
  private <T> Future<T> distribute(
      ConfigValues settings,
      Supplier<PreparedPlan> planning,
      BiFunction<DistributedPlan, List<WorkerInfo>, T> then) {
    DistributedPlanner distributed = services.planning().distributed();
    return blocking(planning::get).map(Distributions::of).compose(plan -> {
      Optional<DistributedPlan> oneTask = plan.oneTask(distributed, settings);
      return oneTask.isPresent()
          ? Future.succeededFuture(then.apply(oneTask.get(), List.of()))
          : workers()
              .compose(workers -> blocking(() ->
                  then.apply(plan.distribute(distributed, workers.size(), settings), workers)));
    });
  }

  private Future<List<WorkerInfo>> workers() {
    return services.cluster().workers().refresh().map(this::compatible);
  }

  static String planText(ExecutionPlan plan, boolean isJson) {
    return isJson
        ? DistributedPlanJson.format(plan).encodePrettily() + "\n"
        : DistributedPlanText.format(plan);
  }

  private static String profileText(QueryPlan plan, QueryProfile profile, boolean isJson) {
    return isJson
        ? DistributedPlanJson.format(plan.plan(), profile).encodePrettily() + "\n"
        : DistributedPlanText.format(plan.plan(), profile);
  }

  /** Plans and starts a query. */
  Future<QueryResult> run(
      QueryId id, Statement.Query query, SessionContext session, List<Literal> parameters) {
    return execute(
            id, session.settings(), () -> planner().prepare(query, session, parameters), false)
        .map(execution -> execution);
  }

  /**
   * Plans and starts what has a plan.
   *
   * @param planning makes the plan for one node; called on a thread that may block
   */
  Future<QueryResult> run(QueryId id, ConfigValues settings, Supplier<ExecutionPlan> planning) {
    return execute(id, settings, () -> new PreparedPlan(planning.get()), false)
        .map(execution -> execution);
  }

  /** Plans and starts a query whose rows nobody wants but what its operators count. */
  Future<QueryResult> analyze(
      QueryId id, Statement.Analyze analyze, SessionContext session, List<Literal> parameters) {
    long start = resources.clock().nanoTime();
    return execute(
            id,
            session.settings(),
            () -> planner().prepare(analyze.query(), session, parameters),
            true)
        .map(execution -> new AnalyzedResult(
            execution,
            resources.clock().nanoTime() - start,
            resources.clock(),
            profile -> profileText(execution.plan(), profile, analyze.isJson())));
  }

  private Future<QueryExecution> execute(
      QueryId id, ConfigValues settings, Supplier<PreparedPlan> planning, boolean isProfiled) {
    Admitted admitted = new Admitted();
    if (queries.size() >= maxQueries) {
      return Future.failedFuture(
          new SluiceException(
              ErrorCode.TOO_MANY_QUERIES,
              maxQueries
                  + " queries are running, as many as coordinator.max_queries allows; try again when one has ended"));
    }
    if (queries.putIfAbsent(id, admitted) != null) {
      return Future.failedFuture(new SluiceException(
          ErrorCode.INVALID_REQUEST, "A query with the id " + id + " is running already"));
    }
    long deadline =
        resources.clock().nanoTime() + settings.get(SessionOptions.QUERY_TIMEOUT) * 1_000_000;
    PlanCodec codec = services.planning().codec();
    return distribute(
            settings, planning, (plan, workers) -> QueryPlan.place(plan, codec, workers, id))
        .map(plan -> start(
            new QueryExecution(id, plan, settings, environment(isProfiled)), admitted, deadline))
        .onFailure(failed -> queries.remove(id, admitted));
  }

  private QueryExecution.Environment environment(boolean isProfiled) {
    return new QueryExecution.Environment(
        services.cluster().channels(),
        resources,
        services.exchangeOptions(),
        new TaskRequest.Reply(coordinatorId, statusAddress(coordinatorId), isProfiled));
  }

  private QueryExecution start(QueryExecution execution, Admitted admitted, long deadline) {
    QueryId id = execution.id();
    long remainingMillis = (deadline - resources.clock().nanoTime()) / 1_000_000;
    if (remainingMillis <= 0) {
      execution.fail(timeout());
      throw timeout();
    }
    long timer = vertx.setTimer(remainingMillis, expired -> execution.fail(timeout()));
    execution.whenOver().onComplete(over -> {
      vertx.cancelTimer(timer);
      ended.add(id, execution.progress());
      queries.remove(id, admitted);
    });
    admitted.execution = Optional.of(execution);
    if (admitted.isCancelled) {
      execution.fail(cancelled());
    } else {
      try {
        FilterTimer.start(vertx, execution.head());
        execution.start(remainingMillis);
      } catch (RuntimeException failure) {
        execution.fail(failure);
      }
    }
    return execution;
  }

  private static SluiceException timeout() {
    return new SluiceException(
        ErrorCode.QUERY_TIMEOUT, "The query ran longer than query.timeout allows");
  }

  private static SluiceException cancelled() {
    return new SluiceException(ErrorCode.CANCELLED, "The query was cancelled");
  }

  /** Ends a query; its result fails with CANCELLED. False when no query of that name runs here. */
  public boolean cancel(QueryId id) {
    Admitted admitted = queries.get(id);
    if (admitted == null) {
      return false;
    }
    admitted.isCancelled = true;
    admitted.execution.ifPresent(execution -> execution.fail(cancelled()));
    return true;
  }

  /** To be called when a worker has left the cluster: queries with tasks on it fail. */
  public void workerLost(String workerId) {
    executions().forEach(execution -> execution.workerLost(workerId));
  }

  private void taskStatus(Buffer message) {
    TaskStatus status = TaskStatus.decode(message);
    Admitted admitted = queries.get(status.id().query());
    if (admitted != null) {
      admitted.execution.ifPresent(execution -> execution.taskStatus(status));
    } else {
      ended.taskStatus(status);
    }
  }

  /** How far a query is that is planned or runs here, or how one ended that did so lately; empty when none of that name is known. */
  public Optional<QueryProgress> progress(QueryId id) {
    Admitted admitted = queries.get(id);
    return admitted == null
        ? ended.progress(id)
        : Optional.of(admitted
            .execution
            .map(execution -> execution.progress().progress())
            .orElse(QueryProgress.PLANNING));
  }

  /** The names of the queries that are planned or running. */
  public List<QueryId> runningQueries() {
    return List.copyOf(queries.keySet());
  }

  /** Cancels all queries; completes when nothing of them is left. */
  public Future<Void> close() {
    List<Future<Void>> ends = executions().stream().map(QueryExecution::close).toList();
    return Future.join(ends)
        .eventually(statusConsumer::unregister)
        .<Void>mapEmpty()
        .andThen(ended -> stored.close())
        .eventually(() -> blocking(() -> {
          catalogs().stored().ifPresent(StoredCatalog::close);
          return null;
        }));
  }

  private List<QueryExecution> executions() {
    return queries.values().stream()
        .flatMap(admitted -> admitted.execution.stream())
        .toList();
  }

  /**
   * Workers whose extensions are this node's.
   *
   * @throws SluiceException of code INCOMPATIBLE_WORKER when there are workers, but none of them fits
   */
  private List<WorkerInfo> compatible(List<WorkerInfo> all) {
    String own = services.planning().fingerprint();
    List<WorkerInfo> fitting =
        all.stream().filter(worker -> worker.fingerprint().equals(own)).toList();
    if (fitting.isEmpty() && !all.isEmpty()) {
      throw new SluiceException(
          ErrorCode.INCOMPATIBLE_WORKER,
          "No worker has the extensions of this coordinator (%s); worker %s has %s"
              .formatted(own, all.get(0), all.get(0).fingerprint()));
    }
    return fitting;
  }
}
