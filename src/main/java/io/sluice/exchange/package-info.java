/** Moves batches between tasks by credit, in process and over TCP, and carries the control messages of workers. */
@NullMarked
package io.sluice.exchange;

import org.jspecify.annotations.NullMarked;
