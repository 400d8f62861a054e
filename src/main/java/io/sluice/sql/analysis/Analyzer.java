package io.sluice.sql.analysis;

import io.sluice.catalog.SessionNames;
import io.sluice.config.ConfigValues;
import io.sluice.config.NullOrder;
import io.sluice.config.SessionOptions;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.TableProvider;
import io.sluice.extension.write.ViewDefinition;
import io.sluice.sql.dialect.CurrentSchema;
import io.sluice.sql.dialect.CurrentTime;
import io.sluice.sql.dialect.DialectRewriter;
import io.sluice.sql.dialect.Macros;
import io.sluice.sql.dialect.OrderByAll;
import io.sluice.sql.expression.ConstantReducer;
import io.sluice.sql.expression.LambdaOperator;
import io.sluice.sql.grammar.CreateView;
import io.sluice.sql.logical.SourcePositions;
import io.sluice.sql.operator.FunctionOperators;
import io.sluice.sql.parser.StatementParser;
import io.sluice.sql.parser.SyntaxText;
import io.sluice.sql.table.CatalogReads;
import io.sluice.sql.table.FunctionTables;
import io.sluice.sql.table.QueryCatalog;
import io.sluice.sql.tree.TreeCopy;
import io.sluice.sql.type.SluiceTypeFactory;
import io.sluice.sql.unnesting.OuterAggregateValues;
import io.sluice.sql.validation.QueryValidator;
import io.sluice.sql.validation.ValidatedQuery;
import io.sluice.type.DataType;
import io.sluice.type.Literal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.config.CalciteConnectionConfig;
import org.apache.calcite.config.CalciteConnectionProperty;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.rel.hint.HintStrategyTable;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.runtime.CalciteException;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlUtil;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.validate.SqlConformanceEnum;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql2rel.SqlToRelConverter;

/** From the syntax tree of a query to a logical plan. Serves one query. */
public final class Analyzer {
  private static final CalciteConnectionConfig CONNECTION = CalciteConnectionConfig.DEFAULT
      .set(CalciteConnectionProperty.CASE_SENSITIVE, "false")
      .set(CalciteConnectionProperty.CONFORMANCE, SqlConformanceEnum.LENIENT.name());

  /**
   * Lists of IN never become joins. Projections are not merged, as one that unnests gives other rows than it reads. Parts of a join's condition stay where they are until the optimiser moves them: columns that they add to an input would shift those that
   * sub-queries of the same query block name.
   */
  private static final SqlToRelConverter.Config CONVERSION = SqlToRelConverter.config()
      .withRelBuilderConfigTransform(
          builder -> builder.withPushJoinCondition(false).withBloat(-1))
      .withExpand(false)
      .withDecorrelationEnabled(false)
      .withTrimUnusedFields(false)
      .withInSubQueryThreshold(Integer.MAX_VALUE)
      .withRemoveSortInSubQuery(true)
      .withHintStrategyTable(HintStrategyTable.EMPTY);

  /** Leaves constant casts for {@link ZonedCasts} to see. */
  private static final SqlToRelConverter.Config UNFOLDED_CONVERSION =
      CONVERSION.addRelBuilderConfigTransform(builder -> builder.withSimplify(false));

  private final FunctionOperators operators;
  private final QueryCatalog catalog;
  private final RelDataTypeFactory types = new SluiceTypeFactory();
  private final CalciteCatalogReader reader;
  private final RelOptCluster cluster;
  private final List<SqlIdentifier> tableNames = new ArrayList<>();
  private final CurrentTime time;
  private final NullOrder nullOrder;
  private final Variables variables;
  private FieldPaths fieldPaths = FieldPaths.NONE;

  /**
   * Makes an analyzer for one query.
   *
   * @param catalogs asked for what it names
   * @param operators that its calls may name
   * @param names how its names are completed
   * @param time when the statement runs, and in which zone
   * @param variables of the session, by names in lower case
   * @param clusters makes the planning state that the plan's nodes share
   */
  public Analyzer(
      CatalogReads catalogs,
      FunctionOperators operators,
      SessionNames names,
      ConfigValues session,
      CurrentTime time,
      Map<String, Literal> variables,
      ClusterFactory clusters) {
    this.time = time;
    this.variables = new Variables(variables);
    this.nullOrder =
        NullOrder.find(session.get(SessionOptions.DEFAULT_NULL_ORDER)).orElseThrow();
    this.operators = operators;
    this.catalog = new QueryCatalog(catalogs, names, session, this::expand);
    this.reader = catalog.reader(types, CONNECTION);
    this.cluster = clusters.create(types);
  }

