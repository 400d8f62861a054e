/** What stands in Arrow files: their schemas, messages and the arrays of record batches, and how values become those of the engine. */
@NullMarked
package io.sluice.source.arrow.read;

import org.jspecify.annotations.NullMarked;
