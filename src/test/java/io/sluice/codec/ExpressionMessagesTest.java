package io.sluice.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.codec.proto.ExpressionMessage;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.expression.NotExpression;
import io.sluice.expression.PhysicalExpression;
import io.sluice.function.ScalarFunctions;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExpressionMessagesTest {
  @ParameterizedTest
  @MethodSource("io.sluice.codec.SampleExpressions#all")
  void everyExpressionComesBackEqual(PhysicalExpression expression) throws Exception {
    byte[] bytes = ExpressionMessages.write(expression).toByteArray();
    assertThat(
            new ExpressionReader(ScalarFunctions.BUILTIN).read(ExpressionMessage.parseFrom(bytes)))
        .isEqualTo(expression);
  }

  @Test
  void thereIsASampleOfEveryKindOfExpression() {
    Set<Class<?>> sampled =
        SampleExpressions.all().stream().map(Object::getClass).collect(Collectors.toSet());
    assertThat(sampled).contains(PhysicalExpression.class.getPermittedSubclasses());
  }

  @Test
  void namesOfANewerVersionAreRefused() {
    ExpressionMessage newer =
        ExpressionMessage.newBuilder().setFunction("TELEPORT").build();
    assertIncompatible(newer, "BuiltinFunction 'TELEPORT'");
    assertIncompatible(ExpressionMessage.getDefaultInstance(), "kind of expression");
  }

  private static void assertIncompatible(ExpressionMessage message, String what) {
    assertThatThrownBy(() -> new ExpressionReader(ScalarFunctions.BUILTIN).read(message))
        .hasMessageContaining(what)
        .hasMessageContaining("same version")
        .isInstanceOfSatisfying(
            SluiceException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.INCOMPATIBLE_WORKER));
  }

  @Test
  void tooDeepAnExpressionIsATypedError() {
    PhysicalExpression deep = SampleExpressions.CONDITION;
    for (int i = 0; i < 10_000; i++) {
      deep = new NotExpression(deep);
    }
    PhysicalExpression expression = deep;
    assertThatThrownBy(() -> ExpressionMessages.write(expression))
        .isInstanceOfSatisfying(
            SluiceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_SUPPORTED));
  }
}
