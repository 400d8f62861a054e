package io.sluice.source.json;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.file.FileWriter;
import io.sluice.extension.file.FileWriterFormat;
import io.sluice.extension.file.WriteOptions;
import io.sluice.source.file.TextOutput;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes JSON files, an object a line: {@code COPY t TO 't.ndjson'}; {@code ARRAY true} makes one array of them. */
final class JsonWriterFormat implements FileWriterFormat {
  static final String ARRAY = "array";

  @Override
  public String name() {
    return "json";
  }

  @Override
  public List<String> extensions() {
    return List.of("json", "ndjson", "jsonl", "json.gz", "ndjson.gz", "jsonl.gz");
  }

  @Override
  public String extension(Map<String, String> options) {
    return TextOutput.extension(isArray(options) ? "json" : "ndjson", options);
  }

  static boolean isArray(Map<String, String> options) {
    return new WriteOptions(options).isTrue(ARRAY, false);
  }

  @Override
  public Map<String, String> impliedOptions(String fileName) {
    return TextOutput.impliedOptions(fileName);
  }

  @Override
  public List<String> optionNames() {
    return List.of(ARRAY, TextOutput.COMPRESSION);
  }

  @Override
  public void check(Schema schema, Map<String, String> options) {
    TextOutput.isCompressed(options);
    isArray(options);
    Set<String> names = new HashSet<>();
    for (Field field : schema.fields()) {
      if (!names.add(field.name())) {
        throw new SluiceException(
            ErrorCode.INVALID_ARGUMENT,
            "A JSON object cannot have two members '%s'; name one of them anew with AS"
                .formatted(field.name()));
      }
    }
  }

  @Override
  public FileWriter create(Path file, Schema schema, Map<String, String> options) {
    return new JsonOutput(file, schema, options);
  }
}
