/** Scalar functions of ARRAYs and MAPs. */
@NullMarked
package io.sluice.function.nested;

import org.jspecify.annotations.NullMarked;
