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
import org.junit.jupiter.api.Test;

class TableNodesCodecTest {
  private static final DataType LIST = DataType.array(DataType.VARCHAR);
  private static final DataType MAP = DataType.map(DataType.VARCHAR, DataType.DOUBLE);
  private static final Schema SCHEMA = Schema.of(
      new Field("id", DataType.BIGINT, false),
      new Field("list", LIST, true),
      new Field("map", MAP, true));

  private final PlanCodec codec = new PlanCodec(List.of());
  private final ExecutionPlan rows = new ValuesExec(SCHEMA, List.of());

  @Test
  void unnestingIsTheSameOnAnotherMachine() {
    List<UnnestedCollection> collections = List.of(
        new UnnestedCollection(new ColumnExpression("list", 1, LIST, true), List.of("x")),
        new UnnestedCollection(new ColumnExpression("map", 2, MAP, true), List.of("k", "v")));
    assertSame(new UnnestExec(List.of(0, 2), collections, Optional.of("n"), true, rows));
    assertSame(new UnnestExec(List.of(), collections, Optional.empty(), false, rows));
  }

  @Test
  void aRecursiveQueryIsTheSameOnAnotherMachine() {
    ExecutionPlan term = new WorkingTableExec(7, SCHEMA);
    assertSame(new RecursiveQueryExec(7, true, 5, rows, term));
    assertSame(new RecursiveQueryExec(7, false, Long.MAX_VALUE, rows, term));
  }

  private void assertSame(ExecutionPlan plan) {
    assertThat(codec.decode(codec.encode(plan))).isEqualTo(plan);
  }
}
