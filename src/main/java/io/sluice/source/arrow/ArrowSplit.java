package io.sluice.source.arrow;

import io.sluice.source.arrow.read.ArrowBlock;

/**
 * A record batch of a file, or all of a stream.
 *
 * @param block where it stands
 * @param bytes about how many of its bytes are read
 */
record ArrowSplit(ArrowFile file, ArrowBlock block, long bytes) {}
