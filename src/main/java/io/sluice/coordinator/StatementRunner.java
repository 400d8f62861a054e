package io.sluice.coordinator;

import io.sluice.config.ConfigOption;
import io.sluice.config.ConfigValues;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.plan.QueryId;
import io.sluice.sql.DefinitionStatement;
import io.sluice.sql.Statement;
import io.sluice.sql.TableStatement;
import io.sluice.type.Literal;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** Runs the statements of one text in order, with one session and one list of parameters. For one text. */
final class StatementRunner {
  private final Coordinator coordinator;
  private final Session session;
  private final List<Literal> parameters;
  private int usedParameters;

  StatementRunner(Coordinator coordinator, Session session, List<Literal> parameters) {
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
  Future<String> explain(QueryId id, String sql) {
    return parse(sql)
        .compose(statements ->
            runAllButLast(statements).compose(ready -> planText(id, query(last(statements)))));
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

  private static Statement.Query query(Statement statement) {
    if (statement instanceof Statement.Query query) {
      return query;
    }
    if (statement instanceof Statement.Explain explain) {
      return explain.query();
    }
    throw new SluiceException(ErrorCode.SEMANTIC_ERROR, "Only a query has a plan")
        .at(statement.position());
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
    if (statement instanceof Statement.Query query) {
      return coordinator.run(id, query, session.context(), nextParameters(query));
    }
    if (statement instanceof Statement.Explain explain) {
      return planText(id, explain.query()).map(text -> explained(id, text));
    }
    if (statement instanceof TableStatement write) {
      return coordinator
          .tableWriter()
          .write(id, write, session.context(), nextParameters(write))
          .map(count -> count.isPresent()
              ? StaticResult.ofCount(id, count.getAsLong())
              : StaticResult.of(id, List.of(), List.of()));
    }
    if (statement instanceof DefinitionStatement definition) {
      return coordinator
          .blocking(() -> {
            coordinator.definitionRunner().run(definition, session.names(), session.settings());
            return StaticResult.of(id, List.of(), List.of());
          })
          .<QueryResult>map(result -> result)
          .recover(failure -> Future.failedFuture(at(failure, statement)));
    }
    try {
      return Future.succeededFuture(change(id, statement));
    } catch (SluiceException e) {
      return Future.failedFuture(e.position() == null ? e.at(statement.position()) : e);
    }
  }

  private static Throwable at(Throwable failure, Statement statement) {
    return failure instanceof SluiceException error && error.position() == null
        ? error.at(statement.position())
        : failure;
  }

  private Future<String> planText(QueryId id, Statement.Query query) {
    return coordinator
        .plan(id, query, session.context(), nextParameters(query))
        .map(coordinator::planText);
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
    return StaticResult.of(id, List.of("plan"), text.lines().map(List::of).toList());
  }

  private QueryResult change(QueryId id, Statement statement) {
    if (statement instanceof Statement.SetOption set) {
      session.set(set.name(), set.value());
    } else if (statement instanceof Statement.ResetOption reset) {
      reset.name().ifPresentOrElse(session::reset, session::resetAll);
    } else if (statement instanceof Statement.ShowOption show) {
      return shown(id, show);
    } else {
      throw new IllegalStateException("unknown statement " + statement);
    }
    return StaticResult.of(id, List.of(), List.of());
  }

  private QueryResult shown(QueryId id, Statement.ShowOption show) {
    ConfigValues settings = session.settings();
    if (show.name().isPresent()) {
      ConfigOption<?> option = settings.option(show.name().get());
      return StaticResult.of(
          id, List.of("name", "value"), List.of(List.of(option.name(), settings.text(option))));
    }
    List<List<String>> rows = new ArrayList<>();
    for (ConfigOption<?> option : settings.options()) {
      rows.add(List.of(option.name(), settings.text(option), option.unit(), option.description()));
    }
    return StaticResult.of(id, List.of("name", "value", "unit", "description"), rows);
  }
}
