/** What operators that put rows on disk have in common: copying a stream into a file, and dividing rows into partitions by their hash. */
@NullMarked
package io.sluice.operator.spill;

import org.jspecify.annotations.NullMarked;
