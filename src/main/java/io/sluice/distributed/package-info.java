/** Cuts a plan into stages at network boundaries, sizes the stages, and prints the result. */
@NullMarked
package io.sluice.distributed;

import org.jspecify.annotations.NullMarked;
