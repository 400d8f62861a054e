package io.sluice.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.expression.ColumnExpression;
import io.sluice.operator.recursion.RecursiveQueryExec;
import io.sluice.operator.recursion.WorkingTableExec;
import io.sluice.operator.scan.ValuesExec;
import io.sluice.operator.unnest.UnnestExec;
import io.sluice.operator.unnest.UnnestedCollection;
import io.sluice.plan.ExecutionPlan;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TableNodesCodecTest {
  private static final DataType LIST = DataType.array(DataType.VARCHAR);
  private static final DataType MAP = DataType.map(DataType.VARCHAR, DataType.DOUBLE);
  private static final Schema SCHEMA = Schema.of(
      new Field("id", DataType.BIGINT, false),
      new Field("list", LIST, true),
      new Field("map", MAP, true));

  static List<ExecutionPlan> plans() {
    ExecutionPlan rows = new ValuesExec(SCHEMA, List.of());
    List<UnnestedCollection> collections = List.of(
        new UnnestedCollection(new ColumnExpression("list", 1, LIST, true), List.of("x")),
        new UnnestedCollection(new ColumnExpression("map", 2, MAP, true), List.of("k", "v")));
    ExecutionPlan term = new WorkingTableExec(7, SCHEMA);
    return List.of(
        new UnnestExec(List.of(0, 2), collections, Optional.of("n"), true, rows),
        new UnnestExec(List.of(), collections, Optional.empty(), false, rows),
        term,
        new RecursiveQueryExec(7, true, 5, rows, term),
        new RecursiveQueryExec(7, false, Long.MAX_VALUE, rows, term));
  }

  @ParameterizedTest
  @MethodSource("plans")
  void everyPlanComesBackEqual(ExecutionPlan plan) {
    PlanCodec codec = new PlanCodec(List.of());
    assertThat(codec.decode(codec.encode(plan))).isEqualTo(plan);
  }
}
