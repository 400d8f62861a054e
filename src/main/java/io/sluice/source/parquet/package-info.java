/** Parquet files as tables: footers, splits by row group, and a vectorised decoder of pages. */
@NullMarked
package io.sluice.source.parquet;

import org.jspecify.annotations.NullMarked;
