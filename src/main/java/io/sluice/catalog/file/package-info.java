/** Files as tables: what their paths say, columns that were fixed before, and files that differ in their columns. */
@NullMarked
package io.sluice.catalog.file;

import org.jspecify.annotations.NullMarked;
