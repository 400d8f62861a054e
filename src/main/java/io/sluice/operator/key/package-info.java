/** Key columns as 64-bit words, which hash aggregation and hash join compare and hash instead of values. */
@NullMarked
package io.sluice.operator.key;

import org.jspecify.annotations.NullMarked;
