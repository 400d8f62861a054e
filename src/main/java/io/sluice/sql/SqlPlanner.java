package io.sluice.sql;

import static java.util.Objects.requireNonNull;

import io.sluice.catalog.Catalogs;
import io.sluice.catalog.SessionNames;
import io.sluice.config.Clock;
import io.sluice.config.ConfigValues;
import io.sluice.config.RandomSource;
import io.sluice.config.SessionOptions;
import io.sluice.error.ErrorCode;
import io.sluice.error.Position;
import io.sluice.error.SluiceException;
import io.sluice.extension.write.ColumnDefinition;
import io.sluice.extension.write.TableDefinition;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.PreparedPlan;
import io.sluice.sql.analysis.AnalyzedQuery;
import io.sluice.sql.analysis.Analyzer;
import io.sluice.sql.analysis.ColumnSummary;
import io.sluice.sql.analysis.ParameterTypes;
import io.sluice.sql.analysis.ParameterValues;
import io.sluice.sql.dialect.CurrentTime;
import io.sluice.sql.grammar.CreateExternalTable;
import io.sluice.sql.grammar.CreateView;
import io.sluice.sql.operator.FunctionOperators;
import io.sluice.sql.optimizer.Clusters;
import io.sluice.sql.optimizer.Optimizer;
import io.sluice.sql.optimizer.PlanningDeadline;
import io.sluice.sql.parser.StatementParser;
import io.sluice.sql.physical.PhysicalPlanner;
import io.sluice.sql.table.CatalogReads;
import io.sluice.sql.write.TableElements;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Literal;
import io.sluice.type.Schema;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSetOption;
import org.apache.calcite.sql.ddl.SqlCreateTable;
import org.apache.calcite.sql.ddl.SqlDdlNodes;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/** From the text of statements to physical plans. Thread-safe; both methods take CPU time and may read files: call them on a worker thread. */
public final class SqlPlanner {
  private final Catalogs catalogs;
  private final FunctionOperators operators;
  private final Clock clock;
  private final RandomSource random;
  private final StatementCache texts;
  private final PlanCache plans;

  /** Makes a planner with the system's randomness that plans each query anew. */
  public SqlPlanner(Catalogs catalogs, Clock clock) {
    this(catalogs, clock, RandomSource.SYSTEM, 0);
  }

  /**
   * Makes a planner.
   *
   * @param clock tells the time of statements, and measures the deadline of planning
   * @param random seeds samples that the statement gives no seed
   * @param maxPlans how many plans of queries, and parsed texts, are kept to be used again
   */
  public SqlPlanner(Catalogs catalogs, Clock clock, RandomSource random, long maxPlans) {
    this.catalogs = requireNonNull(catalogs, "catalogs");
    this.operators = new FunctionOperators(catalogs.functions());
    this.clock = requireNonNull(clock, "clock");
    this.random = requireNonNull(random, "random");
    this.texts = new StatementCache(maxPlans);
    this.plans = new PlanCache(maxPlans);
  }

  /**
   * The statements of a text, separated by {@code ;}. Empty ones are left out.
   *
   * @throws SluiceException of code SYNTAX_ERROR or NOT_SUPPORTED, with the position
   */
  public List<Statement> parse(String sql) {
    return texts.find(sql).orElseGet(() -> {
      List<Statement> statements = read(sql);
      texts.keep(sql, statements);
      return statements;
    });
  }

  private static List<Statement> read(String sql) {
    List<SqlNode> trees = StatementParser.parse(sql);
    List<Statement> statements = new ArrayList<>(trees.size());
    for (SqlNode tree : trees) {
      statements.add(new StatementReader(sql, statements.size()).read(tree));
    }
    return statements;
  }

  /**
   * The plan of a query for one node. Its schema's names are those of the query's columns. It may be one that was made for an earlier query, whose nodes serve both.
   *
   * @param parameters the values of the query's {@code ?}, in their order
   * @throws SluiceException of a USER code, mostly with the position
   */
  public ExecutionPlan plan(
      Statement.Query query, SessionContext session, List<Literal> parameters) {
    return prepare(query, session, parameters).plan();
  }

