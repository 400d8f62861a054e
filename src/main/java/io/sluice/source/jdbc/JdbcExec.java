package io.sluice.source.jdbc;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.plan.CardinalityEffect;
import io.sluice.plan.DistributedTaskContext;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.Partitioning;
import io.sluice.plan.PlanProperties;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what a database answers to some statements. Task {@code t} reads the groups from {@code t * partitionCount} on, one a partition.
 *
 * @param schema the projected columns
 * @param positions of the columns in the rows of the database, from 1
 * @param groups the statements of every partition of every task
 * @param partitionCount partitions of one task
 */
record JdbcExec(
    JdbcDatabase database,
    Schema schema,
    List<Integer> positions,
    List<StatementGroup> groups,
    int partitionCount)
    implements ExecutionPlan {
  JdbcExec {
    positions = List.copyOf(positions);
    groups = List.copyOf(groups);
    if (partitionCount < 1
        || groups.isEmpty()
        || groups.size() % partitionCount != 0
        || positions.size() != schema.size()) {
      throw new IllegalArgumentException("%d groups for tasks of %d partitions, %d columns at %s"
          .formatted(groups.size(), partitionCount, schema.size(), positions));
    }
  }

  /** What one partition reads. */
  record StatementGroup(List<JdbcStatement> statements) {
    StatementGroup {
      statements = List.copyOf(statements);
    }
  }

  static JdbcExec of(
      JdbcDatabase database,
      Schema schema,
      List<Integer> positions,
      List<JdbcStatement> statements,
      int partitionCount) {
    return new JdbcExec(
        database, schema, positions, deal(statements, partitionCount), partitionCount);
  }

  private static List<StatementGroup> deal(List<JdbcStatement> statements, int groupCount) {
    List<List<JdbcStatement>> dealt = new ArrayList<>(groupCount);
    for (int i = 0; i < groupCount; i++) {
      dealt.add(new ArrayList<>());
    }
    for (int i = 0; i < statements.size(); i++) {
      dealt.get(i % groupCount).add(statements.get(i));
    }
    return dealt.stream().map(StatementGroup::new).toList();
  }

  List<JdbcStatement> statements() {
    return groups.stream().flatMap(group -> group.statements().stream()).toList();
  }

  /** The same statements, dealt to the partitions of that many tasks. */
  JdbcExec withTaskCount(int tasks) {
    return new JdbcExec(
        database, schema, positions, deal(statements(), tasks * partitionCount), partitionCount);
  }

  int taskCount() {
    return groups.size() / partitionCount;
  }

  @Override
  public PlanProperties properties() {
    return PlanProperties.of(schema, new Partitioning.Unknown(partitionCount));
  }

  @Override
  public List<ExecutionPlan> children() {
    return List.of();
  }

  @Override
  public ExecutionPlan withNewChildren(List<ExecutionPlan> children) {
    return this;
  }

  @Override
  public RecordBatchStream execute(int partition, TaskContext context) {
    DistributedTaskContext task = context.distributed();
    if (task.taskCount() != taskCount()) {
      throw new SluiceException(
          ErrorCode.INTERNAL_ERROR,
          "A JDBC scan for %d tasks runs as one of %d".formatted(taskCount(), task.taskCount()));
    }
    StatementGroup group = groups.get(task.taskIndex() * partitionCount + partition);
    return new JdbcStream(this, group.statements(), context);
  }

  @Override
  public CardinalityEffect cardinalityEffect() {
    return CardinalityEffect.EQUAL;
  }

  @Override
  public String displayAs() {
    List<JdbcStatement> all = statements();
    return "JdbcExec: database=%s, sql=[%s]%s%s"
        .formatted(
            database.name(),
            all.get(0).toString().replace('\n', ' '),
            all.size() == 1 ? "" : ", splits=" + all.size(),
            taskCount() == 1 ? "" : ", tasks=" + taskCount());
  }
}
