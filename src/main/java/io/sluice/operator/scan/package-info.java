/** Leaves that need no source, and what stands on top of every leaf. */
@NullMarked
package io.sluice.operator.scan;

import org.jspecify.annotations.NullMarked;
