package io.sluice.web;

import io.sluice.column.RecordBatch;
import io.sluice.coordinator.message.JsonRows;
import io.sluice.coordinator.message.QueryFailure;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.ipc.IpcStream;
import io.sluice.ipc.RecordBatchWriter;
import io.sluice.ipc.SchemaMessage;
import io.sluice.plan.QueryId;
import io.sluice.type.CsvText;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import io.sluice.type.ValueText;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** How a response is written: a beginning, batches, an end. Without state. */
enum RowFormat {
  /** One object; its end tells how many rows there are. */
  JSON("application/json") {
    @Override
    Buffer begin(QueryId id, Schema schema) {
      return Buffer.buffer("{\"queryId\":\"" + id + "\",\"columns\":"
          + JsonRows.columns(schema).encode() + ",\"rows\":[");
    }

    @Override
    Buffer rows(RecordBatch batch, boolean isFirst) {
      Buffer buffer = Buffer.buffer();
      for (int i = 0; i < batch.rowCount(); i++) {
        buffer.appendString(isFirst && i == 0 ? "\n" : ",\n");
        buffer.appendBuffer(JsonRows.row(batch, i).toBuffer());
      }
      return buffer;
    }

    @Override
    Buffer end(long rowCount) {
      return Buffer.buffer("\n],\"rowCount\":" + rowCount + "}\n");
    }
  },

  /** An object a line; an error is a line with the only field {@code $error}. */
  NDJSON("application/x-ndjson") {
    @Override
    Buffer begin(QueryId id, Schema schema) {
      Set<String> names = new HashSet<>();
      for (Field field : schema.fields()) {
        if (!names.add(field.name())) {
          throw new SluiceException(
              ErrorCode.INVALID_REQUEST,
              "Two columns are named '%s', which objects of JSON cannot hold; name one with AS, or ask for another format"
                  .formatted(field.name()));
        }
      }
      return Buffer.buffer();
    }

    @Override
    Buffer rows(RecordBatch batch, boolean isFirst) {
      Buffer buffer = Buffer.buffer();
      Schema schema = batch.schema();
      for (int i = 0; i < batch.rowCount(); i++) {
        JsonArray values = JsonRows.row(batch, i);
        JsonObject row = new JsonObject();
        for (int column = 0; column < schema.size(); column++) {
          row.put(schema.field(column).name(), values.getValue(column));
        }
        buffer.appendBuffer(row.toBuffer()).appendString("\n");
      }
      return buffer;
    }

    @Override
    Buffer end(long rowCount) {
      return Buffer.buffer();
    }

    @Override
    Buffer error(QueryFailure failure) {
      return Buffer.buffer(new JsonObject().put("$error", failure.toJson()).encode() + "\n");
    }
  },

  /** A line of names, then a line a row; NULL is an empty field. */
  CSV("text/csv") {
    @Override
    Buffer begin(QueryId id, Schema schema) {
      List<String> names =
          schema.fields().stream().map(field -> CsvText.quoted(field.name())).toList();
      return Buffer.buffer(String.join(",", names) + "\n");
    }

    @Override
    Buffer rows(RecordBatch batch, boolean isFirst) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < batch.rowCount(); i++) {
        int row = batch.rowAt(i);
        for (int column = 0; column < batch.columnCount(); column++) {
          text.append(column == 0 ? "" : ",");
          Object value = batch.column(column).value(row);
          if (value != null) {
            text.append(CsvText.quoted(ValueText.format(batch.schema().type(column), value)));
          }
        }
        text.append('\n');
      }
      return Buffer.buffer(text.toString());
    }

    @Override
    Buffer end(long rowCount) {
      return Buffer.buffer();
    }
  },

  /** Arrow's IPC stream; its end mark is the end. */
  ARROW("application/vnd.apache.arrow.stream") {
    @Override
    Buffer begin(QueryId id, Schema schema) {
      return SchemaMessage.write(schema);
    }

    @Override
    Buffer rows(RecordBatch batch, boolean isFirst) {
      return RecordBatchWriter.write(batch);
    }

    @Override
    Buffer end(long rowCount) {
      return IpcStream.end();
    }
  },

  /** Server-sent events: {@code columns}, {@code rows} for each batch, then {@code end} or {@code error}. */
  SSE("text/event-stream") {
    @Override
    Buffer begin(QueryId id, Schema schema) {
      return event(
          "columns",
          new JsonObject().put("queryId", id.toString()).put("columns", JsonRows.columns(schema)));
    }

    @Override
    Buffer rows(RecordBatch batch, boolean isFirst) {
      JsonArray rows = new JsonArray();
      for (int i = 0; i < batch.rowCount(); i++) {
        rows.add(JsonRows.row(batch, i));
      }
      return event("rows", rows);
    }

    @Override
    Buffer end(long rowCount) {
      return event("end", new JsonObject().put("rowCount", rowCount));
    }

    @Override
    Buffer error(QueryFailure failure) {
      return event("error", failure.toJson());
    }

    private Buffer event(String name, Object data) {
      return Buffer.buffer("event: " + name + "\ndata: ")
          .appendBuffer(Json.encodeToBuffer(data))
          .appendString("\n\n");
    }
  };

  private final String mediaType;

  RowFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  String mediaType() {
    return mediaType;
  }

  String contentType() {
    return this == CSV ? mediaType + "; charset=utf-8; header=present" : mediaType;
  }

  /** The value of {@code ?format=}. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * What comes before the first row.
   *
   * @throws SluiceException when the columns cannot be written
   */
  abstract Buffer begin(QueryId id, Schema schema);

  /** @param isFirst whether no row came before these */
  abstract Buffer rows(RecordBatch batch, boolean isFirst);

  abstract Buffer end(long rowCount);

  /** A record that tells of a failure behind rows; empty where the format has none. The response is cut off behind it. */
  Buffer error(QueryFailure failure) {
    return Buffer.buffer();
  }
}