  /** The same with what it became before, where it is kept. */
  public PreparedPlan prepare(
      Statement.Query query, SessionContext session, List<Literal> parameters) {
    return planned(query, parameters, () -> {
      PlanKey key = PlanKey.of(query, session, parameters);
      return plans.find(key, session).orElseGet(() -> {
        QueryInputs inputs = inputs(session);
        PreparedPlan plan =
            new PreparedPlan(planQuery(query, session, values(session, parameters), inputs));
        plans.keep(key, plan, inputs);
        return plan;
      });
    });
  }

  /** The same for a session that names all tables with catalog and schema. */
  public ExecutionPlan plan(
      Statement.Query query, ConfigValues settings, List<Literal> parameters) {
    return plan(query, new SessionContext(settings, SessionNames.NONE), parameters);
  }

  /**
   * The plan of a statement that writes, with the place it writes to.
   *
   * @throws SluiceException of a USER code, mostly with the position
   */
  public TableWrite plan(
      TableStatement statement, SessionContext session, List<Literal> parameters) {
    return planned(
        statement,
        parameters,
        () -> writePlanner(session, values(session, parameters)).plan(statement));
  }

  /**
   * The plan of a statement that writes to what a table function stands for. Its rows are those of {@link io.sluice.extension.write.RowSink#COUNT}.
   *
   * @throws SluiceException of a USER code, mostly with the position
   */
  public ExecutionPlan plan(
      InsertIntoFunction insert, SessionContext session, List<Literal> parameters) {
    return planned(insert, parameters, () -> {
      QueryInputs inputs = inputs(session);
      return new FunctionInsertPlanner(
              insert,
              parameters,
              () -> analyzer(session, inputs),
              analyzed -> physical(analyzed, session, inputs))
          .plan(values(session, parameters));
    });
  }

  /** The plan of all rows of a table. */
  public ExecutionPlan wholeTable(List<String> table, SessionContext session) {
    SqlIdentifier name = new SqlIdentifier(table, SqlParserPos.ZERO);
    QueryInputs inputs = inputs(session);
    return physical(
        analyzer(session, inputs).analyze(rows(name), "", 0, values(session, List.of())),
        session,
        inputs);
  }

  /**
   * The plan of what a statement returns of the rows it has written.
   *
   * @param session one in which the table's name stands for these rows
   * @throws SluiceException of a USER code, mostly with the position
   */
  public ExecutionPlan returning(
      TableStatement statement, SessionContext session, List<Literal> parameters) {
    return planned(
        statement,
        parameters,
        () -> writePlanner(session, values(session, parameters)).returning(statement));
  }

  /**
   * The plan of a row that tells of each condition of a table whether any of its rows breaks it.
   *
   * @param session one in which the table's name stands for the rows that a statement is about to write
   * @throws SluiceException of a USER code
   */
  public ExecutionPlan checks(
      TableStatement statement, TableDefinition table, SessionContext session) {
    return planned(
        statement.position(),
        () -> writePlanner(session, values(session, List.of())).checks(table));
  }

  private static ParameterValues values(SessionContext session, List<Literal> parameters) {
    return session.hasTypedParameters()
        ? ParameterValues.typed(parameters)
        : ParameterValues.written(parameters);
  }

  private TableWritePlanner writePlanner(SessionContext session, ParameterValues parameters) {
    QueryInputs inputs = inputs(session);
    return new TableWritePlanner(
        catalogs,
        session,
        parameters,
        () -> analyzer(session, inputs),
        analyzed -> physical(analyzed, session, inputs));
  }

  /**
   * The columns of a view.
   *
   * @throws SluiceException of a USER code when its query cannot run
   */
  public Schema viewColumns(DefinitionStatement.CreateView view, SessionContext session) {
    return planned(view, List.of(), () -> {
      SqlNode tree = ((CreateView) new StatementText(view.sql(), 0).tree()).query();
      QueryInputs inputs = inputs(session);
      AnalyzedQuery analyzed = analyzer(session, inputs).analyze(tree, view.sql());
      Schema schema = physical(analyzed, session, inputs).schema();
      if (view.columns().isEmpty()) {
        return schema;
      }
      if (view.columns().size() != schema.size()) {
        throw new SluiceException(
            ErrorCode.SEMANTIC_ERROR,
            "%d column names for a query of %d columns"
                .formatted(view.columns().size(), schema.size()));
      }
      List<Field> fields = new ArrayList<>();
      for (int i = 0; i < schema.size(); i++) {
        Field field = schema.field(i);
        fields.add(new Field(view.columns().get(i), field.type(), field.nullable()));
      }
      return new Schema(fields);
    });
  }

