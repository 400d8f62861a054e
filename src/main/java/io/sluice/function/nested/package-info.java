/** Scalar functions of ARRAYs. */
@NullMarked
package io.sluice.function.nested;

import org.jspecify.annotations.NullMarked;
