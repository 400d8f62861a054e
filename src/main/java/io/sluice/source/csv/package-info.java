/** CSV files as tables: their dialect and types found from a sample, and an incremental parser of bytes. */
@NullMarked
package io.sluice.source.csv;

import org.jspecify.annotations.NullMarked;
