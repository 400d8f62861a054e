/** Vectors, record batches and the builders that recycle them. */
@NullMarked
package io.sluice.column;

import org.jspecify.annotations.NullMarked;
