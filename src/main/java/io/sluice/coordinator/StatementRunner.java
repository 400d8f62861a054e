package io.sluice.coordinator;

import static java.util.Objects.requireNonNull;

import io.sluice.config.ConfigOption;
import io.sluice.config.ConfigValues;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.PreparedPlan;
import io.sluice.plan.QueryId;
import io.sluice.sql.AnalyzeTable;
import io.sluice.sql.CopyStatement;
import io.sluice.sql.DefinitionStatement;
import io.sluice.sql.InsertIntoFunction;
import io.sluice.sql.InspectionStatement;
import io.sluice.sql.SessionContext;
import io.sluice.sql.SessionStatement;
import io.sluice.sql.Statement;
import io.sluice.sql.TableStatement;
import io.sluice.type.Literal;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Runs the statements of one text in order, with one session and one list of parameters. For one text. */
final class StatementRunner {
  /** Each becomes a column. */
  private static final int MAX_PIVOT_VALUES = 1_000;

  private final Coordinator coordinator;
  private final Session session;
  private final List<Literal> parameters;
  private final boolean hasTypedParameters;
  private int usedParameters;

  /**
   * @param hasTypedParameters whether parameters are of exactly the types of their values
   */
  StatementRunner(
      Coordinator coordinator,
      Session session,
      List<Literal> parameters,
      boolean hasTypedParameters) {
    this.hasTypedParameters = hasTypedParameters;
    this.coordinator = coordinator;
    this.session = session;
    this.parameters = parameters;
  }

  /** The result of the last statement. */
  Future<QueryResult> run(QueryId id, String sql) {
    return parse(sql)
        .compose(
            statements -> runAllButLast(statements).compose(ready -> run(id, last(statements))));
  }

  /** The text of the last statement's plan. */
  Future<String> explain(String sql) {
    return parse(sql)
        .compose(statements -> runAllButLast(statements)
            .compose(ready ->
                planText(explained(last(statements)), false, nextParameters(last(statements)))));
  }

  private SessionContext context() {
    SessionContext context = session.context();
    return hasTypedParameters ? context.withTypedParameters() : context;
  }

  private Future<List<Statement>> parse(String sql) {
    return coordinator.parse(sql).map(this::checked);
  }

