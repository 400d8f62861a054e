/** Resolves names, types and parameters of a statement against the catalogs, and refuses what the engine does not run. */
@NullMarked
package io.sluice.sql.analysis;

import org.jspecify.annotations.NullMarked;
