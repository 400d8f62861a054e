/** The functions {@code range} and {@code generate_series} as ARRAYs. */
@NullMarked
package io.sluice.function.series;

import org.jspecify.annotations.NullMarked;
