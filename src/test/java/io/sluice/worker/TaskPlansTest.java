package io.sluice.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.codec.PlanCodec;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.operator.scan.ValuesExec;
import io.sluice.plan.ExecutionPlan;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Literal;
import io.sluice.type.Schema;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskPlansTest {
  private final PlanCodec codec = new PlanCodec(List.of());
  private final TaskPlans plans = new TaskPlans(codec, 10);

  private static ExecutionPlan values(String text) {
    return new ValuesExec(
        Schema.of(new Field("a", DataType.VARCHAR, false)), List.of(List.of(Literal.of(text))));
  }

  @Test
  void thePlanOfTheSameBytesIsKept() {
    Buffer bytes = codec.encode(values("x"));
    ExecutionPlan plan = plans.decode(bytes);
    assertThat(plan).isEqualTo(values("x"));
    assertThat(plans.decode(bytes.copy())).isSameAs(plan);
    assertThat(plans.decode(codec.encode(values("y")))).isEqualTo(values("y"));
  }

  @Test
  void aLongPlanIsReadAnew() {
    Buffer bytes = codec.encode(values("x".repeat(100_000)));
    ExecutionPlan plan = plans.decode(bytes);
    assertThat(plans.decode(bytes)).isEqualTo(plan).isNotSameAs(plan);
  }

  @Test
  void nothingIsKeptWhereNothingIsToBe() {
    TaskPlans none = new TaskPlans(codec, 0);
    Buffer bytes = codec.encode(values("x"));
    ExecutionPlan plan = none.decode(bytes);
    assertThat(none.decode(bytes)).isEqualTo(plan).isNotSameAs(plan);
  }

  @Test
  void bytesThatAreNoPlanAreRefusedEachTime() {
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> plans.decode(Buffer.buffer("nonsense")))
          .isInstanceOfSatisfying(
              SluiceException.class,
              refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.INTERNAL_ERROR));
    }
  }
}
