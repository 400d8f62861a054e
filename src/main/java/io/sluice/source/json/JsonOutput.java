package io.sluice.source.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.sluice.column.RecordBatch;
import io.sluice.source.file.TextOutput;
import io.sluice.type.Schema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** A file of JSON objects, one for each row: a line each, or together one array. */
final class JsonOutput extends TextOutput {
  private final Schema schema;
  private final boolean isArray;
  private final JsonGenerator json;
  private boolean isFirst = true;

  JsonOutput(Path file, Schema schema, Map<String, String> options) {
    super(file, options);
    this.schema = schema;
    this.isArray = JsonWriterFormat.isArray(options);
    try {
      json = new JsonFactory()
          .createGenerator(text())
          .setRootValueSeparator(null)
          .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
          .disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
    } catch (IOException e) {
      close();
      throw failure(e);
    }
  }

  @Override
  public void write(RecordBatch batch) {
    try {
      for (int i = 0; i < batch.rowCount(); i++) {
        json.writeRaw(separator());
        isFirst = false;
        writeRow(batch, batch.rowAt(i));
      }
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private String separator() {
    if (isFirst) {
      return isArray ? "[\n" : "";
    }
    return isArray ? ",\n" : "\n";
  }

  private void writeRow(RecordBatch batch, int row) throws IOException {
    json.writeStartObject();
    for (int column = 0; column < schema.size(); column++) {
      json.writeFieldName(schema.field(column).name());
      JsonValueWriter.write(json, schema.type(column), batch.column(column).value(row));
    }
    json.writeEndObject();
  }

  @Override
  protected void end() throws IOException {
    if (isArray) {
      json.writeRaw(isFirst ? "[]\n" : "\n]\n");
    } else if (!isFirst) {
      json.writeRaw("\n");
    }
    json.close();
  }
}
