package io.sluice.cli.query;

import io.sluice.column.RecordBatch;
import io.sluice.coordinator.QueryProgress;
import io.sluice.error.SluiceException;
import io.sluice.sql.parser.SqlTokens;
import io.sluice.type.Schema;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** A session over a connection that has none: sends what the session has set before each text. */
public final class ReplayingConnection implements SqlConnection {
  private final SqlConnection connection;
  private final SessionStatements session;

  /**
   * Makes a session.
   *
   * @param session what is set already, of an earlier connection
   */
  public ReplayingConnection(SqlConnection connection, SessionStatements session) {
    this.connection = connection;
    this.session = session;
  }

  @Override
  public RunningQuery start(String sql) {
    String prologue = session.prologue();
    List<SqlTokens.Part> parts = SqlTokens.of(sql).statements();
    Optional<String> variable =
        parts.size() == 1 ? SessionStatements.variableSet(sql) : Optional.empty();
    if (variable.isPresent()) {
      String statement = sql.substring(0, parts.get(0).end());
      String question = "SELECT getvariable('%s')".formatted(variable.get().replace("'", "''"));
      return new SettingVariable(
          connection.start(prologue + statement + ";\n" + question),
          prologue,
          statement.strip(),
          variable.get());
    }
    return new Running(connection.start(prologue + sql), prologue, sql);
  }

  @Override
  public Future<String> distributedPlan(String sql) {
    String prologue = session.prologue();
    return located(connection.distributedPlan(prologue + sql), prologue);
  }

  private static <T> Future<T> located(Future<T> future, String prologue) {
    return future.recover(failure ->
        Future.failedFuture(SessionStatements.located(SluiceException.of(failure), prologue)));
  }

  @Override
  public String description() {
    return connection.description();
  }

  @Override
  public void close() {
    connection.close();
  }

  /** A text whose statements are taken note of when it has ended well. */
  private class Running implements RunningQuery {
    private final RunningQuery query;
    private final String prologue;
    private final String sql;

    Running(RunningQuery query, String prologue, String sql) {
      this.query = query;
      this.prologue = prologue;
      this.sql = sql;
    }

    @Override
    public Future<Optional<RecordBatch>> next() {
      return located(query.next(), prologue).onSuccess(batch -> {
        if (batch.isEmpty()) {
          session.succeeded(sql);
        }
      });
    }

    @Override
    public Schema schema() {
      return query.schema();
    }

    @Override
    public boolean isTruncated() {
      return query.isTruncated();
    }

    @Override
    public Future<Optional<QueryProgress>> progress() {
      return query.progress();
    }

    @Override
    public void cancel() {
      query.cancel();
    }

    @Override
    public Future<Void> close() {
      return query.close();
    }
  }

  /** SET VARIABLE and a question for the value, of which nobody sees a result. */
  private final class SettingVariable extends Running {
    private final String statement;
    private final String name;

    SettingVariable(RunningQuery query, String prologue, String statement, String name) {
      super(query, prologue, statement);
      this.statement = statement;
      this.name = name;
    }

    @Override
    public Future<Optional<RecordBatch>> next() {
      return super.next().compose(batch -> {
        if (batch.isEmpty()) {
          return Future.succeededFuture(batch);
        }
        batch
            .get()
            .rows()
            .forEach(row -> session.variable(statement, name, super.schema().type(0), row.get(0)));
        return next();
      });
    }

    @Override
    public Schema schema() {
      return Schema.EMPTY;
    }
  }
}