  /**
   * The columns that a statement gives an external table.
   *
   * @throws SluiceException of a USER code, mostly with the position
   */
  public ExternalColumns columns(
      DefinitionStatement.CreateExternalTable create, SessionContext session) {
    return planned(create, List.of(), () -> {
      CreateExternalTable tree =
          (CreateExternalTable) create.elements().source().tree();
      String name = create.name().parts().get(create.name().parts().size() - 1);
      QueryInputs inputs = inputs(session);
      return new ExternalColumns(
          tree.columns() == null
              ? List.of()
              : define(name, tree.name(), tree.columns(), create, session, inputs),
          tree.partitionColumns().stream()
              .filter(SqlIdentifier.class::isInstance)
              .map(column -> ((SqlIdentifier) column).getSimple())
              .toList(),
          tree.partitionColumns().stream().allMatch(SqlIdentifier.class::isInstance)
              ? List.of()
              : define(name, tree.name(), tree.partitionColumns(), create, session, inputs));
    });
  }

  private List<ColumnDefinition> define(
      String name,
      SqlIdentifier table,
      SqlNodeList elements,
      DefinitionStatement.CreateExternalTable create,
      SessionContext session,
      QueryInputs inputs) {
    SqlCreateTable tree =
        SqlDdlNodes.createTable(elements.getParserPosition(), false, false, table, elements, null);
    TableDefinition defined = new TableElements(
            name, tree, create.elements().source().text())
        .define(() -> analyzer(session, inputs));
    if (!defined.keys().isEmpty() || !defined.checks().isEmpty()) {
      throw new SluiceException(
          ErrorCode.NOT_SUPPORTED,
          "An external table has no keys and no CHECKs",
          create.position(),
          null);
    }
    for (ColumnDefinition column : defined.columns()) {
      if (!column.field().nullable()) {
        throw new SluiceException(
            ErrorCode.NOT_SUPPORTED,
            "Nobody checks that files hold no NULL; leave NOT NULL of column '%s' out"
                .formatted(column.field().name()),
            create.position(),
            null);
      }
    }
    return defined.columns();
  }

  /** The values of an EXECUTE. */
  public List<Literal> arguments(SessionStatement.Execute execute, SessionContext session) {
    QueryInputs inputs = inputs(session);
    return planned(execute, List.of(), () -> {
      SqlCall tree = (SqlCall) execute.arguments().source().tree();
      List<Literal> values = new ArrayList<>();
      for (SqlNode value : (SqlNodeList) tree.operand(1)) {
        values.add(analyzer(session, inputs).constant(value));
      }
      return values;
    });
  }

  /**
   * The types of a statement's parameters, as far as their places tell them.
   *
   * @return a type for each parameter, empty where any type will do or none is found
   */
  public List<Optional<DataType>> parameterTypes(Statement statement, SessionContext session) {
    ParameterTypes types = new ParameterTypes(statement.parameterCount());
    Set<Integer> all =
        IntStream.range(0, statement.parameterCount()).boxed().collect(Collectors.toSet());
    ask(statement, session, types, all);
    for (int i : all) {
      if (types.types().get(i) == null) {
        ask(statement, session, types, Set.of(i));
      }
    }
    List<Optional<DataType>> found = new ArrayList<>();
    types.types().forEach(type -> found.add(Optional.ofNullable(type)));
    return found;
  }

  /** What is found is found, whether the statement can be planned without values or not. */
  private void ask(
      Statement statement, SessionContext session, ParameterTypes types, Set<Integer> asked) {
    types.ask(asked);
    try {
      planned(
          statement.position(),
          () -> statement instanceof TableStatement write
              ? writePlanner(session, types).plan(write)
              : planQuery((Statement.Query) statement, session, types, inputs(session)));
    } catch (SluiceException unknown) {
      types.ask(Set.of());
    }
  }

