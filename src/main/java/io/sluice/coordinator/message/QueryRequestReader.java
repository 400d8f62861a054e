package io.sluice.coordinator.message;

import io.sluice.config.NearestName;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.plan.QueryId;
import io.sluice.type.Literal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Checks the fields of a query message one by one. */
final class QueryRequestReader {
  private static final List<String> FIELDS = List.of(
      QueryRequest.SQL,
      QueryRequest.PARAMETERS,
      QueryRequest.MAX_ROWS,
      QueryRequest.SETTINGS,
      QueryRequest.QUERY_ID,
      QueryRequest.EXPLAIN,
      QueryRequest.FORMAT,
      QueryRequest.CURSOR,
      QueryRequest.FETCH_ROWS);

  private final JsonObject json;

  QueryRequestReader(JsonObject json) {
    this.json = json;
  }

  QueryRequest read() {
    for (String field : json.fieldNames()) {
      if (!FIELDS.contains(field)) {
        throw new SluiceException(
            ErrorCode.INVALID_REQUEST,
            "Unknown field '" + field + "' in a query message" + NearestName.hint(field, FIELDS));
      }
    }
    return new QueryRequest(
        sql(),
        parameters(),
        rows(QueryRequest.MAX_ROWS, 0),
        settings(),
        queryId(),
        flag(QueryRequest.EXPLAIN),
        form());
  }

  private String sql() {
    Object value = json.getValue(QueryRequest.SQL);
    if (value instanceof String sql && !sql.isBlank()) {
      return sql;
    }
    throw invalid(QueryRequest.SQL, "a text with a statement", value);
  }

  private boolean flag(String field) {
    Object value = json.getValue(field);
    if (value == null || value instanceof Boolean) {
      return Boolean.TRUE.equals(value);
    }
    throw invalid(field, "true or false", value);
  }

  private ReplyForm form() {
    boolean isPaged = flag(QueryRequest.CURSOR);
    OptionalInt fetchRows = rows(QueryRequest.FETCH_ROWS, 1);
    if (fetchRows.isPresent() && !isPaged) {
      throw new SluiceException(
          ErrorCode.INVALID_REQUEST,
          "Field 'fetchRows' of a query message needs \"cursor\": true; 'maxRows' is what one reply may hold");
    }
    return new ReplyForm(encoding(), isPaged, fetchRows);
  }

  private ReplyForm.Encoding encoding() {
    Object value = json.getValue(QueryRequest.FORMAT);
    if (value == null) {
      return ReplyForm.DEFAULT.encoding();
    }
    for (ReplyForm.Encoding encoding : ReplyForm.Encoding.values()) {
      if (encoding.text().equals(value)) {
        return encoding;
      }
    }
    throw invalid(QueryRequest.FORMAT, "'json' or 'arrow'", value);
  }

  private Optional<QueryId> queryId() {
    Object value = json.getValue(QueryRequest.QUERY_ID);
    if (value == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(QueryId.parse((String) value));
    } catch (IllegalArgumentException | ClassCastException e) {
      throw invalid(QueryRequest.QUERY_ID, "a text of 32 hexadecimal digits", value);
    }
  }

  private List<Literal> parameters() {
    Object value = json.getValue(QueryRequest.PARAMETERS);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof JsonArray array)) {
      throw invalid(QueryRequest.PARAMETERS, "an array", value);
    }
    List<Literal> parameters = new ArrayList<>(array.size());
    for (int i = 0; i < array.size(); i++) {
      parameters.add(parameter(i, array.getValue(i)));
    }
    return parameters;
  }

  private static Literal parameter(int index, @Nullable Object value) {
    try {
      return Parameters.fromJson(value);
    } catch (IllegalArgumentException e) {
      throw invalid(parameterName(index), String.valueOf(e.getMessage()), value);
    }
  }

  private static String parameterName(int index) {
    return QueryRequest.PARAMETERS + "[" + index + "]";
  }

  private OptionalInt rows(String field, int min) {
    Object value = json.getValue(field);
    if (value == null) {
      return OptionalInt.empty();
    }
    if (value instanceof Integer rows && rows >= min) {
      return OptionalInt.of(rows);
    }
    throw invalid(field, "a whole number from " + min + " to " + Integer.MAX_VALUE, value);
  }

  private Map<String, String> settings() {
    Object value = json.getValue(QueryRequest.SETTINGS);
    if (value == null) {
      return Map.of();
    }
    if (!(value instanceof JsonObject object)) {
      throw invalid(QueryRequest.SETTINGS, "an object of session options", value);
    }
    Map<String, String> settings = new HashMap<>();
    for (String name : object.fieldNames()) {
      Object setting = object.getValue(name);
      if (!(setting instanceof String || setting instanceof Number || setting instanceof Boolean)) {
        throw invalid(
            QueryRequest.SETTINGS + "." + name, "a text, a number, true or false", setting);
      }
      settings.put(name, setting.toString());
    }
    return settings;
  }

  private static SluiceException invalid(String field, String expectation, @Nullable Object value) {
    String found = value instanceof String text ? "'" + text + "'" : String.valueOf(value);
    return new SluiceException(
        ErrorCode.INVALID_REQUEST,
        "Field '%s' of a query message must be %s, but got %s"
            .formatted(field, expectation, found));
  }
}
