/** Rewrites logical plans: predicates, columns, join order, sides of joins. */
@NullMarked
package io.sluice.sql.optimizer;

import org.jspecify.annotations.NullMarked;
