package io.sluice.flight;

import io.sluice.ipc.ArrowField;
import io.sluice.type.DataType;
import io.sluice.type.DecimalType;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Columns as clients see them: of Arrow's types, with what Flight SQL tells of a column in the metadata. */
final class ClientColumns {
  private static final String PREFIX = "ARROW:FLIGHT:SQL:";

  private ClientColumns() {}

  /** The columns of a result. */
  static List<ArrowField> of(Schema schema) {
    return of(schema, Map.of());
  }

  /**
   * The columns of a table.
   *
   * @param table its names, by their keys of Flight SQL without the common prefix
   */
  static List<ArrowField> of(Schema schema, Map<String, String> table) {
    List<ArrowField> fields = new ArrayList<>();
    for (Field field : schema.fields()) {
      Map<String, String> metadata = new HashMap<>();
      table.forEach((key, value) -> metadata.put(PREFIX + key, value));
      metadata.putAll(metadata(field.type()));
      fields.add(ArrowField.of(field).withMetadata(metadata));
    }
    return fields;
  }

  private static Map<String, String> metadata(DataType type) {
    Map<String, String> metadata = new HashMap<>();
    metadata.put(PREFIX + "TYPE_NAME", type.toString());
    metadata.put(PREFIX + "IS_AUTO_INCREMENT", "0");
    metadata.put(PREFIX + "IS_CASE_SENSITIVE", type.equals(DataType.VARCHAR) ? "1" : "0");
    metadata.put(PREFIX + "IS_SEARCHABLE", "1");
    precision(type, metadata);
    return metadata;
  }

  private static void precision(DataType type, Map<String, String> metadata) {
    int precision = TypeSizes.precision(type);
    if (precision > 0) {
      metadata.put(PREFIX + "PRECISION", Integer.toString(precision));
    }
    if (type instanceof DecimalType decimal) {
      metadata.put(PREFIX + "SCALE", Integer.toString(decimal.scale()));
    } else if (type.isWholeNumber()) {
      metadata.put(PREFIX + "SCALE", "0");
    }
  }
}
