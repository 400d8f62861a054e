/** Tests of vectors and batches. */
@NullMarked
package io.sluice.column;

import org.jspecify.annotations.NullMarked;
