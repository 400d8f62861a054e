/** The {@code numbers(start, end)} table function and everything that distributes it: the model for an extension of one's own. */
@NullMarked
package io.sluice.example.numbers;

import org.jspecify.annotations.NullMarked;
