package io.sluice.sql.physical;

import io.sluice.config.ConfigValues;
import io.sluice.config.RandomSource;
import io.sluice.config.SessionOptions;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.expression.ColumnExpression;
import io.sluice.expression.LiteralExpression;
import io.sluice.expression.NamedExpression;
import io.sluice.expression.PhysicalExpression;
import io.sluice.extension.ScanRequest;
import io.sluice.operator.filter.FilterExec;
import io.sluice.operator.projection.ProjectionExec;
import io.sluice.operator.recursion.RecursiveQueryExec;
import io.sluice.operator.recursion.WorkingTableExec;
import io.sluice.operator.repartition.CoalescePartitionsExec;
import io.sluice.operator.sample.SampleExec;
import io.sluice.operator.sample.SampleMethod;
import io.sluice.operator.scan.CooperativeExec;
import io.sluice.operator.scan.ValuesExec;
import io.sluice.operator.union.UnionExec;
import io.sluice.plan.ExecutionPlan;
import io.sluice.sql.expression.Casts;
import io.sluice.sql.expression.ConstantReducer;
import io.sluice.sql.expression.ExpressionTranslator;
import io.sluice.sql.logical.LogicalRecursion;
import io.sluice.sql.logical.LogicalUnnest;
import io.sluice.sql.logical.LogicalWorkingTable;
import io.sluice.sql.table.CatalogTable;
import io.sluice.sql.type.SqlLiterals;
import io.sluice.sql.type.SqlTypes;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Literal;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.calcite.plan.RelOptSamplingParameters;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sample;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.util.ImmutableBitSet;

/** From an optimised logical plan to the execution plan of one node. Serves one query. */
public final class PhysicalPlanner {
  private final ConfigValues session;
  private final RandomSource random;
  private final Distribution distribution;
  private final RuntimeFilterPlanner runtimeFilters;
  private Spools spools = new Spools(CommonPlans.NONE);

  /** Of the scan at the end of the chain that is planned, see {@link #rowsWanted(Sort)}. */
  private OptionalLong rowsWanted = OptionalLong.empty();

  /**
   * Makes a planner for a session.
   *
   * @param random where samples without a seed of their own get one
   */
  public PhysicalPlanner(ConfigValues session, RandomSource random) {
    this.session = session;
    this.random = random;
    this.distribution = new Distribution(
        session.getInt(SessionOptions.TARGET_PARTITIONS),
        session.getInt(SessionOptions.BATCH_SIZE),
        session.get(SessionOptions.BROADCAST_JOIN_MAX_ROWS));
    this.runtimeFilters =
        new RuntimeFilterPlanner(session.get(SessionOptions.RUNTIME_FILTER_MAX_ROWS) > 0);
  }

  /**
   * The execution plan.
   *
   * @param columnNames the names of its columns
   * @throws SluiceException of code NOT_SUPPORTED for what the engine does not run
   */
  public ExecutionPlan plan(RelNode logical, List<String> columnNames) {
    spools = new Spools(CommonPlans.of(logical, session.get(SessionOptions.COMMON_PLAN_MAX_ROWS)));
    return ColumnNames.apply(runtimeFilters.apply(plan(logical)), columnNames);
  }

  private ExecutionPlan plan(RelNode node) {
    int columnCount = node.getRowType().getFieldCount();
    return prune(node, ImmutableBitSet.range(columnCount), List.of()).inLogicalOrder();
  }

  /**
   * Plans a node without the columns that are not wanted, as far as it can do without.
   *
   * @param filters conditions over the node's columns that are applied above it
   */
  private Pruned prune(RelNode node, ImmutableBitSet wanted, List<RexNode> filters) {
    if (!spools.has(node)) {
      return pruneAlone(node, wanted, filters);
    }
    ImmutableBitSet all = ImmutableBitSet.range(node.getRowType().getFieldCount());
    return Pruned.complete(spools.scan(
        node, () -> runtimeFilters.apply(pruneAlone(node, all, List.of()).inLogicalOrder())));
  }

  private Pruned pruneAlone(RelNode node, ImmutableBitSet wanted, List<RexNode> filters) {
    if (node instanceof TableScan scan) {
      return scan(scan, wanted, filters);
    }
    if (node instanceof Filter filter) {
      return filter(filter, wanted, filters);
    }
    if (node instanceof Project project) {
      return project.containsOver() ? windows(project, wanted) : project(project, wanted, filters);
    }
    if (node instanceof Join join) {
      return join(join, wanted);
    }
    if (node instanceof Values values) {
      return values(values, wanted);
    }
    if (node instanceof Sample sample) {
      return sample(sample, wanted);
    }
    if (node instanceof LogicalUnnest unnest) {
      return unnest(unnest, wanted);
    }
    return Pruned.complete(whole(node));
  }

