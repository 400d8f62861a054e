/** The scalar functions of numbers. */
@NullMarked
package io.sluice.function.number;

import org.jspecify.annotations.NullMarked;
