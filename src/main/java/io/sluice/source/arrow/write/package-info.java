/** Writes Arrow files of record batches. */
@NullMarked
package io.sluice.source.arrow.write;

import org.jspecify.annotations.NullMarked;
