/** What tests of operators, sources and exchanges run on: a driver loop under a seed, leaves over given batches, generated batches. */
@NullMarked
package io.sluice.testing;

import org.jspecify.annotations.NullMarked;
