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
import io.sluice.sql.analysis.ParameterValues;
import io.sluice.sql.parser.StatementParser;
import io.sluice.sql.write.AlteredTable;
import io.sluice.sql.write.Checks;
import io.sluice.sql.write.Conflict;
import io.sluice.sql.write.InsertQuery;
import io.sluice.sql.write.MarkedRowsQuery;
import io.sluice.sql.write.MergeQuery;
import io.sluice.sql.write.MergedRowsQuery;
import io.sluice.sql.write.ReturnedRows;
import io.sluice.sql.write.RowExpressions;
import io.sluice.sql.write.TableElements;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDelete;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlInsert;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlUpdate;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.ddl.SqlCreateTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/** Plans statements that make or change a table: as a query whose rows are the table's. For one statement. */
final class TableWritePlanner {
  private final Catalogs catalogs;
  private final SessionContext session;
  private final ParameterValues parameters;
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
      ParameterValues parameters,
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
    } else if (elements.haveTypes()) {
      table = elements.define(analyzers);
      rows = Optional.of(rows(statement, table, elements.insert()));
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
    if (statement.kind() == TableStatement.Kind.ALTER) {
      return alter(statement, (SqlCall) tree);
    }
    WriteTarget target = catalogs.existingTarget(statement.target().parts(), session.names());
    TableDefinition table = existing(target, statement.target());
    WriteSyntax syntax = WriteSyntax.of(tree);
    if (syntax.queries().isPresent()) {
      syntax.setTarget(whole(target, statement.target()));
    }
    if (syntax.statement() instanceof SqlInsert insert) {
      return insert(statement, target, table, syntax, insert);
    }
    if (statement.kind() == TableStatement.Kind.MERGE) {
      return merge(statement, target, table, (SqlCall) syntax.statement());
    }
    RowExpressions.check(syntax.statement(), this::isAggregate);
    SqlNode marked = syntax.statement() instanceof SqlUpdate update
        ? MarkedRowsQuery.of(table, update, syntax.others())
        : MarkedRowsQuery.of(table, (SqlDelete) syntax.statement(), syntax.others());
    return new TableWrite(
        syntax.statement() instanceof SqlUpdate
            ? TableWrite.Action.UPDATE
            : TableWrite.Action.DELETE,
        target,
        table,
        Optional.of(planning.apply(analyze(statement, marked))));
  }

  /** The table's name in a form that no query of WITH can have. */
  private static SqlIdentifier whole(WriteTarget target, ObjectName name) {
    return new SqlIdentifier(
        List.of(target.catalog(), target.schemaName(), target.name()),
        new SqlParserPos(
            name.position().line(),
            name.position().column(),
            name.position().line(),
            name.position().column()));
  }

  private TableWrite merge(
      TableStatement statement, WriteTarget target, TableDefinition table, SqlCall tree) {
    SqlCall another = (SqlCall) WriteSyntax.of(statement.source().tree()).statement();
    List<String> sourceColumns =
        analyze(statement, MergeQuery.allColumns(another.operand(2))).columnNames();
    SqlNode marked = new MergeQuery(table, tree, sourceColumns).query();
    return new TableWrite(
        TableWrite.Action.MERGE,
        target,
        table,
        Optional.of(planning.apply(analyze(statement, marked))));
  }

  private TableWrite insert(
      TableStatement statement,
      WriteTarget target,
      TableDefinition table,
      WriteSyntax syntax,
      SqlInsert tree) {
    SqlInsert insert = syntax.isByName() ? byName(statement, tree) : tree;
    InsertQuery query = new InsertQuery(table, insert);
    Optional<Conflict> conflict = syntax.conflict().map(call -> Conflict.of(call, table, query));
    if (conflict.isPresent() && conflict.get().isUpdate()) {
      SqlNode marked = new MergedRowsQuery(
              table, insert.getTargetTable(), syntax.alias(), query, conflict.get())
          .query();
      return new TableWrite(
          TableWrite.Action.UPDATE,
          target,
          table,
          Optional.of(planning.apply(analyze(statement, marked))));
    }
    return new TableWrite(
        TableWrite.Action.INSERT,
        target,
        table,
        Optional.of(rows(statement, table, insert)),
        conflict.map(Conflict::keys).orElse(List.of()));
  }

  /** The rows of an INSERT as the table takes them. */
  private ExecutionPlan rows(TableStatement statement, TableDefinition table, SqlInsert insert) {
    InsertQuery query = new InsertQuery(table, insert);
    Analyzer analyzer = analyzers.get();
    return planning.apply(analyzer.inZone(
        query.cast(analyze(analyzer, statement, query.source()), analyzer.rexBuilder())));
  }

  /** The statement with the names of its query's columns as those of the table. */
  private SqlInsert byName(TableStatement statement, SqlInsert insert) {
    if (insert.getTargetColumnList() != null) {
      throw new SluiceException(
          ErrorCode.SYNTAX_ERROR,
          "INSERT ... BY NAME takes the names of the query's columns, and no list",
          statement.position(),
          null);
    }
    SqlInsert another = (SqlInsert) WriteSyntax.of(statement.source().tree()).statement();
    SqlParserPos position = insert.getSource().getParserPosition();
    SqlNodeList names = new SqlNodeList(position);
    for (String name : analyze(statement, another.getSource()).columnNames()) {
      names.add(new SqlIdentifier(name, position));
    }
    return new SqlInsert(
        insert.getParserPosition(),
        SqlNodeList.EMPTY,
        insert.getTargetTable(),
        insert.getSource(),
        names);
  }

  private TableWrite alter(TableStatement statement, SqlCall tree) {
    boolean isOptional = ((SqlLiteral) tree.operand(1)).booleanValue();
    WriteTarget target;
    TableDefinition table;
    try {
      target = catalogs.existingTarget(statement.target().parts(), session.names());
      table = existing(target, statement.target());
    } catch (SluiceException e) {
      if (isOptional && e.code() == ErrorCode.TABLE_NOT_FOUND) {
        WriteTarget nowhere = catalogs.writeTarget(statement.target().parts(), session.names());
        return new TableWrite(
            TableWrite.Action.NONE,
            nowhere,
            new TableDefinition(nowhere.name(), List.of(), List.of()),
            Optional.empty());
      }
      throw e;
    }
    if (tree.getOperator().getName().equals("CREATE INDEX") && isIndexThere(tree, target)) {
      return new TableWrite(TableWrite.Action.NONE, target, table, Optional.empty());
    }
    AlteredTable altered = AlteredTable.of(table, tree, statement.source().text(), analyzers);
    if (altered.table().equals(table)) {
      return new TableWrite(TableWrite.Action.NONE, target, table, Optional.empty());
    }
    boolean isRenamed = !altered.table().name().equalsIgnoreCase(table.name());
    if (isRenamed
        && (target.schema().table(altered.table().name()).isPresent()
            || target.schema().view(altered.table().name()).isPresent())) {
      throw new SluiceException(
          ErrorCode.ALREADY_EXISTS,
          "'" + altered.table().name() + "' exists already",
          statement.position(),
          null);
    }
    return new TableWrite(
        altered.query().isPresent() ? TableWrite.Action.ALTER : TableWrite.Action.REDEFINE,
        target,
        altered.table(),
        altered.query().map(query -> planning.apply(analyze(statement, query))));
  }

  /** Whether the index of a CREATE INDEX IF NOT EXISTS is there. */
  private static boolean isIndexThere(SqlCall tree, WriteTarget target) {
    SqlIdentifier name = tree.operand(2);
    boolean isThere = target.schema().tableNames().stream()
        .map(target.schema()::table)
        .flatMap(Optional::stream)
        .filter(WritableTable.class::isInstance)
        .flatMap(table -> ((WritableTable) table).definition().indexes().stream())
        .anyMatch(index -> index.name().equalsIgnoreCase(name.getSimple()));
    if (isThere && !((SqlLiteral) tree.operand(5)).booleanValue()) {
      throw new SluiceException(
          ErrorCode.ALREADY_EXISTS,
          "Index '" + name + "' exists already",
          StatementParser.position(name.getParserPosition()),
          null);
    }
    return isThere;
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

  /** The plan that asks the conditions of a table of the rows that its name stands for. */
  ExecutionPlan checks(TableDefinition table) {
    return planning.apply(analyzers.get().analyze(Checks.query(table), ""));
  }

  /** The plan of RETURNING over the rows that were written. */
  ExecutionPlan returning(TableStatement statement) {
    WriteSyntax syntax = WriteSyntax.of(statement.source().tree());
    SqlNode query = ReturnedRows.query(
        table(statement), syntax.alias(), syntax.returning().orElseThrow(), this::isAggregate);
    return planning.apply(analyzeAlone(analyzers.get(), statement, query));
  }

  private boolean isAggregate(String function) {
    return catalogs.functions().aggregate().find(function).isPresent();
  }

  private static String table(TableStatement statement) {
    List<String> parts = statement.target().parts();
    return parts.get(parts.size() - 1);
  }

  private AnalyzedQuery analyze(TableStatement statement, SqlNode query) {
    return analyze(analyzers.get(), statement, query);
  }

  private AnalyzedQuery analyze(Analyzer analyzer, TableStatement statement, SqlNode query) {
    return analyzeAlone(analyzer, statement, withQueries(statement, query));
  }

  /** A query of the statement behind the queries of its WITH. */
  private static SqlNode withQueries(TableStatement statement, SqlNode query) {
    SqlNodeList queries = WriteSyntax.of(statement.source().tree()).queries().orElse(null);
    if (queries == null) {
      return query;
    }
    SqlParserPos position = query.getParserPosition();
    return query instanceof SqlOrderBy ordered
        ? new SqlOrderBy(
            position,
            new SqlWith(position, queries, ordered.query),
            ordered.orderList,
            ordered.offset,
            ordered.fetch)
        : new SqlWith(position, queries, query);
  }

  private AnalyzedQuery analyzeAlone(Analyzer analyzer, TableStatement statement, SqlNode query) {
    return analyzer.analyze(
        query, statement.source().text(), statement.parameters().first(), parameters);
  }
}
