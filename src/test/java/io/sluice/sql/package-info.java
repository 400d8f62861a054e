/** Planning from the text of statements: plans, errors, statements and parameters. */
@NullMarked
package io.sluice.sql;

import org.jspecify.annotations.NullMarked;
