/** The kernels of the built-in scalar functions. */
@NullMarked
package io.sluice.expression.function;

import org.jspecify.annotations.NullMarked;
