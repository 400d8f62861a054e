package io.sluice.sql;

import static java.util.Objects.requireNonNull;

import io.sluice.catalog.Catalogs;
import io.sluice.config.ConfigValues;
import io.sluice.plan.ExecutionPlan;
import io.sluice.type.Literal;
import java.util.List;

/** From the text of statements to physical plans. Thread-safe; both methods take CPU time and may read files: call them on a worker thread. */
public final class SqlPlanner {
  private final Catalogs catalogs;

  public SqlPlanner(Catalogs catalogs) {
    this.catalogs = requireNonNull(catalogs, "catalogs");
  }

  /**
   * The statements of a text, separated by {@code ;}. Empty ones are left out.
   *
   * @throws io.sluice.error.SluiceException of code SYNTAX_ERROR, with the position
   */
  public List<Statement> parse(String sql) {
    throw new UnsupportedOperationException(sql);
  }

  /**
   * The plan of a query for one node. Its schema's names are those of the query's columns.
   *
   * @param session the session's settings
   * @param parameters the values of the query's {@code ?}, in their order
   * @throws io.sluice.error.SluiceException of a USER code, mostly with the position
   */
  public ExecutionPlan plan(Statement.Query query, ConfigValues session, List<Literal> parameters) {
    throw new UnsupportedOperationException(catalogs.toString());
  }
}