  private Analyzer(
      QueryCatalog viewCatalog,
      FunctionOperators operators,
      CurrentTime time,
      NullOrder nullOrder,
      Variables variables,
      RelOptCluster cluster) {
    this.time = time;
    this.variables = variables;
    this.nullOrder = nullOrder;
    this.operators = operators;
    this.catalog = viewCatalog.withExpansion(this::expand);
    this.reader = catalog.reader(types, CONNECTION);
    this.cluster = cluster;
  }

  /** Makes expressions of the query. */
  public RexBuilder rexBuilder() {
    return cluster.getRexBuilder();
  }

  /** Makes the planning state of one query. */
  public interface ClusterFactory {
    RelOptCluster create(RelDataTypeFactory types);
  }

  /**
   * Resolves a query. The tree is changed.
   *
   * @param sql the text the tree was parsed from
   * @param firstParameter the number of the query's first parameter in the text
   * @throws SluiceException of a USER code, with the position
   */
  public AnalyzedQuery analyze(
      SqlNode query, String sql, int firstParameter, ParameterValues parameters) {
    try {
      SqlNode expanded = variables.replaced(macros().expand(query));
      Optional<OrderByAll> orderByAll = OrderByAll.of(expanded, nullOrder);
      SqlNode standard = required(dialect()
          .rewrite(orderByAll.map(OrderByAll::query).orElse(expanded))
          .accept(new TreeCopy.OfRepeated())
          .accept(new WindowRewriter(nullOrder)));
      SupportedSyntax.Relations relations = SupportedSyntax.check(standard, operators.functions());
      tableNames.addAll(relations.tables());
      tableNames.forEach(catalog::openFile); // their places in the text are known here
      FunctionTables functionTables = new FunctionTables(catalog, this::evaluate);
      SqlNode rewritten = parameters.replaced(
          required(standard.accept(new StatementRewriter(
              new SyntaxText(sql),
              parameters,
              firstParameter,
              functionTables,
              fields(relations),
              lambdas(),
              new AggregateSyntax(nullOrder)))),
          this::validator);
      LimitValues limits = new LimitValues(this::evaluate, this::scalar);
      SqlNode limited = required(rewritten.accept(limits));
      ValidatedQuery validated = ValidatedQuery.of(limited, this::validator);
      SqlValidator validator = validated.validator();
      parameters.validated(validated.query(), validator);
      RelRoot root = converter(validator).convertQuery(validated.query(), false, true);
      RelNode plan = zonedCasts().in(OuterAggregateValues.bind(root.project()));
      return new AnalyzedQuery(
          orderByAll.isEmpty() ? plan : limits.sorted(plan, orderByAll.get()),
          validator.getValidatedNodeType(validated.query()).getFieldNames());
    } catch (CalciteException e) {
      throw new AnalysisErrors(catalog, tableNames, fieldPaths, query).translate(e);
    } catch (AssertionError e) {
      throw AnalysisErrors.translate(e);
    }
  }

  /** Resolves a query without parameters. */
  public AnalyzedQuery analyze(SqlNode query, String sql) {
    return analyze(query, sql, 0, ParameterValues.written(List.of()));
  }

  /** A query to which casts were added, in the session's time zone. */
  public AnalyzedQuery inZone(AnalyzedQuery query) {
    return new AnalyzedQuery(zonedCasts().in(query.plan()), query.columnNames());
  }

  private ZonedCasts zonedCasts() {
    return new ZonedCasts(cluster.getRexBuilder(), time.zone());
  }

  private Macros macros() {
    return new Macros(catalog::macro);
  }

  private DialectRewriter dialect() {
    return new DialectRewriter(
        this::isAggregate, time, CurrentSchema.of(catalog.names().path()));
  }

  /** Whether a function computes a value of several rows. */
  public boolean isAggregate(String function) {
    return operators.functions().aggregate().find(function).isPresent()
        || function.equalsIgnoreCase("GROUPING");
  }

