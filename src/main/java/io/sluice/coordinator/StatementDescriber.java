package io.sluice.coordinator;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.sql.InspectionStatement;
import io.sluice.sql.SessionContext;
import io.sluice.sql.SessionStatement;
import io.sluice.sql.SqlPlanner;
import io.sluice.sql.Statement;
import io.sluice.sql.TableStatement;
import io.sluice.sql.TableWrite;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Literal;
import io.sluice.type.Schema;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells of a statement what it would answer, and what its parameters are, by planning it with NULLs in their places. For one text. */
final class StatementDescriber {
  /** Tried in this order for parameters whose places do not tell a type. */
  private static final List<Literal> GUESSES = List.of(
      Literal.ofNull(DataType.VARCHAR),
      Literal.ofNull(DataType.DOUBLE),
      Literal.ofNull(DataType.BIGINT),
      Literal.of(1L));

  private final Coordinator coordinator;
  private final Session session;
  private final SessionContext context;

  StatementDescriber(Coordinator coordinator, Session session) {
    this.coordinator = coordinator;
    this.session = session;
    this.context = session.context().withTypedParameters();
  }

  /** Describes the last statement of a text; parameters are those of all. */
  Future<StatementDescription> describe(List<Statement> statements) {
    List<DataType> parameters = new ArrayList<>();
    Future<StatementDescription> last = Future.failedFuture(
        new SluiceException(ErrorCode.SYNTAX_ERROR, "There is no statement in the text"));
    for (int i = 0; i < statements.size(); i++) {
      Statement statement = statements.get(i);
      Future<StatementDescription> before = last;
      last = i == 0 ? describe(statement) : before.compose(ignored -> describe(statement));
      last = last.map(described -> {
        // $1 is the same value in each statement.
        boolean isCounted = !statement.hasNumberedParameters();
        int known =
            isCounted ? 0 : Math.min(parameters.size(), described.parameters().size());
        parameters.addAll(
            described.parameters().subList(known, described.parameters().size()));
        return new StatementDescription(described.result(), parameters);
      });
    }
    return last;
  }

  private Future<StatementDescription> describe(Statement statement) {
    return coordinator
        .blocking(() -> types(statement))
        .compose(types -> guess(statement, types, 0));
  }

  private List<Optional<DataType>> types(Statement statement) {
    if (statement.parameterCount() == 0) {
      return List.of();
    }
    return coordinator.planner().parameterTypes(planned(statement), context);
  }

  /** The query or the statement that writes in a statement with parameters. */
  private static Statement planned(Statement statement) {
    if (statement instanceof Statement.Explain explain) {
      return explain.statement();
    }
    if (statement instanceof Statement.Analyze analyze) {
      return analyze.query();
    }
    if (statement instanceof SessionStatement.SetVariable set) {
      return set.value().orElseThrow();
    }
    return statement instanceof InspectionStatement.QueryColumns columns
        ? columns.query()
        : statement;
  }

  /** Describes with types for the unknown parameters with which the statement can be planned. */
  private Future<StatementDescription> guess(
      Statement statement, List<Optional<DataType>> types, int number) {
    Literal guess = GUESSES.get(number);
    List<Literal> values = new ArrayList<>();
    types.forEach(type -> values.add(type.map(Literal::ofNull).orElse(guess)));
    boolean isLast = number + 1 == GUESSES.size() || types.stream().allMatch(Optional::isPresent);
    return describe(statement, values)
        .map(result ->
            new StatementDescription(result, values.stream().map(Literal::type).toList()))
        .recover(failure -> isLast
            ? Future.failedFuture(failure)
            : guess(statement, types, number + 1).recover(another -> Future.failedFuture(failure)));
  }

  private Future<Optional<Schema>> describe(Statement statement, List<Literal> values) {
    return new StatementRunner(coordinator, session, values, true)
        .withPivotValues(statement, values)
        .compose(known -> coordinator.blocking(() -> result(known, values)))
        .recover(failure -> Future.failedFuture(StatementRunner.at(failure, statement)));
  }

  /** What RETURNING answers; empty without it. The statement is checked in both cases. */
  private Optional<Schema> returned(TableStatement statement, List<Literal> values) {
    SqlPlanner planner = coordinator.planner();
    TableWrite write = planner.plan(statement, context, values);
    if (!statement.isReturning()) {
      return Optional.empty();
    }
    WrittenRows none = new WrittenRows(coordinator, statement, write, context);
    return Optional.of(
        planner.returning(statement, none.named(List.of()), values).schema());
  }

  private Optional<Schema> result(Statement statement, List<Literal> values) {
    SqlPlanner planner = coordinator.planner();
    if (statement instanceof Statement.Query query) {
      return Optional.of(planner.plan(query, context, values).schema());
    }
    if (statement instanceof TableStatement write) {
      return returned(write, values);
    }
    if (statement instanceof Statement.Explain || statement instanceof Statement.Analyze) {
      return Optional.of(Schema.of(new Field("plan", DataType.VARCHAR, false)));
    }
    if (statement instanceof InspectionStatement inspection) {
      return Optional.of(new InspectionRunner(planner)
          .run(coordinator.newQueryId(), inspection, context, values)
          .schema());
    }
    if (statement instanceof Statement.ShowOption show) {
      return Optional.of(StatementRunner.shown(coordinator.newQueryId(), show, session.settings())
          .schema());
    }
    if (statement instanceof SessionStatement.Execute execute) {
      Statement prepared = session.prepared(execute.name());
      return result(prepared, planner.arguments(execute, context));
    }
    return Optional.empty();
  }
}
