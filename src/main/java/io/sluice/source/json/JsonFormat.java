package io.sluice.source.json;

import io.sluice.config.ConfigValues;
import io.sluice.extension.FileFormat;
import io.sluice.extension.TableProvider;
import io.sluice.source.file.FileStores;
import io.sluice.source.file.TextTypes;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens JSON files. The columns are the members that the samples of all files show, in the order in which they are seen first; a column's type is one that
 * the values in all samples fit.
 */
final class JsonFormat implements FileFormat {
  private final FileStores stores;

  /** How much longer the text of a compressed file may be. */
  private static final double EXPECTED_COMPRESSION = 8;

  private static final int LEAST_SAMPLE_BYTES = 64 << 10;

  /** The column of values that are no objects. */
  private static final String VALUE_COLUMN = "json";

  /** Reads files of the machine. */
  JsonFormat() {
    this(FileStores.LOCAL);
  }

  JsonFormat(FileStores stores) {
    this.stores = stores;
  }

  @Override
  public String name() {
    return "JSON";
  }

  @Override
  public List<String> extensions() {
    return List.of("json", "ndjson", "jsonl", "json.gz", "ndjson.gz", "jsonl.gz");
  }

  @Override
  public TableProvider open(List<String> files, ConfigValues config) {
    Sample sample = sample(files, config);
    ValueShape shape = sample.shape();
    ValueShape.Limits limits = new ValueShape.Limits(
        config.getInt(JsonConfig.MAP_INFERENCE_THRESHOLD), config.getInt(JsonConfig.MAXIMUM_DEPTH));
    JsonRecords records = shape.areObjects()
        ? new JsonRecords(true, shape.memberNames())
        : new JsonRecords(false, List.of());
    List<Field> columns = records.areObjects()
        ? shape.columns(limits)
        : List.of(new Field(VALUE_COLUMN, shape.type(limits, 0), true));
    return new JsonTable(new Schema(columns), records, sample.files(), sample.rowCount());
  }

  /** Records that are objects have a member for each column: one of its name in any case that the sample shows, else one of its very name. */
  @Override
  public List<TableProvider> open(List<String> files, Schema columns, ConfigValues config) {
    Sample sample = sample(files, config);
    if (!sample.shape().areObjects()) {
      return List.of(open(files, config));
    }
    List<String> shown = sample.shape().memberNames();
    List<String> members = new ArrayList<>();
    List<Field> fields = new ArrayList<>();
    for (Field column : columns.fields()) {
      members.add(
          shown.contains(column.name())
              ? column.name()
              : shown.stream()
                  .filter(column.name()::equalsIgnoreCase)
                  .findFirst()
                  .orElse(column.name()));
      fields.add(new Field(column.name(), TextTypes.readable(column.type()), true));
    }
    return List.of(new JsonTable(
        new Schema(fields), new JsonRecords(true, members), sample.files(), sample.rowCount()));
  }

  /**
   * What the beginnings of files show.
   *
   * @param rowCount an estimate
   */
  private record Sample(ValueShape shape, List<JsonFile> files, double rowCount) {}

  private Sample sample(List<String> files, ConfigValues config) {
    int sampleBytes = config.getInt(JsonConfig.SAMPLE_BYTES);
    int share = Math.max(sampleBytes / files.size(), Math.min(LEAST_SAMPLE_BYTES, sampleBytes));
    ValueShape shape = new ValueShape();
    List<JsonFile> opened = new ArrayList<>(files.size());
    double rowCount = 0;
    for (String path : files) {
      JsonSniffer.Result found = JsonSniffer.sniff(stores.describe(path), share, config);
      shape.merge(found.records());
      opened.add(found.file());
      rowCount += estimatedRows(found);
    }
    return new Sample(shape, opened, rowCount);
  }

  private static double estimatedRows(JsonSniffer.Result found) {
    double textBytes =
        found.file().file().size() * (found.file().isCompressed() ? EXPECTED_COMPRESSION : 1);
    return textBytes * found.sampledRecords() / Math.max(found.sampledBytes(), 1);
  }
}
