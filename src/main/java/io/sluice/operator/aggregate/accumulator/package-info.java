/** What an aggregation keeps for each group, and the kernels that bring values into it. */
@NullMarked
package io.sluice.operator.aggregate.accumulator;

import org.jspecify.annotations.NullMarked;
