package io.sluice.sql.physical;

import io.sluice.expression.ColumnExpression;
import io.sluice.expression.LiteralExpression;
import io.sluice.expression.NamedExpression;
import io.sluice.expression.PhysicalExpression;
import io.sluice.expression.SortField;
import io.sluice.operator.projection.ProjectionExec;
import io.sluice.operator.repartition.CoalescePartitionsExec;
import io.sluice.operator.sort.SortExec;
import io.sluice.operator.sort.SortPreservingMergeExec;
import io.sluice.operator.window.WindowCall;
import io.sluice.operator.window.WindowExec;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.Partitioning;
import io.sluice.sql.expression.Casts;
import io.sluice.sql.expression.ExpressionTranslator;
import io.sluice.sql.type.SqlTypes;
import io.sluice.type.DataType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * Window functions in a projection: what they read as columns, a node for each different window one above the other, and the projection over their results. Windows of the
 * same keys stand together, the one with the longest order at the bottom, so that rows are brought together and ordered as seldom as possible.
 */
final class WindowPlanner {
  private final Distribution distribution;

  WindowPlanner(Distribution distribution) {
    this.distribution = distribution;
  }

  /** The rows of one partition key and one order. */
  private record Window(List<Integer> partitionBy, List<SortField> orderBy) {}

  Pruned plan(Project project, ImmutableBitSet wanted, Pruned input) {
    List<RexNode> kept = new ArrayList<>();
    for (int column : wanted) {
      kept.add(input.relocate(project.getProjects().get(column)));
    }
    WindowInput columns =
        new WindowInput(project.getCluster().getRexBuilder(), input.plan().schema());
    Map<Window, List<RexOver>> windows = new LinkedHashMap<>();
    Map<RexOver, WindowCall> calls = new LinkedHashMap<>();
    for (RexOver over : calls(kept)) {
      WindowCallPlanner planner = new WindowCallPlanner(columns, over);
      Window window = new Window(partitionBy(over, columns), planner.orderBy());
      calls.put(over, planner.call());
      windows.computeIfAbsent(window, missing -> new ArrayList<>()).add(over);
    }
    ExecutionPlan plan = columns.project(input.plan(), distribution);
    Map<RexOver, Integer> results = new LinkedHashMap<>();
    boolean isGathered = false;
    for (Window window : inOrder(windows)) {
      ExecutionPlan arranged =
          window.partitionBy().isEmpty() ? gather(window, plan, isGathered) : arrange(window, plan);
      isGathered = window.partitionBy().isEmpty();
      List<WindowCall> windowCalls = new ArrayList<>();
      for (RexOver over : required(windows.get(window))) {
        results.put(over, arranged.schema().size() + windowCalls.size());
        windowCalls.add(required(calls.get(over)));
      }
      plan = new WindowExec(
          columns(window.partitionBy(), arranged), window.orderBy(), windowCalls, arranged);
    }
    ExecutionPlan typed = withLogicalTypes(plan, results);
    return Pruned.keeping(
        new ProjectionExec(outputs(project, wanted, kept, typed, results), typed),
        wanted,
        project.getProjects().size());
  }

