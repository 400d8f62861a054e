package io.sluice.coordinator.message;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.plan.QueryId;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import io.sluice.type.TypeNames;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a query: {@code {"queryId": "...", "columns": [{"name": "number", "type": "BIGINT", "nullable": false}], "rows": [[0], [1]], "rowCount": 2,
 * "truncated": false}}, with values as in {@link JsonValues}.
 *
 * @param rows values in the form of {@link io.sluice.type.Literal#value()}
 * @param truncated whether there were more rows than the request allowed
 */
public record QueryReply(
    QueryId queryId, Schema schema, List<List<@Nullable Object>> rows, boolean truncated) {

  public QueryReply {
    rows = List.copyOf(rows);
  }

  public JsonObject toJson() {
    JsonArray columns = new JsonArray();
    for (Field field : schema.fields()) {
      columns.add(new JsonObject()
          .put("name", field.name())
          .put("type", field.type().toString())
          .put("nullable", field.nullable()));
    }
    JsonArray jsonRows = new JsonArray(new ArrayList<>(rows.size()));
    for (List<@Nullable Object> row : rows) {
      jsonRows.add(rowToJson(row));
    }
    return new JsonObject()
        .put("queryId", queryId.toString())
        .put("columns", columns)
        .put("rows", jsonRows)
        .put("rowCount", rows.size())
        .put("truncated", truncated);
  }

  private JsonArray rowToJson(List<@Nullable Object> row) {
    JsonArray values = new JsonArray(new ArrayList<>(row.size()));
    for (int i = 0; i < row.size(); i++) {
      values.add(JsonValues.toJson(schema.type(i), row.get(i)));
    }
    return values;
  }

  /**
   * Reads the body of a reply.
   *
   * @throws SluiceException of code INTERNAL_ERROR when it has not the form of a reply
   */
  public static QueryReply fromBody(@Nullable Object body) {
    try {
      return fromJson((JsonObject) body);
    } catch (RuntimeException e) {
      throw new SluiceException(
          ErrorCode.INTERNAL_ERROR,
          "The coordinator's reply has an unknown form; do client and coordinator have the same version?",
          e);
    }
  }

  private static QueryReply fromJson(@Nullable JsonObject json) {
    if (json == null) {
      throw new IllegalArgumentException("empty body");
    }
    List<Field> fields = new ArrayList<>();
    for (Object element : json.getJsonArray("columns")) {
      JsonObject column = (JsonObject) element;
      fields.add(new Field(
          column.getString("name"),
          TypeNames.parse(column.getString("type")),
          column.getBoolean("nullable")));
    }
    Schema schema = new Schema(fields);
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (Object element : json.getJsonArray("rows")) {
      rows.add(rowFromJson(schema, (JsonArray) element));
    }
    return new QueryReply(
        QueryId.parse(json.getString("queryId")), schema, rows, json.getBoolean("truncated"));
  }

  private static List<@Nullable Object> rowFromJson(Schema schema, JsonArray json) {
    List<@Nullable Object> row = new ArrayList<>(schema.size());
    for (int i = 0; i < schema.size(); i++) {
      row.add(JsonValues.fromJson(schema.type(i), json.getValue(i)));
    }
    return Collections.unmodifiableList(row);
  }
}
