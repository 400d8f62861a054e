package io.sluice.source.parquet.page;

import io.sluice.column.FlatVector;
import io.sluice.source.file.FileIdentity;
import io.sluice.type.DataType;
import org.apache.parquet.format.PageHeader;
import org.jspecify.annotations.Nullable;

/**
 * A page as it is kept for the next query. Shared; nobody changes it.
 *
 * @param length bytes of header and contents in the file
 * @param bytes the contents, decompressed, and the padding that decoders need; none where the values are kept
 * @param values those of a dictionary; null for other pages
 */
record Page(
    PageHeader header, int length, byte[] bytes, @Nullable FlatVector values) {
  /**
   * What a page is kept under.
   *
   * @param offset where its header stands
   * @param type what its values are read as
   */
  record Key(FileIdentity file, long offset, DataType type) {}
}
