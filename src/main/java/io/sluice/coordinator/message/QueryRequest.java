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
 * A query as a client sends it: {@code {"sql": "...", "parameters": [...], "maxRows": n, "settings": {...}, "queryId": "...", "explain": false,
 * "format": "json", "cursor": false, "fetchRows": n}}, where only
 * {@code sql} is needed.
 *
 * @param parameters the values of the statement's {@code ?}, in order
 * @param maxRows how many rows the reply may hold, or all pages together; when absent the coordinator's own limit, and no limit to pages
 * @param settings session options for this query alone, by name
 * @param queryId the query's name, chosen by the client so that it can cancel the query while it waits for the reply; 32 hexadecimal digits
 * @param explain whether the reply is to hold the distributed plan of the last statement, a line a row, instead of running it
 * @param form how the rows are written, and whether there is a cursor for those that do not fit the reply
 */
public record QueryRequest(
    String sql,
    List<Literal> parameters,
    OptionalInt maxRows,
    Map<String, String> settings,
    Optional<QueryId> queryId,
    boolean explain,
    ReplyForm form) {
  static final String SQL = "sql";
  static final String PARAMETERS = "parameters";
  static final String MAX_ROWS = "maxRows";
  static final String SETTINGS = "settings";
  static final String QUERY_ID = "queryId";
  static final String EXPLAIN = "explain";
  static final String FORMAT = "format";
  static final String CURSOR = "cursor";
  static final String FETCH_ROWS = "fetchRows";

  public QueryRequest {
    requireNonNull(sql, "sql");
    parameters = List.copyOf(parameters);
    requireNonNull(maxRows, "maxRows");
    settings = Map.copyOf(settings);
    requireNonNull(queryId, "queryId");
    requireNonNull(form, "form");
  }

  /** A query without parameters, limit and settings. */
  public static QueryRequest of(String sql) {
    return new QueryRequest(
        sql, List.of(), OptionalInt.empty(), Map.of(), Optional.empty(), false, ReplyForm.DEFAULT);
  }

  /** The same query with values for its {@code ?}. */
  public QueryRequest withParameters(List<Literal> values) {
    return new QueryRequest(sql, values, maxRows, settings, queryId, explain, form);
  }

  /** The same query that gives at most so many rows. */
  public QueryRequest withMaxRows(int rows) {
    return new QueryRequest(
        sql, parameters, OptionalInt.of(rows), settings, queryId, explain, form);
  }

  /** The same query with session options of its own. */
  public QueryRequest withSettings(Map<String, String> options) {
    return new QueryRequest(sql, parameters, maxRows, options, queryId, explain, form);
  }

  /** The same query under a name, to cancel it by. */
  public QueryRequest withQueryId(QueryId id) {
    return new QueryRequest(sql, parameters, maxRows, settings, Optional.of(id), explain, form);
  }

  /** The plan of the query in the place of its rows. */
  public QueryRequest explained() {
    return new QueryRequest(sql, parameters, maxRows, settings, queryId, true, form);
  }

  /** The same query with its rows in another form. */
  public QueryRequest withForm(ReplyForm replyForm) {
    return new QueryRequest(sql, parameters, maxRows, settings, queryId, explain, replyForm);
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
      parameters.forEach(parameter -> values.add(Parameters.toJson(parameter)));
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
    if (form.encoding() != ReplyForm.DEFAULT.encoding()) {
      json.put(FORMAT, form.encoding().text());
    }
    if (form.isPaged()) {
      json.put(CURSOR, true);
    }
    form.fetchRows().ifPresent(rows -> json.put(FETCH_ROWS, rows));
    return json;
  }
}
