/** Gives each row once for every grouping set, with the keys that are not in the set NULL. */
@NullMarked
package io.sluice.operator.expand;

import org.jspecify.annotations.NullMarked;
