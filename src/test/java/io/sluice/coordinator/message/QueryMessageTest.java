package io.sluice.coordinator.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.error.ErrorCode;
import io.sluice.error.Position;
import io.sluice.error.SluiceException;
import io.sluice.plan.QueryId;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Literal;
import io.sluice.type.Schema;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.Arrays;
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
        true);

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
      {"sql": "x", "parameters": [1, []]} | Field 'parameters[1]' of a query message must be null, true or false, a number or a text, but got []
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
  void aReplyKeepsEveryDigit() {
    Schema schema = Schema.of(
        new Field("flag", DataType.BOOLEAN, true),
        new Field("i", DataType.INTEGER, true),
        new Field("number", DataType.BIGINT, false),
        new Field("d", DataType.DOUBLE, true),
        new Field("total", DataType.decimal(38, 0), true),
        new Field("price", DataType.decimal(15, 2), true),
        new Field("name", DataType.VARCHAR, true),
        new Field("day", DataType.DATE, true),
        new Field("at", DataType.TIMESTAMP, true));
    QueryReply reply = new QueryReply(
        new QueryId(1, -1),
        schema,
        List.of(
            List.of(
                true,
                1,
                Long.MAX_VALUE,
                Double.NaN,
                new BigDecimal("-" + "9".repeat(38)),
                new BigDecimal("0.10"),
                "\"ü\"",
                (int) LocalDate.of(1998, 9, 2).toEpochDay(),
                -1L),
            Arrays.asList(null, null, 0L, -0.0, null, null, null, null, null),
            List.of(
                false,
                Integer.MIN_VALUE,
                -5L,
                Double.NEGATIVE_INFINITY,
                BigDecimal.ONE,
                new BigDecimal("-12.30"),
                "",
                -1,
                1_500_000L)),
        true);

    JsonObject json = new JsonObject(reply.toJson().encode());

    assertThat(QueryReply.fromBody(json)).isEqualTo(reply);
    assertThat(json.getInteger("rowCount")).isEqualTo(3);
    assertThat(json.getJsonArray("columns").getJsonObject(5))
        .isEqualTo(new JsonObject(
            "{\"name\": \"price\", \"type\": \"DECIMAL(15,2)\", \"nullable\": true}"));
    assertThat(json.getJsonArray("rows").getJsonArray(0).stream())
        .containsExactly(
            true,
            1,
            Long.MAX_VALUE,
            "NaN",
            new BigInteger("-" + "9".repeat(38)),
            "0.10",
            "\"ü\"",
            "1998-09-02",
            "1969-12-31T23:59:59.999999");
    assertThat(json.getJsonArray("rows").getJsonArray(2).stream())
        .containsExactly(
            false,
            Integer.MIN_VALUE,
            -5,
            "-Infinity",
            1,
            "-12.30",
            "",
            "1969-12-31",
            "1970-01-01T00:00:01.5");
  }

  @Test
  void anUnknownReplyIsAnError() {
    assertThatThrownBy(() -> QueryReply.fromBody(new JsonObject()))
        .hasMessageContaining("same version");
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
