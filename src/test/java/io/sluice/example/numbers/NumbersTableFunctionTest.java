package io.sluice.example.numbers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.type.DataType;
import io.sluice.type.Literal;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class NumbersTableFunctionTest {
  private final NumbersTableFunction numbers = new NumbersTableFunction();

  @Test
  void takesIntegersOfBothWidths() {
    assertThat(numbers.bind(List.of(Literal.of(0), Literal.of(10L))))
        .isEqualTo(new NumbersTable(new NumberRange(0, 10)));
  }

  @Test
  void refusesAnythingButTwoIntegersAndSaysWhatItGot() {
    assertRefused(List.of(), "but got 0: ()");
    assertRefused(List.of(Literal.of(1)), "but got 1: (INTEGER 1)");
    assertRefused(
        List.of(Literal.of(1), Literal.of(2), Literal.of(3)),
        "but got 3: (INTEGER 1, INTEGER 2, INTEGER 3)");
    assertRefused(List.of(Literal.of("a"), Literal.of(2)), "but got 2: (VARCHAR a, INTEGER 2)");
    assertRefused(
        List.of(Literal.ofNull(DataType.BIGINT), Literal.of(2)), "but got 2: (NULL, INTEGER 2)");
    assertRefused(List.of(Literal.of(1.5), Literal.of(2)), "but got 2: (DOUBLE 1.5, INTEGER 2)");
  }

  private void assertRefused(List<Literal> arguments, String got) {
    assertThatThrownBy(() -> numbers.bind(arguments))
        .isInstanceOfSatisfying(
            SluiceException.class,
            error -> assertThat(error.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
        .hasMessage("numbers(start, end) takes exactly two integers, " + got);
  }

  @Test
  void refusesNumbersBeyond64Bits() {
    Literal beyond = new Literal(DataType.decimal(19, 0), new BigDecimal("9223372036854775808"));
    assertThatThrownBy(() -> numbers.bind(List.of(Literal.of(0), beyond)))
        .isInstanceOfSatisfying(
            SluiceException.class,
            error -> assertThat(error.code()).isEqualTo(ErrorCode.NUMERIC_OVERFLOW))
        .hasMessageContaining("9223372036854775808 does not fit a 64-bit integer");
  }
}
