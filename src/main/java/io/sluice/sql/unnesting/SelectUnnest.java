package io.sluice.sql.unnesting;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.sql.logical.LogicalUnnest;
import io.sluice.sql.logical.PlanShuttle;
import io.sluice.sql.logical.UnnestFunction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;

/** Puts a node below each projection that calls {@code unnest}, in the whole of a plan and its sub-queries. Stateless. */
public final class SelectUnnest {
  private SelectUnnest() {}

  /** The plan without calls of {@code unnest}. */
  public static RelNode expand(RelNode plan) {
    return new PlanShuttle() {
      @Override
      protected RelNode rewriteNode(RelNode node) {
        return node instanceof Project project ? expandCalls(project) : refuseCalls(node);
      }
    }.rewrite(plan);
  }

  private static RelNode expandCalls(Project project) {
    Map<RexNode, Integer> collections = new LinkedHashMap<>();
    project
        .getProjects()
        .forEach(expression -> expression.accept(new CallShuttle() {
          @Override
          RexNode replace(RexCall call) {
            collections.putIfAbsent(call.getOperands().get(0), collections.size());
            return call;
          }
        }));
    if (collections.isEmpty()) {
      return project;
    }
    Windows windows = new Windows(project.getInput());
    List<RexNode> values =
        collections.keySet().stream().map(value -> value.accept(windows)).toList();
    List<RexNode> outputs = project.getProjects().stream()
        .map(expression -> expression.accept(windows))
        .toList();
    RelNode input = windows.input(project.getVariablesSet());
    RelNode unnest = LogicalUnnest.create(input, values, false, false);
    int width = Plans.width(input);
    List<RexNode> typed = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      RexNode output = outputs.get(i).accept(new CallShuttle() {
        @Override
        RexNode replace(RexCall call) {
          int index = values.indexOf(call.getOperands().get(0));
          return Plans.rex(unnest).makeInputRef(unnest, width + index);
        }
      });
      typed.add(Plans.typed(unnest, output, project.getProjects().get(i).getType()));
    }
    return LogicalProject.create(
        unnest, List.of(), typed, project.getRowType().getFieldNames(), project.getVariablesSet());
  }

  private static RelNode refuseCalls(RelNode node) {
    node.accept(new CallShuttle() {
      @Override
      RexNode replace(RexCall call) {
        throw new SluiceException(
            ErrorCode.NOT_SUPPORTED,
            "UNNEST is not supported in this place; unnest in FROM instead");
      }
    });
    return node;
  }

  /** Finds the calls of {@code unnest}. */
  private abstract static class CallShuttle extends RexShuttle {
    abstract RexNode replace(RexCall call);

    @Override
    public RexNode visitCall(RexCall call) {
      return call.getOperator() instanceof UnnestFunction ? replace(call) : super.visitCall(call);
    }
  }

  /** Window functions see each row once, and sub-queries may be what is unnested: they are computed below, as columns behind those of the input. */
  private static final class Windows extends RexShuttle {
    private final RelNode input;
    private final List<RexNode> columns = new ArrayList<>();

    Windows(RelNode input) {
      this.input = input;
    }

    @Override
    public RexNode visitOver(RexOver over) {
      return column(over);
    }

    @Override
    public RexNode visitSubQuery(RexSubQuery query) {
      return column(query);
    }

    private RexNode column(RexNode value) {
      int index = columns.indexOf(value);
      if (index < 0) {
        index = columns.size();
        columns.add(value);
      }
      return Plans.rex(input).makeInputRef(value.getType(), Plans.width(input) + index);
    }

    RelNode input(Set<CorrelationId> variables) {
      if (columns.isEmpty()) {
        return input;
      }
      List<RexNode> all = new ArrayList<>(Plans.columns(input, 0, Plans.width(input)));
      all.addAll(columns);
      return LogicalProject.create(input, List.of(), all, (List<String>) null, variables);
    }
  }
}
