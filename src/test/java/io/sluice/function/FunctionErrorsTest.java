package io.sluice.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.testing.EmbeddedEngine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What has no result is an error that tells the value, and a NULL without a type is of any type. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FunctionErrorsTest {
  private final EmbeddedEngine engine = EmbeddedEngine.of(1, 1);

  @AfterAll
  void stop() {
    engine.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "json_type('{\"a\": ')             | '{\"a\": ' is no valid JSON",
        "json_type('1 2')                  | '1 2' is no valid JSON",
        "json_extract('{}', '$.')          | '$.' is no path",
        "json_extract('{}', '$[a]')        | '$[a]' is no path",
        "json_extract('{}', '$.*')         | '$.*' is no path",
        "from_base('12', 2)                | '12' is no BIGINT in digits of the base 2",
        "to_base(1, 37)                    | but got 37",
        "from_iso8601_date('17.2.2024')    | '17.2.2024' is no date",
        "date_format(DATE '2024-01-01', '%Q') | %Q is not known"
      })
  void tellsTheValue(String call, String message) {
    assertThatThrownBy(() -> engine.rows("SELECT " + call))
        .isInstanceOfSatisfying(
            SluiceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
        .hasMessageContaining(message);
  }

  @Test
  void aNullWithoutATypeIsOfAnyType() {
    assertThat(engine
            .texts("SELECT date_part('year', NULL), last_day(NULL), reverse(NULL),"
                + " json_extract(NULL, '$.a'), strftime(NULL, NULL)")
            .get(0))
        .containsOnly("NULL");
  }
}
