/** The pages of a column chunk of a Parquet file: read, decompressed and decoded into vectors. Knows nothing of tables and row groups. */
@NullMarked
package io.sluice.source.parquet.page;

import org.jspecify.annotations.NullMarked;
