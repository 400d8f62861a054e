package io.sluice.source.tpcds;

import io.sluice.extension.ColumnStatistics;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.trino.tpcds.column.Column;
import io.trino.tpcds.column.ColumnType;
import java.util.OptionalDouble;

/** A column of a generated table, and what is known of its values. */
record TpcdsColumn(Field field, ColumnProfile profile) {
  static TpcdsColumn of(Column column) {
    ColumnProfile profile = ColumnProfile.of(column.getName());
    return new TpcdsColumn(
        new Field(column.getName(), dataType(column.getType()), !profile.isRequired()), profile);
  }

  private static DataType dataType(ColumnType type) {
    return switch (type.getBase()) {
      case IDENTIFIER -> DataType.BIGINT;
      case INTEGER -> DataType.INTEGER;
      case DATE -> DataType.DATE;
      case DECIMAL ->
        DataType.decimal(type.getPrecision().orElseThrow(), type.getScale().orElseThrow());
      case VARCHAR, CHAR -> DataType.VARCHAR;
      case TIME -> throw new IllegalArgumentException("no table has a column of type TIME");
    };
  }

  ColumnWriter newWriter() {
    return ColumnWriter.of(field.type());
  }

  int averageBytes() {
    return profile.averageBytes();
  }

  ColumnStatistics statistics(double scaleFactor, double rowCount) {
    return new ColumnStatistics(
        OptionalDouble.of(
            Math.min(Math.max(profile.distinctCount(scaleFactor), 1), Math.max(rowCount, 1))),
        OptionalDouble.of(profile.nullFraction()),
        profile.minimum(field.type()),
        profile.maximum(field.type(), scaleFactor));
  }
}
