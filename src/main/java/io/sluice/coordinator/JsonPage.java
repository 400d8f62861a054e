package io.sluice.coordinator;

import io.sluice.column.RecordBatch;
import io.sluice.coordinator.message.JsonRows;
import io.sluice.coordinator.message.PageHeader;
import io.sluice.type.Schema;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A page whose rows are JSON arrays. */
final class JsonPage implements ReplyPage {
  private static final long BYTES_PER_VALUE = 24;

  private final Schema schema;
  private final boolean hasColumns;
  private final Bounds bounds;
  private final JsonArray rows = new JsonArray();
  private long bytes;
  private boolean isFull;

  JsonPage(Schema schema, boolean hasColumns, Bounds bounds) {
    this.schema = schema;
    this.hasColumns = hasColumns;
    this.bounds = bounds;
    this.isFull = bounds.maxRows() == 0;
  }

  @Override
  public int append(RecordBatch batch, int from, int count) {
    for (int i = 0; i < count; i++) {
      if (isFull) {
        return i;
      }
      JsonArray row = JsonRows.row(batch, from + i);
      bytes += bytes(row);
      if (bytes > bounds.maxBytes()) {
        if (bounds.isWhole()) {
          throw bounds.tooLarge();
        }
        isFull = true;
        if (!rows.isEmpty()) {
          return i;
        }
      }
      rows.add(row);
      isFull |= rows.size() == bounds.maxRows();
    }
    return count;
  }

  /** About what a value takes on the heap and on the wire. */
  private static long bytes(@Nullable Object value) {
    long size = BYTES_PER_VALUE;
    if (value instanceof String text) {
      size += text.length();
    } else if (value instanceof JsonArray array) {
      for (Object element : array) {
        size += bytes(element);
      }
    } else if (value instanceof JsonObject object) {
      for (Map.Entry<String, Object> field : object) {
        size += field.getKey().length() + bytes(field.getValue());
      }
    }
    return size;
  }

  @Override
  public boolean isFull() {
    return isFull;
  }

  @Override
  public int rowCount() {
    return rows.size();
  }

  @Override
  public void replyPage(Message<?> request, PageHeader header) {
    JsonObject body = new JsonObject();
    header.addPage(body);
    request.reply(addRows(body));
  }

  @Override
  public void replyWhole(Message<?> request, PageHeader header) {
    JsonObject body = new JsonObject();
    header.addWhole(body);
    request.reply(addRows(body));
  }

  private JsonObject addRows(JsonObject body) {
    if (hasColumns) {
      body.put("columns", JsonRows.columns(schema));
    }
    return body.put("rows", rows);
  }
}
