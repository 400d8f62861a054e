/** Values of parameters that clients send as Arrow batches. */
@NullMarked
package io.sluice.flight.parameter;

import org.jspecify.annotations.NullMarked;
