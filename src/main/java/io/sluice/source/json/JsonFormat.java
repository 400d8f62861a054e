package io.sluice.source.json;

import io.sluice.config.ConfigValues;
import io.sluice.extension.FileFormat;
import io.sluice.extension.TableProvider;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens JSON files. The columns are the members that the samples of all files show, in the order in which they are seen first; a column's type is one that
 * the values in all samples fit.
 */
final class JsonFormat implements FileFormat {
  /** How much longer the text of a compressed file may be. */
  private static final double EXPECTED_COMPRESSION = 8;

  private static final int LEAST_SAMPLE_BYTES = 64 << 10;

  /** The column of values that are no objects. */
  private static final String VALUE_COLUMN = "json";

  @Override
  public String name() {
    return "JSON";
  }

  @Override
  public List<String> extensions() {
    return List.of("json", "ndjson", "jsonl", "json.gz", "ndjson.gz", "jsonl.gz");
  }

  @Override
  public TableProvider open(List<Path> files, ConfigValues config) {
    int sampleBytes = config.getInt(JsonConfig.SAMPLE_BYTES);
    int share = Math.max(sampleBytes / files.size(), Math.min(LEAST_SAMPLE_BYTES, sampleBytes));
    ValueShape shape = new ValueShape();
    List<JsonFile> opened = new ArrayList<>(files.size());
    double rowCount = 0;
    for (Path path : files) {
      JsonSniffer.Result found = JsonSniffer.sniff(path, share, config);
      shape.merge(found.records());
      opened.add(found.file());
      rowCount += estimatedRows(found);
    }
    ValueShape.Limits limits = new ValueShape.Limits(
        config.getInt(JsonConfig.MAP_INFERENCE_THRESHOLD), config.getInt(JsonConfig.MAXIMUM_DEPTH));
    JsonRecords records = shape.areObjects()
        ? new JsonRecords(true, shape.memberNames())
        : new JsonRecords(false, List.of());
    List<Field> columns = records.areObjects()
        ? shape.columns(limits)
        : List.of(new Field(VALUE_COLUMN, shape.type(limits, 0), true));
    return new JsonTable(new Schema(columns), records, opened, rowCount);
  }

  private static double estimatedRows(JsonSniffer.Result found) {
    double textBytes =
        found.file().file().size() * (found.file().isCompressed() ? EXPECTED_COMPRESSION : 1);
    return textBytes * found.sampledRecords() / Math.max(found.sampledBytes(), 1);
  }
}
