/** Makes Parquet files of record batches: row groups, their column chunks, pages, encodings and statistics. */
@NullMarked
package io.sluice.source.parquet.write;

import org.jspecify.annotations.NullMarked;
