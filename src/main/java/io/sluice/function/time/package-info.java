/** The scalar functions of dates and times. */
@NullMarked
package io.sluice.function.time;

import org.jspecify.annotations.NullMarked;