  private static <T> T required(@org.jspecify.annotations.Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("a window is missing");
    }
    return value;
  }

  private static List<RexOver> calls(List<RexNode> expressions) {
    List<RexOver> calls = new ArrayList<>();
    for (RexNode expression : expressions) {
      expression.accept(new RexShuttle() {
        @Override
        public RexNode visitOver(RexOver over) {
          if (!calls.contains(over)) {
            calls.add(over);
          }
          return over;
        }
      });
    }
    return calls;
  }

  /** The columns of the keys in ascending order; constants make no difference. */
  private static List<Integer> partitionBy(RexOver over, WindowInput columns) {
    TreeSet<Integer> keys = new TreeSet<>();
    for (RexNode key : over.getWindow().partitionKeys) {
      PhysicalExpression expression = columns.translate(key);
      if (!(expression instanceof LiteralExpression)) {
        keys.add(columns.column(expression).index());
      }
    }
    return List.copyOf(keys);
  }

  private static List<Window> inOrder(Map<Window, List<RexOver>> windows) {
    List<Window> ordered = new ArrayList<>(windows.keySet());
    ordered.sort(Comparator.comparing((Window window) -> window.partitionBy().isEmpty())
        .thenComparing(window -> window.partitionBy().toString())
        .thenComparing(window -> -window.orderBy().size()));
    return ordered;
  }

  private static List<ColumnExpression> columns(List<Integer> indices, ExecutionPlan plan) {
    return indices.stream()
        .map(index -> ColumnNames.column(plan.schema(), index))
        .toList();
  }

  /** The plan with the rows of each window partition in one partition, in their order. */
  private ExecutionPlan arrange(Window window, ExecutionPlan plan) {
    List<ColumnExpression> keys = columns(window.partitionBy(), plan);
    List<SortField> fields = new ArrayList<>();
    keys.forEach(key -> fields.add(new SortField(key, false, false)));
    fields.addAll(window.orderBy());
    return sorted(
        fields, isTogether(window, plan) ? plan : distribution.hash(plan, List.copyOf(keys)));
  }

  /**
   * The plan with all rows in one partition, in their order. One partition of a plan may be one in each of several tasks.
   *
   * @param isGathered whether a window below has brought them together
   */
  private ExecutionPlan gather(Window window, ExecutionPlan plan, boolean isGathered) {
    if (isGathered) {
      return window.orderBy().isEmpty() ? plan : sorted(window.orderBy(), plan);
    }
    return window.orderBy().isEmpty()
        ? new CoalescePartitionsExec(plan)
        : new SortPreservingMergeExec(
            window.orderBy(),
            OptionalLong.empty(),
            sorted(window.orderBy(), distribution.spread(plan)));
  }

  /** Whether rows with equal keys stand in one partition because rows that are equal in some of the keys do. */
  private static boolean isTogether(Window window, ExecutionPlan plan) {
    return plan.properties().partitioning() instanceof Partitioning.Hash hash
        && !hash.expressions().isEmpty()
        && hash.expressions().stream()
            .allMatch(key -> key instanceof ColumnExpression column
                && window.partitionBy().contains(column.index()));
  }

  private static ExecutionPlan sorted(List<SortField> fields, ExecutionPlan plan) {
    List<SortField> present = plan.properties().ordering();
    boolean isSorted = present.size() >= fields.size();
    for (int i = 0; isSorted && i < fields.size(); i++) {
      isSorted = isSame(fields.get(i), present.get(i));
    }
    return isSorted ? plan : new SortExec(fields, OptionalLong.empty(), true, plan);
  }

  private static boolean isSame(SortField left, SortField right) {
    return left.descending() == right.descending()
        && left.nullsFirst() == right.nullsFirst()
        && left.expression() instanceof ColumnExpression column
        && right.expression() instanceof ColumnExpression other
        && column.index() == other.index();
  }

  private static ExecutionPlan withLogicalTypes(ExecutionPlan plan, Map<RexOver, Integer> results) {
    Map<Integer, DataType> types = new LinkedHashMap<>();
    results.forEach((over, column) -> types.put(column, SqlTypes.toEngine(over.getType())));
    boolean isTyped = types.entrySet().stream()
        .allMatch(entry -> plan.schema().type(entry.getKey()).equals(entry.getValue()));
    if (isTyped) {
      return plan;
    }
    List<NamedExpression> outputs = new ArrayList<>();
    for (int i = 0; i < plan.schema().size(); i++) {
      ColumnExpression column = ColumnNames.column(plan.schema(), i);
      DataType type = types.getOrDefault(i, column.type());
      outputs.add(new NamedExpression(Casts.cast(column, type), column.name()));
    }
    return new ProjectionExec(outputs, plan);
  }

  private static List<NamedExpression> outputs(
      Project project,
      ImmutableBitSet wanted,
      List<RexNode> kept,
      ExecutionPlan plan,
      Map<RexOver, Integer> results) {
    ExpressionTranslator expressions =
        new ExpressionTranslator(project.getCluster().getRexBuilder(), plan.schema());
    List<NamedExpression> outputs = new ArrayList<>();
    int next = 0;
    for (int column : wanted) {
      RexNode expression = kept.get(next++);
      RexNode overResults = expression.accept(new RexShuttle() {
        @Override
        public RexNode visitOver(RexOver over) {
          return new RexInputRef(required(results.get(over)), over.getType());
        }
      });
      PhysicalExpression output =
          Casts.cast(expressions.translate(overResults), SqlTypes.toEngine(expression.getType()));
      String name = project.getRowType().getFieldNames().get(column);
      outputs.add(new NamedExpression(output, ColumnNames.name(name, output)));
    }
    return outputs;
  }
}
