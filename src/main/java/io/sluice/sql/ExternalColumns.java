package io.sluice.sql;

import io.sluice.extension.write.ColumnDefinition;
import java.util.List;

/**
 * What a CREATE EXTERNAL TABLE says of columns.
 *
 * @param columns with their types; none when the files are to say it
 * @param partitionNames names of partition columns without types
 * @param partitionColumns partition columns with types
 */
public record ExternalColumns(
    List<ColumnDefinition> columns,
    List<String> partitionNames,
    List<ColumnDefinition> partitionColumns) {
  public ExternalColumns {
    columns = List.copyOf(columns);
    partitionNames = List.copyOf(partitionNames);
    partitionColumns = List.copyOf(partitionColumns);
  }
}