  private List<Statement> checked(List<Statement> statements) {
    if (statements.isEmpty()) {
      throw new SluiceException(ErrorCode.SYNTAX_ERROR, "There is no statement in the text");
    }
    int counted = statements.stream()
        .filter(statement -> !statement.hasNumberedParameters())
        .mapToInt(Statement::parameterCount)
        .sum();
    int numbered = statements.stream()
        .filter(Statement::hasNumberedParameters)
        .mapToInt(Statement::parameterCount)
        .max()
        .orElse(0);
    int wanted = Math.max(counted, numbered);
    if (wanted != parameters.size()) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT,
          "Wrong number of parameter values: the statements take %d, but got %d"
              .formatted(wanted, parameters.size()));
    }
    return statements;
  }

  private static Statement last(List<Statement> statements) {
    return statements.get(statements.size() - 1);
  }

  private static Statement explained(Statement statement) {
    if (statement instanceof Statement.Analyze analyze) {
      return analyze.query();
    }
    return statement instanceof Statement.Explain explain ? explain.statement() : statement;
  }

  private Future<Void> runAllButLast(List<Statement> statements) {
    Future<Void> done = Future.succeededFuture();
    for (Statement statement : statements.subList(0, statements.size() - 1)) {
      done = done.compose(ready -> run(coordinator.newQueryId(), statement))
          .compose(StatementRunner::drain);
    }
    return done;
  }

  private static Future<Void> drain(QueryResult result) {
    return BatchLoop.forEach(result, batch -> true).eventually(result::close);
  }

  private Future<QueryResult> run(QueryId id, Statement statement) {
    return run(id, statement, nextParameters(statement));
  }

  private Future<QueryResult> run(QueryId id, Statement statement, List<Literal> values) {
    return withPivotValues(statement, values).compose(known -> runKnown(id, known, values));
  }

  /** The statement with the values of its PIVOTs, which queries give before it is planned. */
  Future<Statement> withPivotValues(Statement statement, List<Literal> values) {
    Optional<Statement.Query> question = statement.pivotQuestion();
    if (question.isEmpty()) {
      return Future.succeededFuture(statement);
    }
    Set<String> answer = new LinkedHashSet<>();
    return coordinator
        .run(coordinator.newQueryId(), question.get(), context(), values)
        .compose(result -> BatchLoop.forEach(result, batch -> {
              batch.rows().forEach(row -> answer.add((String) requireNonNull(row.get(0))));
              return answer.size() <= MAX_PIVOT_VALUES;
            })
            .eventually(result::close))
        .compose(read -> {
          if (answer.size() > MAX_PIVOT_VALUES) {
            throw new SluiceException(
                ErrorCode.NOT_SUPPORTED,
                "PIVOT finds more than %d values; list those that are meant: ON ... IN (...)"
                    .formatted(MAX_PIVOT_VALUES),
                statement.position(),
                null);
          }
          return withPivotValues(statement.withPivotValues(List.copyOf(answer)), values);
        });
  }

  private Future<QueryResult> runKnown(QueryId id, Statement statement, List<Literal> values) {
    if (statement instanceof Statement.Query query) {
      return coordinator.run(id, query, context(), values);
    }
    if (statement instanceof Statement.Analyze analyze) {
      return coordinator.analyze(id, analyze, context(), values);
    }
    if (statement instanceof Statement.Explain explain) {
      return planText(explain.statement(), explain.isJson(), values)
          .map(text -> explained(id, text));
    }
    if (statement instanceof TableStatement write) {
      return coordinator.tableWriter().write(id, write, context(), values);
    }
    if (statement instanceof AnalyzeTable analyze) {
      return coordinator.tableAnalyzer().analyze(id, analyze, session.context());
    }
    if (statement instanceof CopyStatement copy) {
      return coordinator.fileCopier().copy(id, copy, session.context(), values);
    }
    if (statement instanceof InsertIntoFunction insert) {
      return insert(id, insert, values);
    }
    if (statement instanceof SessionStatement.SetVariable set) {
      return setVariable(id, set, values)
          .recover(failure -> Future.failedFuture(at(failure, statement)));
    }
    if (statement instanceof SessionStatement.Execute execute) {
      return execute(id, execute).recover(failure -> Future.failedFuture(at(failure, statement)));
    }
    return coordinator
        .blocking(() -> answer(id, statement, values))
        .recover(failure -> Future.failedFuture(at(failure, statement)));
  }

  /** The number of rows that all partitions have written. */
  private Future<QueryResult> insert(QueryId id, InsertIntoFunction insert, List<Literal> values) {
    AtomicLong count = new AtomicLong();
    return coordinator
        .run(id, session.settings(), () -> coordinator.planner().plan(insert, context(), values))
        .compose(result -> BatchLoop.forEach(result, batch -> {
              batch.rows().forEach(row -> count.addAndGet((Long) requireNonNull(row.get(0))));
              return true;
            })
            .eventually(result::close))
        .map(read -> StaticResult.ofCount(id, count.get()));
  }

  private Future<QueryResult> setVariable(
      QueryId id, SessionStatement.SetVariable set, List<Literal> values) {
    if (set.value().isEmpty()) {
      session.setVariable(set.name(), Optional.empty());
      return Future.succeededFuture(StaticResult.of(id, List.of(), List.of()));
    }
    AtomicReference<@Nullable Literal> value = new AtomicReference<>();
    return coordinator
        .run(coordinator.newQueryId(), set.value().get(), context(), values)
        .compose(result -> BatchLoop.forEach(result, batch -> {
              if (batch.rowCount() > 0) {
                value.set(new Literal(
                    batch.schema().field(0).type(), batch.column(0).value(batch.rowAt(0))));
              }
              return true;
            })
            .eventually(result::close))
        .map(read -> {
          session.setVariable(set.name(), Optional.ofNullable(value.get()));
          return StaticResult.of(id, List.of(), List.of());
        });
  }

  private Future<QueryResult> execute(QueryId id, SessionStatement.Execute execute) {
    return coordinator
        .blocking(() -> coordinator.planner().arguments(execute, context()))
        .compose(values -> {
          Statement prepared = session.prepared(execute.name());
          if (prepared.parameterCount() != values.size()) {
            return Future.failedFuture(new SluiceException(
                ErrorCode.INVALID_ARGUMENT,
                "Prepared statement '%s' takes %d values, but got %d"
                    .formatted(execute.name(), prepared.parameterCount(), values.size())));
          }
          return run(id, prepared, values);
        });
  }

  /** The result of a statement that needs no worker. */
  private QueryResult answer(QueryId id, Statement statement, List<Literal> values) {
    if (statement instanceof DefinitionStatement definition) {
      coordinator.definitionRunner().run(definition, context());
      return StaticResult.of(id, List.of(), List.of());
    }
    if (statement instanceof InspectionStatement inspection) {
      return new InspectionRunner(coordinator.planner()).run(id, inspection, context(), values);
    }
    return change(id, statement);
  }

  static Throwable at(Throwable failure, Statement statement) {
    return failure instanceof SluiceException error && error.position() == null
        ? error.at(statement.position())
        : failure;
  }

  private Future<String> planText(Statement statement, boolean isJson, List<Literal> values) {
    return withPivotValues(statement, values)
        .compose(known -> coordinator.plan(session.settings(), () -> prepare(known, values)))
        .map(plan -> Coordinator.planText(plan, isJson));
  }

  private PreparedPlan prepare(Statement statement, List<Literal> values) {
    if (statement instanceof Statement.Query query) {
      return coordinator.planner().prepare(query, context(), values);
    }
    if (statement instanceof InsertIntoFunction insert) {
      return new PreparedPlan(coordinator.planner().plan(insert, context(), values));
    }
    if (statement instanceof CopyStatement copy) {
      return new PreparedPlan(coordinator.fileCopier().plan(copy, session.context(), values));
    }
    Optional<ExecutionPlan> rows = statement instanceof TableStatement write
        ? coordinator.planner().plan(write, context(), values).rows()
        : Optional.empty();
    return rows.map(PreparedPlan::new)
        .orElseThrow(() -> new SluiceException(ErrorCode.SEMANTIC_ERROR, "Only a query has a plan")
            .at(statement.position()));
  }

  private List<Literal> nextParameters(Statement statement) {
    if (statement.hasNumberedParameters()) {
      return parameters.subList(0, statement.parameterCount());
    }
    int first = usedParameters;
    usedParameters += statement.parameterCount();
    return parameters.subList(first, usedParameters);
  }

  private static QueryResult explained(QueryId id, String text) {
    return StaticResult.of(id, List.of("plan"), StaticResult.lines(text));
  }

  private QueryResult change(QueryId id, Statement statement) {
    if (statement instanceof Statement.SetOption set) {
      session.set(set.name(), set.value());
    } else if (statement instanceof Statement.ResetOption reset) {
      reset.name().ifPresentOrElse(session::reset, session::resetAll);
    } else if (statement instanceof SessionStatement.Use use) {
      session.use(coordinator.catalogs().schemaPath(use.schema().parts(), session.names()));
    } else if (statement instanceof SessionStatement.Prepare prepare) {
      session.prepare(prepare.name(), prepare.statement());
    } else if (statement instanceof SessionStatement.Deallocate deallocate) {
      session.deallocate(deallocate.name());
    } else if (statement instanceof Statement.ShowOption show) {
      return shown(id, show, session.settings());
    } else if (!(statement instanceof SessionStatement.Verification)) {
      throw new IllegalStateException("unknown statement " + statement);
    }
    return StaticResult.of(id, List.of(), List.of());
  }

  static QueryResult shown(QueryId id, Statement.ShowOption show, ConfigValues settings) {
    if (show.name().isPresent()) {
      ConfigOption<?> option = settings.option(show.name().get());
      return StaticResult.of(
          id, List.of("name", "value"), List.of(List.of(option.name(), settings.text(option))));
    }
    List<List<@Nullable String>> rows = new ArrayList<>();
    for (ConfigOption<?> option : settings.options()) {
      rows.add(List.of(option.name(), settings.text(option), option.unit(), option.description()));
    }
    return StaticResult.of(id, List.of("name", "value", "unit", "description"), rows);
  }
}
