/** Tests of the memory pool. */
@NullMarked
package io.sluice.memory;

import org.jspecify.annotations.NullMarked;
