/** Spreads rows over other partitions, brings partitions together, and joins small batches. */
@NullMarked
package io.sluice.operator.repartition;

import org.jspecify.annotations.NullMarked;
