/** Statements that create and change tables, as the queries that give the tables' rows. */
@NullMarked
package io.sluice.sql.write;

import org.jspecify.annotations.NullMarked;
