/** Samples of rows. */
@NullMarked
package io.sluice.operator.sample;

import org.jspecify.annotations.NullMarked;
