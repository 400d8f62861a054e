/** Puts the partitions of several inputs side by side. */
@NullMarked
package io.sluice.operator.union;

import org.jspecify.annotations.NullMarked;