  /**
   * Values as other types, by the rules of CAST.
   *
   * @throws SluiceException when a value has no form in its type, or would become another value
   */
  public List<Literal> convert(List<Literal> values, List<DataType> types, SessionContext session) {
    List<Literal> converted = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      converted.add(convert(i + 1, values.get(i), types.get(i), session));
    }
    return converted;
  }

  private Literal convert(int number, Literal value, DataType type, SessionContext session) {
    if (value.type().equals(type)) {
      return value;
    }
    if (value.isNull()) {
      return Literal.ofNull(type);
    }
    Analyzer analyzer = analyzer(session, inputs(session));
    Literal converted = analyzer.cast(value, type);
    boolean isText = value.type().equals(DataType.VARCHAR) || type.equals(DataType.VARCHAR);
    if (!isText && !analyzer.cast(converted, value.type()).equals(value)) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT,
          "Parameter %d is of type %s, and %s of type %s would become %s; write CAST(? AS %s)"
              .formatted(number, type, value, value.type(), converted, value.type()));
    }
    return converted;
  }

  /** The words that are no names unless they are quoted, sorted. */
  public static List<String> keywords() {
    return StatementParser.reservedWords();
  }

  /** The catalogs whose tables are planned. */
  public Catalogs catalogs() {
    return catalogs;
  }

  private static <T> T planned(
      Statement statement, List<Literal> parameters, Supplier<T> planning) {
    if (parameters.size() != statement.parameterCount()) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT,
          "The query has %d parameters, but got %d values"
              .formatted(statement.parameterCount(), parameters.size()));
    }
    return planned(statement.position(), planning);
  }

  private static <T> T planned(Position position, Supplier<T> planning) {
    try {
      return planning.get();
    } catch (SluiceException e) {
      throw e;
    } catch (StackOverflowError e) {
      throw new SluiceException(
          ErrorCode.NOT_SUPPORTED, "The query is nested too deeply", position, null);
    } catch (RuntimeException | AssertionError e) {
      throw new SluiceException(
          ErrorCode.INTERNAL_ERROR, "The query could not be planned", position, e);
    }
  }

  private ExecutionPlan planQuery(
      Statement.Query query,
      SessionContext session,
      ParameterValues parameters,
      QueryInputs inputs) {
    Function<SqlNode, ExecutionPlan> planning = tree -> physical(
        analyzer(session, inputs)
            .analyze(tree, query.source().text(), query.parameters().first(), parameters),
        session,
        inputs);
    SqlNode tree = query.source().tree();
    if (tree instanceof SqlCall call && call.getOperator().getName().equals("SHOW COLUMNS")) {
      tree = rows(call.operand(0));
    }
    if (tree instanceof SqlSetOption option) {
      SqlNode value = requireNonNull(option.getValue());
      tree = SqlStdOperatorTable.VALUES.createCall(
          value.getParserPosition(),
          SqlStdOperatorTable.ROW.createCall(value.getParserPosition(), value));
    }
    if (tree instanceof SqlCall call && call.getOperator().getName().equals("SUMMARIZE")) {
      SqlCall another = (SqlCall) query.source().tree();
      Schema schema = planning.apply(rows(another.operand(0))).schema();
      tree = new ColumnSummary(schema).of(rows(call.operand(0)));
    }
    return planning.apply(tree);
  }

  /** A query, or all rows of a table. */
  private static SqlNode rows(SqlNode what) {
    return what instanceof SqlIdentifier
        ? SqlStdOperatorTable.EXPLICIT_TABLE.createCall(what.getParserPosition(), what)
        : what;
  }

  private QueryInputs inputs(SessionContext session) {
    ZoneId zone = ZoneId.of(session.settings().get(SessionOptions.TIME_ZONE));
    return new QueryInputs(
        new CatalogReads(catalogs), new CurrentTime(clock.epochMillis(), zone), random);
  }

  private Analyzer analyzer(SessionContext session, QueryInputs inputs) {
    PlanningDeadline deadline =
        new PlanningDeadline(clock, session.settings().get(SessionOptions.PLANNING_TIMEOUT));
    return new Analyzer(
        inputs.catalogs(),
        operators,
        session.names(),
        session.settings(),
        inputs.time(),
        session.variables(),
        types -> Clusters.create(types, deadline));
  }

  private static ExecutionPlan physical(
      AnalyzedQuery analyzed, SessionContext session, QueryInputs inputs) {
    RelNode optimized = Optimizer.optimize(analyzed.plan());
    return new PhysicalPlanner(session.settings(), inputs::nextLong)
        .plan(optimized, analyzed.columnNames());
  }
}
