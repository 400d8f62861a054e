/** Values at equal steps, numbers and times, as functions in FROM and in expressions count them. */
@NullMarked
package io.sluice.expression.series;

import org.jspecify.annotations.NullMarked;
