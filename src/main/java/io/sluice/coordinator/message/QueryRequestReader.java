package io.sluice.coordinator.message;

import io.sluice.config.NearestName;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.plan.QueryId;
import io.sluice.type.DataType;
import io.sluice.type.DecimalType;
import io.sluice.type.Literal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.BigInteger;
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
      QueryRequest.EXPLAIN);

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
    return new QueryRequest(sql(), parameters(), maxRows(), settings(), queryId(), explain());
  }

  private String sql() {
    Object value = json.getValue(QueryRequest.SQL);
    if (value instanceof String sql && !sql.isBlank()) {
      return sql;
    }
    throw invalid(QueryRequest.SQL, "a text with a statement", value);
  }

  private boolean explain() {
    Object value = json.getValue(QueryRequest.EXPLAIN);
    if (value == null || value instanceof Boolean) {
      return Boolean.TRUE.equals(value);
    }
    throw invalid(QueryRequest.EXPLAIN, "true or false", value);
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
    if (value == null) {
      return Literal.ofNull(DataType.VARCHAR);
    }
    if (value instanceof Boolean bool) {
      return Literal.of(bool.booleanValue());
    }
    if (value instanceof String text) {
      return Literal.of(text);
    }
    if (value instanceof Double || value instanceof Float) {
      return Literal.of(((Number) value).doubleValue());
    }
    if (value instanceof BigInteger || value instanceof BigDecimal) {
      return decimal(index, new BigDecimal(value.toString()));
    }
    if (value instanceof Number number) {
      return Literal.of(number.longValue());
    }
    throw invalid(parameterName(index), "null, true or false, a number or a text", value);
  }

  private static Literal decimal(int index, BigDecimal value) {
    BigDecimal plain = value.scale() < 0 ? value.setScale(0) : value;
    int precision = Math.max(plain.precision(), plain.scale());
    if (precision > DecimalType.MAX_PRECISION) {
      throw invalid(
          parameterName(index),
          "a number of at most " + DecimalType.MAX_PRECISION + " digits",
          value);
    }
    return new Literal(DataType.decimal(precision, plain.scale()), plain);
  }

  private static String parameterName(int index) {
    return QueryRequest.PARAMETERS + "[" + index + "]";
  }

  private OptionalInt maxRows() {
    Object value = json.getValue(QueryRequest.MAX_ROWS);
    if (value == null) {
      return OptionalInt.empty();
    }
    if (value instanceof Integer rows && rows >= 0) {
      return OptionalInt.of(rows);
    }
    throw invalid(QueryRequest.MAX_ROWS, "a whole number from 0 to " + Integer.MAX_VALUE, value);
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
