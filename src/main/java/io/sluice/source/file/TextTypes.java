package io.sluice.source.file;

import io.sluice.type.ArrayType;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.MapType;
import io.sluice.type.RowType;

/** The types that scans of text make of what stands there. */
public final class TextTypes {
  private TextTypes() {}

  /** The type in which a column is read that is to have another one: from it a cast gives every value that the text stands for. */
  public static DataType readable(DataType wanted) {
    return switch (wanted.kind()) {
      case BOOLEAN, BIGINT, DOUBLE, DATE, TIME, TIMESTAMP, TIMESTAMP_TZ -> wanted;
      case TINYINT, SMALLINT, INTEGER -> DataType.BIGINT;
      case REAL -> DataType.DOUBLE;
      case ARRAY -> DataType.array(readable(((ArrayType) wanted).element()));
      case MAP ->
        DataType.map(readable(((MapType) wanted).key()), readable(((MapType) wanted).value()));
      case ROW ->
        new RowType(((RowType) wanted)
            .fields().stream()
                .map(field -> new Field(field.name(), readable(field.type()), true))
                .toList());
      default -> DataType.VARCHAR;
    };
  }
}
