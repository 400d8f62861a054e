package io.sluice.coordinator.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.error.ErrorCode;
import io.sluice.error.Position;
import io.sluice.error.SluiceException;
import io.sluice.plan.QueryId;
import io.sluice.type.DataType;
import io.sluice.type.Literal;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryMessageTest {
  @Test
  void aRequestSurvivesTheWire() {
    QueryRequest request = new QueryRequest(
        "SELECT ?",
        List.of(
            Literal.of(1L),
            Literal.of(Long.MIN_VALUE),
            Literal.of(1.5),
            Literal.of("ü\n"),
            Literal.of(true),
            Literal.ofNull(DataType.VARCHAR),
            new Literal(DataType.decimal(30, 0), new BigDecimal("123456789012345678901234567890"))),
        OptionalInt.of(7),
        Map.of("target_partitions", "3", "numbers.numbers_per_task", "5"),
        Optional.of(QueryId.parse("000102030405060708090a0b0c0d0e0f")),
        true,
        ReplyForm.pages(ReplyForm.Encoding.ARROW, OptionalInt.of(3)));

    assertThat(QueryRequest.fromBody(new JsonObject(request.toJson().encode()))).isEqualTo(request);
  }

  @Test
  void onlyTheStatementIsNeeded() {
    assertThat(QueryRequest.fromBody(new JsonObject("{\"sql\": \"SELECT 1\"}")))
        .isEqualTo(QueryRequest.of("SELECT 1"));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      {}                                  | Field 'sql' of a query message must be a text with a statement, but got null
      {"sql": " "}                        | Field 'sql' of a query message must be a text with a statement, but got ' '
      {"sql": 1}                          | Field 'sql' of a query message must be a text with a statement, but got 1
      {"sql": "x", "parameters": {}}      | Field 'parameters' of a query message must be an array, but got {}
      {"sql": "x", "parameters": [1, {}]} | Field 'parameters[1]' of a query message must be null, true or false, a number, a text, an array, or an object like {"type": "DATE", "value": "1998-09-02"}, but got {}
      {"sql": "x", "parameters": [["a", 1]]} | Field 'parameters[0]' of a query message must be a list of values of one type, but got ["a",1]
      {"sql": "x", "parameters": [{"type": "DATE", "value": "1998-02-30"}]} | Field 'parameters[0]' of a query message must be a value of DATE, but got {"type":"DATE","value":"1998-02-30"}
      {"sql": "x", "parameters": [{"type": "DAY", "value": 1}]} | Field 'parameters[0]' of a query message must be a value of a type that SQL has, but got {"type":"DAY","value":1}
      {"sql": "x", "format": "csv"}       | Field 'format' of a query message must be 'json' or 'arrow', but got 'csv'
      {"sql": "x", "cursor": "a"}         | Field 'cursor' of a query message must be true or false, but got 'a'
      {"sql": "x", "cursor": true, "fetchRows": 0} | Field 'fetchRows' of a query message must be a whole number from 1 to 2147483647, but got 0
      {"sql": "x", "fetchRows": 5}        | Field 'fetchRows' of a query message needs "cursor": true; 'maxRows' is what one reply may hold
      {"sql": "x", "maxRows": -1}         | Field 'maxRows' of a query message must be a whole number from 0 to 2147483647, but got -1
      {"sql": "x", "maxRows": "9"}        | Field 'maxRows' of a query message must be a whole number from 0 to 2147483647, but got '9'
      {"sql": "x", "explain": 1}          | Field 'explain' of a query message must be true or false, but got 1
      {"sql": "x", "settings": []}        | Field 'settings' of a query message must be an object of session options, but got []
      {"sql": "x", "settings": {"a": {}}} | Field 'settings.a' of a query message must be a text, a number, true or false, but got {}
      {"sql": "x", "maxrows": 1}          | Unknown field 'maxrows' in a query message; did you mean 'maxRows'?
      """)
  void aMistakeInARequestNamesItsField(String body, String message) {
    assertThatThrownBy(() -> QueryRequest.fromBody(new JsonObject(body)))
        .hasMessage(message)
        .extracting(failure -> ((SluiceException) failure).code())
        .isEqualTo(ErrorCode.INVALID_REQUEST);
  }

  @Test
  void aBodyThatIsNoObjectIsRefused() {
    assertThatThrownBy(() -> QueryRequest.fromBody("SELECT 1"))
        .hasMessageEndingWith("but its body was a String");
    assertThatThrownBy(() -> QueryRequest.fromBody(null)).hasMessageEndingWith("was empty");
  }

  @Test
  void aNumberBeyondDecimalIsRefused() {
    JsonObject body = new JsonObject("{\"sql\": \"x\", \"parameters\": [" + "9".repeat(39) + "]}");

    assertThatThrownBy(() -> QueryRequest.fromBody(body))
        .hasMessageContaining("'parameters[0]'")
        .hasMessageContaining("at most 38 digits");
  }

  @Test
  void aFailureKeepsCodePositionAndCauses() {
    QueryFailure failure = QueryFailure.of(new SluiceException(
        ErrorCode.TABLE_NOT_FOUND,
        "Table 'x' not found",
        new Position(1, 15),
        new IllegalStateException("why")));

    assertThat(failure.toJson().encode())
        .isEqualTo(
            "{\"code\":\"TABLE_NOT_FOUND\",\"number\":2,\"kind\":\"USER\",\"message\":\"Table 'x' not found\",\"line\":1,\"column\":15,"
                + "\"causes\":[\"IllegalStateException: why\"]}");

    SluiceException read = QueryFailure.toException(
        new ReplyException(ReplyFailure.RECIPIENT_FAILURE, 2, failure.toJson().encode()),
        "sluice.query");
    assertThat(read.code()).isEqualTo(ErrorCode.TABLE_NOT_FOUND);
    assertThat(read.describe()).isEqualTo("Table 'x' not found (line 1, column 15)");
    assertThat(read.getCause()).hasMessage("IllegalStateException: why");
  }

  @Test
  void aCoordinatorThatIsNotThereIsNamed() {
    assertThat(QueryFailure.toException(new ReplyException(ReplyFailure.NO_HANDLERS), "a.b"))
        .hasMessage("No coordinator listens at 'a.b'; is one up in this cluster?");
    assertThat(QueryFailure.toException(new ReplyException(ReplyFailure.TIMEOUT), "a.b")
            .code())
        .isEqualTo(ErrorCode.COORDINATOR_LOST);
  }
}
