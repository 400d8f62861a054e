/** Writes rows to files, each task its own, and answers which. */
@NullMarked
package io.sluice.operator.write;

import org.jspecify.annotations.NullMarked;
