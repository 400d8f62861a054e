/** Random queries whose answers are compared: one worker, three workers and the reference database. */
@NullMarked
package io.sluice.fuzz;

import org.jspecify.annotations.NullMarked;
