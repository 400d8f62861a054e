/** Grouping and aggregate functions: the node, its stream, group tables and accumulators. */
@NullMarked
package io.sluice.operator.aggregate;

import org.jspecify.annotations.NullMarked;
