package io.sluice.coordinator.message;

import io.sluice.column.RecordBatch;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;

/** Columns and rows as JSON. */
public final class JsonRows {
  private JsonRows() {}

  /** An object for each column: {@code {"name": "number", "type": "BIGINT", "nullable": false}}. */
  public static JsonArray columns(Schema schema) {
    JsonArray columns = new JsonArray();
    for (Field field : schema.fields()) {
      columns.add(new JsonObject()
          .put("name", field.name())
          .put("type", field.type().toString())
          .put("nullable", field.nullable()));
    }
    return columns;
  }

  /**
   * The values of a row, as {@link JsonValues} has them.
   *
   * @param row the how manieth of those that count
   */
  public static JsonArray row(RecordBatch batch, int row) {
    JsonArray values = new JsonArray(new ArrayList<>(batch.columnCount()));
    int place = batch.rowAt(row);
    for (int i = 0; i < batch.columnCount(); i++) {
      values.add(JsonValues.toJson(batch.schema().type(i), batch.column(i).value(place)));
    }
    return values;
  }
}
