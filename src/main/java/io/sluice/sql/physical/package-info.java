/** From optimised logical plans to execution plans: partitioning, two-phase aggregation, joins, order. */
@NullMarked
package io.sluice.sql.physical;

import org.jspecify.annotations.NullMarked;
