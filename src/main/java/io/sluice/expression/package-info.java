/** Physical expressions, their vectorised evaluators, comparators and hashing. */
@NullMarked
package io.sluice.expression;

import org.jspecify.annotations.NullMarked;
