/**
 * Sub-queries and lateral joins as plain joins: every plan that reads a column of an outer one is computed once for all values of that column instead of
 * once a row.
 */
@NullMarked
package io.sluice.sql.unnesting;

import org.jspecify.annotations.NullMarked;
