/** Runs files of the sqllogictest format, in the dialects of SQLite, DuckDB and DataFusion, on the engine and on the reference database. */
@NullMarked
package io.sluice.sqllogic;

import org.jspecify.annotations.NullMarked;
