/** The table functions {@code range} and {@code generate_series}, and what distributes them. */
@NullMarked
package io.sluice.source.series;

import org.jspecify.annotations.NullMarked;
