/** Orders rows inside a partition, and merges ordered partitions. */
@NullMarked
package io.sluice.operator.sort;

import org.jspecify.annotations.NullMarked;
