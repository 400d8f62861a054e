/** Nodes and operators of logical plans that the planner's library does not have. */
@NullMarked
package io.sluice.sql.logical;

import org.jspecify.annotations.NullMarked;