  /** The plan of a view's query, over the same tables. */
  private RelNode expand(ViewDefinition view, QueryCatalog viewCatalog) {
    try {
      Analyzer analyzer = new Analyzer(viewCatalog, operators, time, nullOrder, variables, cluster);
      SqlNode statement = StatementParser.parse(view.sql()).get(0);
      SqlNode query = ((CreateView) statement).query();
      return SourcePositions.erase(analyzer.analyze(query, view.sql()).plan());
    } catch (SluiceException e) {
      throw new SluiceException(
          e.code(), "View '" + view.name() + "': " + e.getMessage(), e.getCause());
    }
  }

  /** The value of an expression without columns, which may have forms of the dialect. */
  public Literal constant(SqlNode expression) {
    try {
      return evaluate(dialect().rewrite(variables.replaced(macros().expand(expression))));
    } catch (CalciteException e) {
      throw new AnalysisErrors(catalog, tableNames, fieldPaths, expression).translate(e);
    }
  }

  /**
   * The table that a call of a table function stands for.
   *
   * @param constants computes its arguments
   * @throws SluiceException of a USER code, with the position
   */
  public TableProvider functionTable(SqlCall call, FunctionTables.ConstantEvaluation constants) {
    return new FunctionTables(catalog, constants).open(call);
  }

  /** A value as another type, by the rules of CAST. */
  public Literal cast(Literal value, DataType type) {
    return evaluate(ParameterValues.cast(
        ParameterValues.typed(value, SqlParserPos.ZERO), type, SqlParserPos.ZERO));
  }

  private Lambdas lambdas() {
    return new Lambdas(
        new LambdaOperator.Bodies() {
          @Override
          public RelDataType type(SqlNode body, Map<String, RelDataType> columns) {
            SqlValidator validator = validator();
            return validator.getValidatedNodeType(
                validator.validateParameterizedExpression(TreeCopy.of(body), columns));
          }

          @Override
          public RexNode convert(SqlNode body, Map<String, RexNode> columns) {
            SqlValidator validator = validator();
            Map<String, RelDataType> types = new HashMap<>();
            columns.forEach((name, column) -> types.put(name, column.getType()));
            SqlNode validated = validator.validateParameterizedExpression(TreeCopy.of(body), types);
            return zonedCasts().in(converter(validator).convertExpression(validated, columns));
          }
        },
        call -> call.getOperator() instanceof SqlFunction
            && isAggregate(call.getOperator().getName()));
  }

  private FieldPaths fields(SupportedSyntax.Relations relations) {
    fieldPaths = new FieldPaths(relations);
    return fieldPaths;
  }

  private static SqlNode required(@org.jspecify.annotations.Nullable SqlNode node) {
    if (node == null) {
      throw new SluiceException(ErrorCode.INTERNAL_ERROR, "a statement vanished");
    }
    return node;
  }

  private QueryValidator validator() {
    return QueryValidator.create(operators, reader, types, nullOrder);
  }

  private SqlToRelConverter converter(SqlValidator validator) {
    return new QueryConverter(
        validator, reader, cluster, zonedCasts().isUtc() ? CONVERSION : UNFOLDED_CONVERSION);
  }

  /** The value of an expression without columns. */
  private Literal evaluate(SqlNode expression) {
    return ConstantReducer.evaluate(cluster.getRexBuilder(), expression(expression));
  }

  /** An expression without columns. */
  private RexNode expression(SqlNode expression) {
    SqlValidator validator = validator();
    SqlNode validated = validator.validateParameterizedExpression(expression, Map.of());
    return zonedCasts().in(converter(validator).convertExpression(validated));
  }

  /** An expression that may have sub-queries, but no columns of its own. */
  private RexNode scalar(SqlNode expression) {
    if (!SqlUtil.containsCall(expression, call -> call.isA(SqlKind.QUERY))) {
      return expression(expression);
    }
    SqlValidator validator = validator();
    SqlNode validated = validator.validate(SqlStdOperatorTable.VALUES.createCall(
        expression.getParserPosition(),
        SqlStdOperatorTable.ROW.createCall(expression.getParserPosition(), expression)));
    return RexSubQuery.scalar(zonedCasts()
        .in(converter(validator).convertQuery(validated, false, false).project()));
  }
}
