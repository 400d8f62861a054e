/** What FROM can name, as validator and optimiser see it: tables with their statistics, views, files, and calls of table functions. */
@NullMarked
package io.sluice.sql.table;

import org.jspecify.annotations.NullMarked;
