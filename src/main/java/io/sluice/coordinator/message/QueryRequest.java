package io.sluice.coordinator.message;

import static java.util.Objects.requireNonNull;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.plan.QueryId;
import io.sluice.type.Literal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A query as a client sends it: {@code {"sql": "...", "parameters": [...], "maxRows": n, "settings": {...}, "queryId": "...", "explain": false}}, where only
 * {@code sql} is needed.
 *
 * @param parameters the values of the statement's {@code ?}, in order
 * @param maxRows how many rows the reply may hold; the coordinator's own limit when absent
 * @param settings session options for this query alone, by name
 * @param queryId the query's name, chosen by the client so that it can cancel the query while it waits for the reply; 32 hexadecimal digits
 * @param explain whether the reply is to hold the distributed plan of the last statement, a line a row, instead of running it
 */
public record QueryRequest(
    String sql,
    List<Literal> parameters,
    OptionalInt maxRows,
    Map<String, String> settings,
    Optional<QueryId> queryId,
    boolean explain) {
  static final String SQL = "sql";
  static final String PARAMETERS = "parameters";
  static final String MAX_ROWS = "maxRows";
  static final String SETTINGS = "settings";
  static final String QUERY_ID = "queryId";
  static final String EXPLAIN = "explain";

  public QueryRequest {
    requireNonNull(sql, "sql");
    parameters = List.copyOf(parameters);
    requireNonNull(maxRows, "maxRows");
    settings = Map.copyOf(settings);
  }

  /** A query without parameters, limit and settings. */
  public static QueryRequest of(String sql) {
    return new QueryRequest(sql, List.of(), OptionalInt.empty(), Map.of(), Optional.empty(), false);
  }

  /**
   * Reads the body of a message.
   *
   * @throws SluiceException of code INVALID_REQUEST that names the field, what it must be and what it was
   */
  public static QueryRequest fromBody(@Nullable Object body) {
    if (!(body instanceof JsonObject json)) {
      throw new SluiceException(
          ErrorCode.INVALID_REQUEST,
          "A query message must be a JSON object like {\"sql\": \"SELECT 1\"}, but its body was "
              + (body == null ? "empty" : "a " + body.getClass().getSimpleName()));
    }
    return new QueryRequestReader(json).read();
  }

  public JsonObject toJson() {
    JsonObject json = new JsonObject().put(SQL, sql);
    if (!parameters.isEmpty()) {
      JsonArray values = new JsonArray();
      for (Literal parameter : parameters) {
        values.add(JsonValues.toJson(parameter.type(), parameter.value()));
      }
      json.put(PARAMETERS, values);
    }
    maxRows.ifPresent(rows -> json.put(MAX_ROWS, rows));
    if (!settings.isEmpty()) {
      JsonObject values = new JsonObject();
      new TreeMap<>(settings).forEach(values::put);
      json.put(SETTINGS, values);
    }
    queryId.ifPresent(id -> json.put(QUERY_ID, id.toString()));
    if (explain) {
      json.put(EXPLAIN, true);
    }
    return json;
  }
}
