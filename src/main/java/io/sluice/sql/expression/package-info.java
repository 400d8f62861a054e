/** Row expressions of the optimiser as physical expressions, and the folding of constant ones. */
@NullMarked
package io.sluice.sql.expression;

import org.jspecify.annotations.NullMarked;