  private ExecutionPlan whole(RelNode node) {
    if (node instanceof Aggregate aggregate) {
      return aggregate(aggregate);
    }
    if (node instanceof Sort sort) {
      return sort(sort);
    }
    if (node instanceof LogicalRecursion recursion) {
      return recursion(recursion);
    }
    if (node instanceof LogicalWorkingTable table) {
      return new WorkingTableExec(table.recursion(), schema(table.getRowType()));
    }
    if (node instanceof Union union && union.all) {
      return union(union);
    }
    throw new SluiceException(
        ErrorCode.NOT_SUPPORTED,
        node.getRelTypeName().replace("Logical", "").toUpperCase(java.util.Locale.ROOT)
            + " is not supported");
  }

  private ExecutionPlan sort(Sort sort) {
    OptionalLong outside = rowsWanted;
    rowsWanted = rowsWanted(sort);
    ExecutionPlan input = plan(sort.getInput());
    rowsWanted = outside;
    return new SortPlanner(distribution).plan(sort, input);
  }

  /** How many rows a limit wants of the table below it, where nothing but conditions and expressions stands between the two. */
  private OptionalLong rowsWanted(Sort sort) {
    RelNode input = sort.getInput();
    while (!spools.has(input)
        && (input instanceof Filter
            || input instanceof Project project && !project.containsOver())) {
      input = input.getInput(0);
    }
    boolean isOfTable = input instanceof TableScan
        && !spools.has(input)
        && sort.getCollation().getFieldCollations().isEmpty();
    return isOfTable ? SortPlanner.rowsWanted(sort) : OptionalLong.empty();
  }

  private Pruned scan(TableScan scan, ImmutableBitSet wanted, List<RexNode> filters) {
    CatalogTable table = scan.getTable().unwrap(CatalogTable.class);
    if (table == null) {
      throw new IllegalStateException("a table without a provider");
    }
    ExpressionTranslator expressions = new ExpressionTranslator(
        scan.getCluster().getRexBuilder(), table.provider().schema());
    ExecutionPlan leaf = table
        .provider()
        .scan(
            new ScanRequest(wanted.asList(), expressions.translate(filters), rowsWanted, session));
    return Pruned.keeping(new CooperativeExec(leaf), wanted, scan.getRowType().getFieldCount());
  }

  private Pruned join(Join join, ImmutableBitSet wanted) {
    JoinPlanner planner = new JoinPlanner(distribution, join);
    ImmutableBitSet left = planner.leftColumns(wanted);
    ImmutableBitSet right = planner.rightColumns(wanted);
    return planner.plan(
        prune(join.getLeft(), left, List.of()).narrow(left),
        prune(join.getRight(), right, List.of()).narrow(right));
  }

  private Pruned filter(Filter filter, ImmutableBitSet wanted, List<RexNode> filters) {
    List<RexNode> conditions = new ArrayList<>(RelOptUtil.conjunctions(filter.getCondition()));
    ImmutableBitSet read = wanted.union(RelOptUtil.InputFinder.bits(filter.getCondition()));
    List<RexNode> allConditions = new ArrayList<>(filters);
    allConditions.addAll(conditions);
    Pruned input = prune(filter.getInput(), read, allConditions);
    ExecutionPlan spread = distribution.spread(input.plan());
    PhysicalExpression predicate = translator(filter, spread.schema())
        .translate(RexUtil.composeConjunction(
            filter.getCluster().getRexBuilder(),
            conditions.stream().map(input::relocate).toList()));
    return new Pruned(new FilterExec(predicate, spread), input.positions());
  }

  private Pruned project(Project project, ImmutableBitSet wanted, List<RexNode> filters) {
    List<RexNode> kept =
        wanted.asList().stream().map(project.getProjects()::get).toList();
    Pruned input = prune(
        project.getInput(),
        RelOptUtil.InputFinder.bits(kept, null),
        RelOptUtil.pushPastProject(filters, project));
    int columnCount = project.getProjects().size();
    if (kept.isEmpty()) {
      return Pruned.keeping(input.plan(), wanted, columnCount);
    }
    ExpressionTranslator expressions = translator(project, input.plan().schema());
    List<NamedExpression> outputs = new ArrayList<>();
    for (int column : wanted) {
      RexNode expression = project.getProjects().get(column);
      DataType type = SqlTypes.toEngine(expression.getType());
      PhysicalExpression output =
          Casts.cast(expressions.translate(input.relocate(expression)), type);
      String name = project.getRowType().getFieldNames().get(column);
      outputs.add(new NamedExpression(output, ColumnNames.name(name, output)));
    }
    if (isIdentity(outputs, input.plan().schema())) {
      return Pruned.keeping(input.plan(), wanted, columnCount);
    }
    boolean isComputing =
        outputs.stream().anyMatch(output -> !(output.expression() instanceof ColumnExpression));
    ExecutionPlan spread = isComputing ? distribution.spread(input.plan()) : input.plan();
    return Pruned.keeping(new ProjectionExec(outputs, spread), wanted, columnCount);
  }

