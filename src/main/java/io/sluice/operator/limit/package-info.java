/** Cuts off the rows before and behind a range. */
@NullMarked
package io.sluice.operator.limit;

import org.jspecify.annotations.NullMarked;
