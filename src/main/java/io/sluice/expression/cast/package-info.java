/** Conversions of values from one type to another. */
@NullMarked
package io.sluice.expression.cast;

import org.jspecify.annotations.NullMarked;
