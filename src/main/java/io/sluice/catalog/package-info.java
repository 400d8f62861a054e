/** Catalogs, schemas, tables, files and table functions, found by the names a statement uses. */
@NullMarked
package io.sluice.catalog;

import org.jspecify.annotations.NullMarked;
