/** Gives a row for each element of ARRAYs and each entry of MAPs. */
@NullMarked
package io.sluice.operator.unnest;

import org.jspecify.annotations.NullMarked;
