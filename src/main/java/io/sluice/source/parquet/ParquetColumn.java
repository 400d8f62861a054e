package io.sluice.source.parquet;

import io.sluice.source.parquet.page.ValueLayout;
import io.sluice.type.Field;

/**
 * A column of a file.
 *
 * @param chunkIndex the place of its chunk in each row group; -1 when it is not supported
 * @param unsupportedType the name of a type that cannot be read; empty when the column can be
 */
record ParquetColumn(Field field, ValueLayout layout, int chunkIndex, String unsupportedType) {
  boolean isSupported() {
    return unsupportedType.isEmpty();
  }
}
