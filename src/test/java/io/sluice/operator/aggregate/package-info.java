/** Aggregation against an obvious reference. */
@NullMarked
package io.sluice.operator.aggregate;

import org.jspecify.annotations.NullMarked;
