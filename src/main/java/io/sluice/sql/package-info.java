/** The SQL front end: parser, validator and optimiser, from the text of statements to a physical plan. */
@NullMarked
package io.sluice.sql;

import org.jspecify.annotations.NullMarked;
