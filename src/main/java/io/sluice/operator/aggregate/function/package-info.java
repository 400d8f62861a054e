/** The aggregate functions beside count, sum, min, max and avg: their definitions and what they know of each group. */
@NullMarked
package io.sluice.operator.aggregate.function;

import org.jspecify.annotations.NullMarked;
