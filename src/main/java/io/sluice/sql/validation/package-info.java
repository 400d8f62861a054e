/** What names and types of a query are checked with: operators, casts, and the rules beside the standard's. */
@NullMarked
package io.sluice.sql.validation;

import org.jspecify.annotations.NullMarked;
