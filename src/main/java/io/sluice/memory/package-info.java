/** The memory pool of a node, the reservations taken from it, and the report of what was not given back. */
@NullMarked
package io.sluice.memory;

import org.jspecify.annotations.NullMarked;
