package io.sluice.cli.print;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.sluice.source.json.JsonValueWriter;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An object of JSON a line, as an array or one after the other. Numbers keep all their digits; NaN and infinities, which JSON has not, are texts; DATE and TIMESTAMP are ISO texts. Columns of
 * equal names are told apart by a number: {@code a}, {@code a_1}.
 */
final class JsonPrinter implements ResultPrinter {
  private final Writer out;
  private final boolean isArray;
  private final JsonGenerator json;
  private Schema schema = Schema.EMPTY;
  private List<String> names = List.of();
  private boolean isFirst = true;

  JsonPrinter(Writer out, boolean isArray) {
    this.out = out;
    this.isArray = isArray;
    try {
      this.json = new JsonFactory()
          .createGenerator(out)
          .setRootValueSeparator(null)
          .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
          .disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public void begin(Schema resultSchema) throws IOException {
    schema = resultSchema;
    names = uniqueNames(resultSchema);
    out.write(isArray ? "[" : "");
  }

  private static List<String> uniqueNames(Schema schema) {
    Set<String> taken = new HashSet<>();
    List<String> names = new ArrayList<>(schema.size());
    for (Field field : schema.fields()) {
      String name = field.name();
      for (int i = 1; !taken.add(name); i++) {
        name = field.name() + "_" + i;
      }
      names.add(name);
    }
    return names;
  }

  @Override
  public void row(List<? extends @Nullable Object> values) throws IOException {
    if (isArray) {
      out.write(isFirst ? "\n" : ",\n");
    }
    isFirst = false;
    json.writeStartObject();
    for (int i = 0; i < values.size(); i++) {
      json.writeFieldName(names.get(i));
      JsonValueWriter.write(json, schema.type(i), values.get(i));
    }
    json.writeEndObject();
    json.flush();
    if (!isArray) {
      out.write('\n');
    }
  }

  @Override
  public void end() throws IOException {
    if (isArray) {
      out.write(isFirst ? "]\n" : "\n]\n");
    }
  }
}