  private Pruned windows(Project project, ImmutableBitSet wanted) {
    List<RexNode> kept =
        wanted.asList().stream().map(project.getProjects()::get).toList();
    if (!RexOver.containsOver(kept, null)) {
      return project(project, wanted, List.of());
    }
    Pruned input = prune(project.getInput(), RelOptUtil.InputFinder.bits(kept, null), List.of());
    return new WindowPlanner(distribution).plan(project, wanted, input);
  }

  private static boolean isIdentity(List<NamedExpression> outputs, Schema input) {
    if (outputs.size() != input.size()) {
      return false;
    }
    for (int i = 0; i < outputs.size(); i++) {
      if (!(outputs.get(i).expression() instanceof ColumnExpression column)
          || column.index() != i) {
        return false;
      }
    }
    return true;
  }

  /** Conditions above a sample are not for what it is drawn of. */
  private Pruned sample(Sample sample, ImmutableBitSet wanted) {
    RelOptSamplingParameters parameters = sample.getSamplingParameters();
    Pruned input = prune(sample.getInput(), wanted, List.of());
    ExecutionPlan drawn = new SampleExec(
        parameters.isBernoulli() ? SampleMethod.BERNOULLI : SampleMethod.SYSTEM,
        parameters.sampleRate.doubleValue(),
        parameters.isRepeatable() ? parameters.getRepeatableSeed() : random.nextLong(),
        input.plan());
    return new Pruned(drawn, input.positions());
  }

  private Pruned unnest(LogicalUnnest unnest, ImmutableBitSet wanted) {
    UnnestPlanner planner = new UnnestPlanner(distribution, unnest);
    return planner.plan(wanted, prune(unnest.getInput(), planner.read(wanted), List.of()));
  }

  private static ExpressionTranslator translator(RelNode node, Schema input) {
    return new ExpressionTranslator(node.getCluster().getRexBuilder(), input);
  }

  private static Pruned values(Values values, ImmutableBitSet wanted) {
    Schema whole = schema(values.getRowType());
    Schema schema = whole.project(wanted.toArray());
    List<List<Literal>> rows = new ArrayList<>();
    for (List<RexLiteral> tuple : values.getTuples()) {
      List<Literal> row = new ArrayList<>();
      for (int column : wanted) {
        row.add(constant(tuple.get(column), whole.type(column)));
      }
      rows.add(row);
    }
    return Pruned.keeping(new CooperativeExec(new ValuesExec(schema, rows)), wanted, whole.size());
  }

  private static Literal constant(RexLiteral literal, DataType type) {
    PhysicalExpression value =
        Casts.cast(new LiteralExpression(SqlLiterals.toEngine(literal)), type);
    return value instanceof LiteralExpression constant
        ? constant.literal()
        : ConstantReducer.evaluate(value);
  }

  private static Schema schema(RelDataType row) {
    return new Schema(row.getFieldList().stream()
        .map(field -> new Field(
            field.getName(), SqlTypes.toEngine(field.getType()), field.getType().isNullable()))
        .toList());
  }

  private ExecutionPlan aggregate(Aggregate aggregate) {
    ImmutableBitSet.Builder read = ImmutableBitSet.builder().addAll(aggregate.getGroupSet());
    for (org.apache.calcite.rel.core.AggregateCall call : aggregate.getAggCallList()) {
      call.getArgList().forEach(read::set);
      call.getCollation().getKeys().forEach(read::set);
      if (call.filterArg >= 0) {
        read.set(call.filterArg);
      }
    }
    Pruned input = prune(aggregate.getInput(), read.build(), List.of());
    return new AggregatePlanner(distribution).plan(aggregate, input);
  }

  /** The term is planned for one partition: dealing rows out again in each iteration costs more than it saves. */
  private ExecutionPlan recursion(LogicalRecursion recursion) {
    Schema schema = schema(recursion.getRowType());
    ExecutionPlan seed = withTypes(plan(recursion.getLeft()), schema);
    PhysicalPlanner ofOnePartition =
        new PhysicalPlanner(session.with(SessionOptions.TARGET_PARTITIONS, 1L), random);
    ExecutionPlan term =
        ofOnePartition.withTypes(ofOnePartition.plan(recursion.getRight()), schema);
    return new RecursiveQueryExec(
        recursion.recursion(),
        recursion.isDistinct(),
        session.get(SessionOptions.RECURSION_MAX_ITERATIONS),
        new CoalescePartitionsExec(seed),
        new CoalescePartitionsExec(term));
  }

  private ExecutionPlan union(Union union) {
    Schema schema = schema(union.getRowType());
    List<ExecutionPlan> inputs = new ArrayList<>();
    for (RelNode input : union.getInputs()) {
      inputs.add(withTypes(plan(input), schema));
    }
    return new UnionExec(inputs);
  }

  private ExecutionPlan withTypes(ExecutionPlan plan, Schema wanted) {
    List<NamedExpression> outputs = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      outputs.add(new NamedExpression(
          Casts.cast(ColumnNames.column(plan.schema(), i), wanted.type(i)),
          wanted.field(i).name()));
    }
    return isIdentity(outputs, plan.schema())
        ? plan
        : new ProjectionExec(outputs, distribution.spread(plan));
  }
}
