/** What the operators of a running query count: for each task on its worker, and merged for the whole query at its coordinator. */
@NullMarked
package io.sluice.metrics;

import org.jspecify.annotations.NullMarked;
