package io.sluice.sql;

import io.sluice.catalog.Catalogs;
import io.sluice.catalog.WriteTarget;
import io.sluice.error.ErrorCode;
import io.sluice.error.Position;
import io.sluice.error.SluiceException;
import io.sluice.extension.TableProvider;
import io.sluice.extension.write.TableDefinition;
import io.sluice.extension.write.WritableTable;
import io.sluice.plan.ExecutionPlan;
import io.sluice.sql.analysis.AnalyzedQuery;
import io.sluice.sql.analysis.Analyzer;
import io.sluice.sql.write.InsertQuery;
import io.sluice.sql.write.MarkedRowsQuery;
import io.sluice.sql.write.TableElements;
import io.sluice.type.Literal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.calcite.sql.SqlDelete;
import org.apache.calcite.sql.SqlInsert;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlUpdate;
import org.apache.calcite.sql.ddl.SqlCreateTable;

/** Plans statements that make or change a table: as a query whose rows are the table's. For one statement. */
final class TableWritePlanner {
  private final Catalogs catalogs;
  private final SessionContext session;
  private final List<Literal> parameters;
  private final Supplier<Analyzer> analyzers;
  private final Function<AnalyzedQuery, ExecutionPlan> planning;

  /**
   * Makes a planner for one statement.
   *
   * @param analyzers makes one for each query of the statement
   * @param planning plans such a query
   */
  TableWritePlanner(
      Catalogs catalogs,
      SessionContext session,
      List<Literal> parameters,
      Supplier<Analyzer> analyzers,
      Function<AnalyzedQuery, ExecutionPlan> planning) {
    this.catalogs = catalogs;
    this.session = session;
    this.parameters = parameters;
    this.analyzers = analyzers;
    this.planning = planning;
  }

  TableWrite plan(TableStatement statement) {
    SqlNode tree = statement.source().tree();
    try {
      return tree instanceof SqlCreateTable create
          ? create(statement, create)
          : change(statement, tree);
    } catch (SluiceException e) {
      throw e.position() == null ? e.at(statement.target().position()) : e;
    }
  }

  private TableWrite create(TableStatement statement, SqlCreateTable tree) {
    WriteTarget target = catalogs.writeTarget(statement.target().parts(), session.names());
    boolean isThere = target.schema().table(target.name()).isPresent();
    if (target.schema().view(target.name()).isPresent()) {
      throw exists("View", target, statement.target().position());
    }
    if (isThere && statement.kind() == TableStatement.Kind.CREATE) {
      throw exists("Table", target, statement.target().position());
    }
    Optional<ExecutionPlan> rows = Optional.empty();
    TableDefinition table;
    TableElements elements =
        new TableElements(target.name(), tree, statement.source().text());
    if (tree.query == null) {
      table = elements.define(analyzers);
    } else {
      AnalyzedQuery query = analyze(statement, tree.query);
      ExecutionPlan plan = planning.apply(new AnalyzedQuery(query.plan(), elements.names(query)));
      table = TableElements.define(target.name(), plan.schema());
      rows = Optional.of(plan);
    }
    boolean stays = isThere && statement.kind() == TableStatement.Kind.CREATE_IF_NOT_EXISTS;
    return new TableWrite(
        stays ? TableWrite.Action.NONE : TableWrite.Action.CREATE, target, table, rows);
  }

  private static SluiceException exists(String what, WriteTarget target, Position position) {
    return new SluiceException(
        ErrorCode.ALREADY_EXISTS, what + " '" + target + "' exists already", position, null);
  }

  private TableWrite change(TableStatement statement, SqlNode tree) {
    WriteTarget target = catalogs.existingTarget(statement.target().parts(), session.names());
    TableDefinition table = existing(target, statement.target());
    if (tree instanceof SqlInsert insert) {
      InsertQuery query = new InsertQuery(table, insert);
      Analyzer analyzer = analyzers.get();
      AnalyzedQuery rows = analyzer.inZone(
          query.cast(analyze(analyzer, statement, query.source()), analyzer.rexBuilder()));
      return new TableWrite(
          TableWrite.Action.INSERT, target, table, Optional.of(planning.apply(rows)));
    }
    SqlNode marked = tree instanceof SqlUpdate update
        ? MarkedRowsQuery.of(table, update)
        : MarkedRowsQuery.of(table, (SqlDelete) tree);
    return new TableWrite(
        tree instanceof SqlUpdate ? TableWrite.Action.UPDATE : TableWrite.Action.DELETE,
        target,
        table,
        Optional.of(planning.apply(analyze(statement, marked))));
  }

  private TableDefinition existing(WriteTarget target, ObjectName name) {
    Optional<TableProvider> found = target.schema().table(target.name());
    if (found.isPresent() && found.get() instanceof WritableTable table) {
      return table.definition();
    }
    if (target.schema().view(target.name()).isPresent()) {
      throw new SluiceException(
          ErrorCode.NOT_SUPPORTED,
          "'" + name + "' is a view; rows are written to tables",
          name.position(),
          null);
    }
    catalogs.table(name.parts(), session.names());
    throw new SluiceException(
        ErrorCode.NOT_SUPPORTED,
        "Table '" + name + "' does not take writes",
        name.position(),
        null);
  }

  private AnalyzedQuery analyze(TableStatement statement, SqlNode query) {
    return analyze(analyzers.get(), statement, query);
  }

  private AnalyzedQuery analyze(Analyzer analyzer, TableStatement statement, SqlNode query) {
    return analyzer.analyze(
        query, statement.source().text(), statement.parameters().first(), parameters);
  }
}
